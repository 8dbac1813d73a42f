"""A text typed while the sign-in ended is not lost; nobody else on the same phone is offered it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from sanad.demo.case import PASSWORD
from tests.journeys.test_accessibility import open_in, sign_in
from tests.journeys.test_case import agree, fill, press, save

pytestmark = pytest.mark.journey

KEPT = "form[data-keep] textarea + button"


def minutes_to_write(page: Page) -> None:
    page.goto("/activities/new/")
    fill(page, kind="لقاء تواصلي", title="لقاء طويل", day="2024-02-10", begins="10:00", ends="12:00", venue="مكناس")
    save(page)
    agree(page, "تم عقده")
    page.goto(page.url + "minutes/")
    press(page, "بدء تحرير المحضر")


def sign_in_again(page: Page, name: str) -> None:
    fill(page, login=name, password=PASSWORD)
    page.locator("form.sheet button.primary").click()


def test_minutes_outlive_the_sign_in_and_are_offered_to_their_writer_only(browser: Browser, demo: str) -> None:
    page = open_in(browser, demo, "ar")
    sign_in(page)
    minutes_to_write(page)
    address = page.url
    assert page.locator(KEPT).count() == 0
    page.locator("textarea").press_sequentially("نص كتبته للتو ")
    typed = page.locator("textarea").input_value()
    page.context.clear_cookies(name="sessionid")
    page.locator("form.sheet button.primary").click()
    page.wait_for_url("**/account/login/**")
    sign_in_again(page, "sg")
    page.goto(address)
    assert page.locator(KEPT).count() == 0
    page.context.clear_cookies(name="sessionid")
    page.goto(address)
    sign_in_again(page, "karima")
    page.goto(address)
    page.locator(KEPT).click()
    expect(page.locator("textarea")).to_have_value(typed)
    save(page)
    page.goto(address)
    expect(page.locator("textarea")).to_have_value(typed.strip())
    assert page.locator(KEPT).count() == 0
    page.context.close()
