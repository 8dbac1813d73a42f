"""By somebody who follows only what the screen says: an association alone, a support organisation with its first association."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import first_code, held
from tests.journeys.seen import faults, judged
from tests.journeys.touch import Hand, says

pytestmark = pytest.mark.journey

MOST_SECONDS, MOST_FIELDS = 60, 8  # from nothing to the first useful record
PASSWORD = "زيتون-الجبل-2023"
EMPTY_LISTS = ["/activities/", "/papers/"]


def path_keeps_nobody_out(hand: Hand) -> list[str]:
    """Home with its path, each step of it, the list of the steps, two empty lists: seen beside, so that no tap is counted. The steps."""
    beside = hand.page.context.new_page()
    judged(beside)
    beside.goto("/")
    steps = [str(link.get_attribute("href")) for link in beside.locator(".steps-to-do a").all()]
    found = faults(beside, colours=False)
    for path in [*steps, "/steps/", *EMPTY_LISTS]:
        beside.goto(path)
        found += faults(beside, colours=False)
    beside.close()
    assert not found, "\n".join(found)
    return steps


def begins(hand: Hand, kind: str, name: str, person: str, username: str) -> None:
    """From the first address to home, on an empty installation."""
    hand.opens()
    hand.writes(kind=kind, name_ar=name, person=person, username=username, password=PASSWORD)
    hand.writes(code=first_code(hand.page))
    hand.saves()
    expect(hand.page.locator("h1")).to_have_text(says("What needs me now"))
    hand.notes("empty to home")


def test_an_association_begins_alone_and_approves_its_first_minutes(office, browser) -> None:
    with held(browser, office) as phone:
        hand = Hand(phone)
        begins(hand, "association", "جمعية السواقي", "حليمة الراضي", "halima")
        assert "/activities/new/?first=1" in path_keeps_nobody_out(hand)
        hand.taps_on("Your first meeting")
        hand.writes(title="اجتماع المكتب", day=f"{timezone.localdate() - timedelta(days=1):%Y-%m-%d}")
        hand.saves()
        hand.notes("home to the first saved meeting")
        print(f"the first useful record: {hand.seconds:.0f} s")
        assert hand.seconds <= MOST_SECONDS
        assert hand.fields <= MOST_FIELDS
        records(hand)
        minutes(hand)
        opens_the_paper(hand)
        hand.notes("approved minutes to the paper")
    assert hand.noted["approved minutes to the paper"] == (1, 0)
    assert hand.noted["empty to home"] == (2, 5)
    assert hand.noted["home to the first saved meeting"] == (2, 2)
    assert hand.noted["meeting recorded"] == (2, 3)
    assert hand.noted["recorded meeting to approved minutes"] == (5, 0)


def records(hand: Hand) -> None:
    """Who was there and what was decided, on one page; that it took place is said with it, and the minutes open."""
    hand.taps_on("Record what took place")
    hand.writes(**{"guest-0-name": "حليمة الراضي، الرئيسة", "guest-1-name": "سعيد الزهراوي، أمين المال"})
    hand.writes(decisions="شراء مضخة للساقية")
    hand.taps_on("Save and open the minutes")
    hand.notes("meeting recorded")


def minutes(hand: Hand) -> None:
    """From the text made of what was recorded to approved minutes."""
    hand.saves()
    hand.agrees("Circulate")
    hand.agrees("Approve")
    expect(hand.page.locator(".steps .now")).to_have_text(says("Approved"))
    hand.notes("recorded meeting to approved minutes")


def test_a_support_organisation_gets_as_far_as_the_minutes_in_its_president_s_room(office, browser) -> None:
    with held(browser, office) as phone, held(browser, office) as other:
        hand, president = Hand(phone), Hand(other)
        begins(hand, "support", "جسور للمواكبة", "سعاد العلوي", "souad")
        assert "/directory/new/" in path_keeps_nobody_out(hand)
        way_in = opens_the_room(hand)
        other.goto(way_in)  # the one address that the letter tells
        president.writes(username="driss", password=PASSWORD)
        president.saves()
        president.notes("claim by link")
        assert "/directory/inherited/" in path_keeps_nobody_out(president)
        hand.taps_on("Members of the space")
        meets(hand)
        reads_the_minutes(president)
        assert president.noted["the minutes as a paper in the room of the president"] == (3, 0)
        assert hand.noted["card, file, space, letter"] == (7, 4)
        assert president.noted["claim by link"] == (1, 2)


def opens_the_room(hand: Hand) -> str:
    """From home to the card of the first association, its file, its own space and the letter to its president."""
    hand.taps_on("The first association that you accompany")
    hand.writes(kind=says("Association"), name_ar="جمعية الأشراف")
    hand.saves()
    hand.taps_on("Open its file")
    hand.saves()
    hand.taps_on("Its card")
    hand.taps_on("Open its own space and invite its president")
    hand.writes(president_name="إدريس الرئيس", contact="0612345678")
    hand.saves()
    hand.notes("card, file, space, letter")
    words = hand.page.locator("#letter").inner_text()
    return re.search(r"https?://\S+", words)[0]


def meets(hand: Hand) -> None:
    """A meeting with the association, from its card to approved minutes."""
    hand.taps_on("Home", within="nav.tabs-bar")
    hand.taps_text("جمعية الأشراف")
    hand.taps_on("Its card")
    hand.taps_on("Plan a meeting with it")
    hand.writes(title="لقاء تواصلي أول", day=f"{timezone.localdate() - timedelta(days=1):%Y-%m-%d}")
    hand.saves()
    hand.notes("from home to a saved meeting with it")
    records(hand)
    minutes(hand)


def reads_the_minutes(hand: Hand) -> None:
    """From the page on which he was left in his room to the approved minutes as a paper."""
    hand.taps_on("Home", within="nav.tabs-bar")
    hand.taps_text("لقاء تواصلي أول")
    opens_the_paper(hand)
    hand.notes("the minutes as a paper in the room of the president")


def opens_the_paper(hand: Hand) -> None:
    """Touch the button that opens the approved minutes; what is sent is looked at, as a browser of tests draws no paper."""
    with hand.page.expect_response(lambda answer: answer.url.endswith(".pdf")) as awaited:
        hand.taps_on("Open the paper in Arabic")
    assert (awaited.value.status, awaited.value.headers["content-type"]) == (200, "application/pdf")
    hand.page.go_back()
    expect(hand.page.locator(".steps .now")).to_have_text(says("Approved"))
