"""A meeting is recorded on a phone in Arabic, from nothing: what one touches and what one types is counted (docs/walk.md)."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import held
from tests.journeys.test_case import begin, save
from tests.journeys.touch import Hand

pytestmark = pytest.mark.journey

MOST_TAPS, MOST_FIELDS = 12, 16
YESTERDAY, LATER = str(date.today() - timedelta(days=1)), str(date.today() + timedelta(days=20))  # noqa: DTZ011  as the phone has it
PEOPLE = [
    "محمد الحاجي، الكاتب العام، المنظمة الدولية للعمل التطوعي والتنمية بالمغرب",
    "إدريس الرئيس، رئيس الجمعية، جمعية الأشراف للثقافة والتنمية",
    "فطنة الكاتبة، كاتبة الجمعية، جمعية الأشراف للثقافة والتنمية",
    "المصطفى الجماعي، مستشار، جماعة إغزران",
    "زهور القادري",
]
DECISIONS = ["عقد لقاء شهري", "مراسلة الجماعة في شأن الطريق", "إعداد مشروع الماء الصالح للشرب"]
TASKS = [("كتابة المراسلة", "إدريس الرئيس"), ("تهيئة القاعة", "جمعية الأشراف للثقافة والتنمية")]


@pytest.fixture
def phone_of_a_new_space(browser, office):
    with held(browser, office) as page:
        begin(page)
        yield page


def plan(hand: Hand, title: str) -> None:
    """From home to the page that records."""
    page = hand.page
    hand.touch(page.locator(".tabs-bar summary").filter(has_text="ما نقوم به"))
    hand.touch(page.locator(".tabs-bar").get_by_role("link", name="الأنشطة"))
    hand.touch(page.locator("main a[href='/activities/new/']"))
    hand.writes(title=title, day=YESTERDAY)
    hand.touch(page.get_by_role("button", name="انعقد فعلا: دوّنوه الآن"))
    expect(page.locator("h1")).to_have_text("تدوين ما جرى")


def decide(hand: Hand) -> None:
    hand.writes(decisions="\n".join(DECISIONS))
    for number, (text, who) in enumerate(TASKS):
        hand.writes(**{f"task-{number}-text": text, f"task-{number}-who": who, f"task-{number}-due_on": LATER})


def open_minutes(hand: Hand) -> str:
    hand.touch(hand.page.get_by_role("button", name="حفظ وفتح المحضر"))
    return hand.page.locator("[name=body]").input_value()


def test_five_people_three_decisions_two_follow_ups(phone_of_a_new_space: Page) -> None:
    page = phone_of_a_new_space
    first = Hand(page)
    plan(first, "لقاء تواصلي")
    for number, said in enumerate(PEOPLE):
        first.writes(**{f"guest-{number}-name": said})
    decide(first)
    text = open_minutes(first)
    for said in (*(said.split("،")[0] for said in PEOPLE), *DECISIONS, *(text for text, _who in TASKS)):
        assert said in text
    assert (first.taps, first.fields) == (5, 14)
    assert first.taps <= MOST_TAPS
    assert first.fields <= MOST_FIELDS
    save(page)
    page.goto("/")
    again = Hand(page)  # the next meeting: who came before is ticked
    plan(again, "لقاء ثان")
    for said in PEOPLE:
        again.touch(page.locator(".there label").filter(has_text=said.split("،", maxsplit=1)[0]))
    decide(again)
    text = open_minutes(again)
    assert all(said.split("،")[0] in text for said in PEOPLE)
    assert (again.taps, again.fields) == (10, 9)
