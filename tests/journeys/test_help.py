"""Help and days on a phone: inside the page, by keyboard, without scripts; a day as it is said; and the guide on paper."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from sanad.demo.case import PASSWORD
from tests.journeys.conftest import PHONE, ROOT, STATES, held
from tests.journeys.test_case import fill, save
from tests.pdf import pages_of, pictures_of

pytestmark = pytest.mark.journey


def signed_in(page):
    page.goto("/account/login/")
    fill(page, login="sg", password=PASSWORD)
    page.locator("form.sheet button.primary").click()
    page.wait_for_url("**/")
    return page


def test_help_opens_inside_the_page_and_a_word_says_what_it_means(browser, demo):
    with held(browser, demo) as phone:
        signed_in(phone).goto("/accompaniment/")
        phone.locator(".ask").click()
        expect(phone.locator("#help h2")).to_have_text("ملف المواكبة")
        word = phone.locator("#help .term button").first
        word.focus()
        phone.keyboard.press("Enter")
        expect(phone.locator("#help [popover]:popover-open")).to_contain_text("السير إلى جانب جمعية")
        phone.keyboard.press("Escape")
        expect(phone.locator("#help [popover]:popover-open")).to_have_count(0)
        phone.locator("[data-no-help]").click()
        expect(phone.locator("#help > *")).to_have_count(0)
        expect(phone.locator(".ask")).to_be_focused()


def test_without_scripts_help_is_a_page_that_leads_back(browser, demo):
    context = browser.new_context(viewport=PHONE, base_url=demo, java_script_enabled=False)
    page = context.new_page()
    page.goto("/check/")
    page.locator(".ask").click()
    assert page.url.endswith("/help/check/")
    page.locator("main a.button.primary").click()
    assert page.url.endswith("/check/")
    context.close()


def test_a_day_is_typed_as_it_is_said(browser, demo):
    with held(browser, demo) as phone:
        signed_in(phone).goto("/activities/new/")
        fill(phone, title="اجتماع تحضيري")
        day = phone.locator("form.sheet input[data-words]").first
        assert day.get_attribute("type") == "date"
        phone.locator("form.sheet .words").first.click()
        day.fill("3 ماي 2150")
        phone.locator("form.sheet button.primary").click()
        expect(phone.locator(".wrong .note strong")).to_contain_text("3 ماي 2150")
        day = phone.locator("form.sheet input[data-words]").first
        expect(day).to_have_value("3 ماي 2150")
        day.fill("غدا")
        save(phone)
        expect(phone.locator("h1")).to_contain_text("اجتماع تحضيري")


ABOUT_TWELVE, SCREENS = range(10, 15), 15


def test_the_printed_guide_has_about_twelve_pages_and_a_screen_of_each_thing_in_its_language(demo, tmp_path):
    """As `make guide` prints it, from the demo that is served here."""
    environment = {**os.environ, "SANAD_STATE": str(STATES[demo]), "SANAD_ADDRESS": demo}
    environment.pop("SANAD_DATABASE", None)
    command = [sys.executable, ROOT / "scripts" / "guide.py", "ar", "fr", "--at", demo, "--into", tmp_path]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    shown: set[bytes] = set()
    for language in ("ar", "fr"):
        pdf = (tmp_path / f"guide.{language}.pdf").read_bytes()
        assert len(pages_of(pdf)) in ABOUT_TWELVE
        pictures = pictures_of(pdf, tmp_path / language)
        assert len(pictures) == SCREENS
        shown.update(pictures)
    assert len(shown) == 2 * SCREENS, "each is another screen, and another in each language"
