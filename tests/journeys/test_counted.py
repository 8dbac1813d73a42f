"""What one touches and types for the work of every week, on a phone in Arabic, is counted (docs/walk.md)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import held
from tests.journeys.test_case import follow, save
from tests.journeys.test_training import signed_in
from tests.journeys.touch import Hand

pytestmark = pytest.mark.journey

CORE = 12  # items of the instrument that a short first visit asks for


def counted(hand: Hand, row: str) -> tuple[int, int]:
    hand.notes(row)
    return hand.noted[row]


@pytest.fixture
def karima(browser: Browser, demo: str) -> Iterator[Page]:
    with signed_in(browser, demo, "karima") as page:
        yield page


def begin_core(page: Page) -> None:
    """A diagnosis of the core items, of the association of the case."""
    page.goto("/accompaniment/")
    page.locator("main a[href^='/accompaniment/']", has_text="جمعية").first.click()
    page.wait_for_load_state()
    follow(page, "التشخيص")
    page.locator("main a[href$='/new/']").first.click()
    page.wait_for_load_state()
    page.locator("[name=kind]").select_option(label="سنوي")
    page.locator("details.later summary").first.click()
    page.locator("[name=is_core_only]").check()
    save(page)


def answer_sheet(hand: Hand) -> None:
    """A sheet of answers, from the page of the diagnosis until it is complete: the second level of each item."""
    page = hand.page
    hand.touch(page.locator("main a[href$='/sheets/new/']"))
    hand.saves()
    answered = 0
    while page.locator("form.answers fieldset").count():
        for item in page.locator("form.answers fieldset").all():
            item.locator("input[type=radio]").nth(1).check()
            hand.taps, answered = hand.taps + 1, answered + 1
        hand.touch(page.locator("form.answers button[value=on]"))
    assert answered == CORE


def agree_on_all(hand: Hand) -> None:
    """In the workshop: the level on which all raters agree is taken, and for each item where one wishes to be."""
    page = hand.page
    hand.touch(page.locator("main a", has_text="الذهاب إلى الورشة"))
    hand.touch(page.get_by_role("button", name="اتفقوا على المقترح واحفظوا الكل"))
    for domain in page.locator("form.workshop details").all():
        if domain.get_attribute("open") is None:
            hand.touch(domain.locator("> summary"))
        for wished in domain.locator("input[name$='__desired'][value='4']").all():
            page.locator(f"label:has(#{wished.get_attribute('id')})").click()
            hand.taps += 1
    hand.touch(page.locator("form.workshop details[open] button.primary").last)
    hand.touch(page.get_by_role("button", name="تم الاتفاق على كل البنود"))


def test_a_diagnosis_of_twelve_items(karima: Page) -> None:
    begin_core(karima)
    hand = Hand(karima)
    answer_sheet(hand)
    assert counted(hand, "a sheet") == (21, 0)
    hand.touch(karima.locator("main a", has_text="العودة إلى التشخيص"))
    hand.touch(karima.get_by_role("button", name="اكتملت الأجوبة"))
    hand.since = (hand.taps, hand.fields)
    agree_on_all(hand)
    assert counted(hand, "a workshop") == (23, 0)
    hand.touch(karima.locator("main a", has_text="بيان ما يترتب"))
    expect(karima.locator("form.gaps textarea")).to_have_count(CORE)
    hand.touch(karima.locator("form.gaps button.primary"))
    assert counted(hand, "what follows") == (2, 0)
    expect(karima.get_by_role("link", name="اختتام التشخيص")).to_be_visible()


def test_somebody_registers_from_the_front_door(browser: Browser, demo: str) -> None:
    with held(browser, demo) as page:
        hand = Hand(page)
        hand.opens()
        hand.touch(page.locator("main a[href*='/training/join/']"))
        hand.writes(name="نعيمة الصباغة", phone="0611000009")
        hand.saves()
        assert counted(hand, "by oneself") == (2, 2)
        expect(page.locator("main")).to_contain_text("نعيمة الصباغة")
