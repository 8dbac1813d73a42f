"""The fourth visitor, in a real browser: each of them keeps connections open."""

import time
from contextlib import ExitStack

import pytest
from playwright.sync_api import sync_playwright

from tests.attack.test_open import BODY, SILENT, held
from tests.journeys.conftest import PHONE, chromium

FIELD = "[name=login]"


@pytest.mark.parametrize("others", [[], [(20, SILENT), (20, BODY)]], ids=["alone", "among others"])
def test_the_tenth_visitor_is_served_as_the_first(site, others):
    """None waits more than a second longer than the first, who comes alone; a browser's page takes its own time."""
    waits: list[float] = []
    with ExitStack() as stack:
        stack.enter_context(held(site, *others))
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=chromium(), args=["--no-sandbox"]
        )
        stack.callback(browser.close)
        for _ in range(10):  # six connections each, none of which is closed
            page = browser.new_context(viewport=PHONE, base_url=site.address).new_page()
            began = time.monotonic()
            page.goto("/account/login/")
            page.wait_for_selector(FIELD)
            waits.append(time.monotonic() - began)
    print(f"\nvisitors: {', '.join(f'{wait:.1f}' for wait in waits)} s")
    assert max(waits) < waits[0] + 1.0  # 29 seconds for the fourth, once
