"""After signing out on a shared phone, "back" shows nothing of whoever was there.

The browser of the other journeys keeps no page alive for "back"; this one does, as people's browsers do.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from sanad.demo.case import PASSWORD
from tests.journeys.conftest import chromium

pytestmark = pytest.mark.journey

SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 800}}
NOTE_HOW = "addEventListener('pageshow', (event) => { window.wasKept = event.persisted; });"
GO_BACK = "delete window.wasKept; history.back()"


@pytest.fixture(scope="module")
def keeping(browser: Browser) -> Iterator[Browser]:
    """A browser that keeps whole pages for "back"."""
    found = browser.browser_type.launch(
        executable_path=chromium(),
        args=["--no-sandbox"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield found
    found.close()


def back(page: Page) -> bool:
    """Go back; whether the browser showed the page as it was left."""
    page.evaluate(GO_BACK)
    page.wait_for_function("'wasKept' in window")  # a page that was kept tells no event of its arrival to the driver
    return page.evaluate("window.wasKept")


@pytest.mark.parametrize("size", SIZES)
def test_back_shows_nothing_after_signing_out(keeping: Browser, demo: str, size: str) -> None:
    page = keeping.new_context(viewport=SIZES[size], base_url=demo).new_page()
    page.add_init_script(NOTE_HOW)
    page.goto("/check/")
    page.goto("/check/offline/")
    assert back(page), "this browser keeps public pages"
    page.goto("/")
    page.locator("main a.primary").click()
    page.fill("[name=login]", "sg")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector(".inside")
    for address in ("/directory/", "/activities/", "/me/"):
        page.goto(address)
        assert page.locator("body.inside").count() == 1
    page.locator("#main form[action='/account/logout/'] button").click()
    page.wait_for_selector("body.outside")
    for _step in ("/me/", "/activities/", "/directory/", "/"):
        assert not back(page)
        assert page.locator("body.outside").count() == 1, page.url
    page.context.close()
