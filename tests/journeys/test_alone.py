"""An association alone, by somebody who follows only what the screen says, from the empty installation to approved minutes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import first_code
from tests.journeys.touch import Hand, says

pytestmark = pytest.mark.journey

PASSWORD = "زيتون-الجبل-2023"


def begins(hand: Hand, kind: str, name: str, person: str, username: str) -> None:
    """From the first address to home, on an empty installation."""
    hand.opens()
    hand.writes(kind=kind, name_ar=name, person=person, username=username, password=PASSWORD)
    hand.writes(code=first_code(hand.page))
    hand.saves()
    expect(hand.page.locator("h1")).to_have_text(says("What needs me now"))
    hand.notes("empty to home")


def test_an_association_begins_alone_and_approves_its_first_minutes(phone: Page) -> None:
    hand = Hand(phone)
    begins(hand, "association", "جمعية السواقي", "حليمة الراضي", "halima")
    hand.taps_on("Your first meeting")
    hand.writes(title="اجتماع المكتب", day=f"{timezone.localdate() - timedelta(days=1):%Y-%m-%d}")
    hand.saves()
    hand.notes("home to the first saved meeting")
    records(hand)
    hand.taps_on("Minutes", within="nav.tabs")
    hand.taps_on("Begin the minutes")
    hand.saves()
    hand.agrees("Circulate")
    hand.agrees("Approve")
    expect(phone.locator(".steps .now")).to_have_text(says("Approved"))
    hand.notes("recorded meeting to approved minutes")
    assert hand.noted["empty to home"] <= (2, 5)
    assert hand.noted["home to the first saved meeting"] <= (2, 2)


def records(hand: Hand) -> None:
    """That it took place, who was there, what was decided."""
    hand.agrees("It took place")
    hand.taps_on("People and words")
    for name, capacity in (("حليمة الراضي", "الرئيسة"), ("سعيد الزهراوي", "أمين المال")):
        hand.taps_on("Record attendance")
        hand.writes(guest_name=name, capacity=capacity)
        hand.saves()
    hand.taps_on("Decisions and follow-ups")
    hand.taps_on("Record a decision")
    hand.writes(text="شراء مضخة للساقية")
    hand.saves()
    hand.notes("meeting recorded")
