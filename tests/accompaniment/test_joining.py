"""A space that an association opened by itself, and the card that a support organisation wrote of it, become one."""

import pytest
from django.utils import timezone

from sanad.accompaniment.engagements.commands import open_engagement
from sanad.accompaniment.joining.commands import accept_claim, claim_card, compare_cards, refuse_claim, take_over
from sanad.accompaniment.joining.queries import card_to_join, joining_token
from sanad.accompaniment.models import Engagement, JoinClaim
from sanad.accounts.commands import beginning as accounts
from sanad.directory.commands.arrival import bring_people
from sanad.directory.commands.organisations import add_organisation
from sanad.directory.commands.people import add_person
from sanad.directory.models import Mandate, Organisation
from sanad.directory.queries import differences, own_card
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Membership
from sanad.foundation.spaces.roles import Role
from tests.refusals import says_no

NAME = "جمعية السواقي"


@pytest.fixture
def card(world):
    """What the support organisation wrote, with a file."""
    row = add_organisation(
        world.sg,
        kind="association",
        name_ar="جمعية السواقي للتنمية",
        phone="+212600000001",
        founded_year=2020,
        seat_place=world.association.seat_place,
    )
    add_person(world.sg, name_ar="حليمة الراضي", organisation=row, capacity_ar="الرئيسة")
    open_engagement(world.sg, association=row)
    return row


@pytest.fixture
def head(db):
    """Who opened the space of the association."""
    return accounts.open_own_space(
        None, kind="association", name_ar=NAME, person="حليمة الراضي", username="halima", password="sanad-2023-x"
    )


@pytest.fixture
def link(world, card) -> str:
    return f"/accompaniment/join/{joining_token(world.sg, card)}/"


def test_the_link_is_on_the_card_and_ready_to_send(world, browse, card):
    client = browse(world.sg)
    offer = f"/accompaniment/rooms/{card.pk}/join/"
    assert offer in client.get(f"/directory/{card.pk}/").text
    page = client.get(offer)
    assert "https://wa.me/212600000001?text=" in page.text
    assert "/accompaniment/join/" in page.text


def test_nothing_of_the_card_is_shown_or_joined_before_its_keeper_says_yes(world, browse, head, card, link):
    client = browse(head)
    page = client.get(link)
    for told in (NAME, card.name_ar, world.sg.space.name_ar):
        assert told in page.text, told
    for hidden in ("+212600000001", "2020", "حليمة الراضي</"):
        assert hidden not in page.text.partition("<main")[2], hidden
    answer = client.post(link, {})
    claim = JoinClaim.objects.get()
    assert answer.url == f"/accompaniment/claims/{claim.pk}/" == client.get(link).url
    assert "+212600000001" not in client.get(answer.url).text
    card.refresh_from_db()
    assert card.own_space is None
    file = Engagement.objects.get(association=card)
    assert file.association_space is None
    assert client.get(f"/accompaniment/{file.pk}/").status_code == 404
    for refused in ("accept", "refuse"):
        assert client.post(f"{answer.url}{refused}/", {}).status_code in (302, 403)
    claim.refresh_from_db()
    assert claim.is_waiting


def test_whoever_got_hold_of_the_link_is_named_to_the_keeper_and_refused(world, browse, card, link):
    thief = accounts.open_own_space(
        None, kind="association", name_ar="جمعية أخرى", person="سارق", username="thief", password="sanad-2023-x"
    )
    own_card(thief)
    browse(thief).post(link, {})
    claim = JoinClaim.objects.get()
    client, address = browse(world.sg, "en"), f"/accompaniment/claims/{claim.pk}/"
    assert "جمعية أخرى" in client.get("/").text
    assert address in client.get(f"/directory/{card.pk}/").text
    page = client.get(address).text
    assert "سارق" in page
    assert "جمعية أخرى" in page
    assert "سارق" in client.get(f"{address}accept/").text
    assert client.post(f"{address}refuse/", {}).url == f"/directory/{card.pk}/"
    claim.refresh_from_db()
    assert (claim.state, claim.answered_by) == (JoinClaim.State.REFUSED, world.sg.user)
    assert address not in client.get(f"/directory/{card.pk}/").text
    assert "did not join" in browse(thief, "en").get(link, follow=True).text
    with says_no("You have asked for this already."):
        claim_card(thief, card)
    for again in (accept_claim, refuse_claim):
        with says_no("This was answered already."):
            again(world.sg, claim)
    file = Engagement.objects.get(association=card)
    assert browse(thief).get(f"/accompaniment/{file.pk}/").status_code == 404


def test_after_a_yes_both_cards_stand_side_by_side_and_nothing_is_taken_unasked(world, browse, head, card, link):
    claim = claim_card(head, card)
    assert browse(world.sg).post(f"/accompaniment/claims/{claim.pk}/accept/", {}).url == f"/directory/{card.pk}/"
    card.refresh_from_db()
    assert card.own_space == head.space
    file = Engagement.objects.get(association=card)
    assert file.association_space == head.space
    client, address = browse(head), f"/accompaniment/claims/{claim.pk}/"
    assert client.get(f"/accompaniment/{file.pk}/").status_code == 200
    assert address in client.get("/").text
    page = client.get(link, follow=True)
    assert set(page.context["form"].fields) == {
        "name_ar",
        "phone",
        "founded_year",
        "seat_address",
        "seat_place",
        "people",
    }
    for told in (NAME, card.name_ar, "+212600000001", "2020", "حليمة الراضي"):
        assert told in page.text, told
    assert client.post(address, {}).url == "/accompaniment/"
    ours = own_card(head)
    assert (ours.name_ar, ours.phone, ours.founded_year) == (NAME, "", None)
    assert not Mandate.objects.filter(space=head.space).exclude(person__user=head.user).exists()
    assert address not in client.get("/").text
    lines = dict(HistoryEntry.objects.filter(object_id=claim.pk).values_list("command", "space"))
    assert lines["accompaniment.accept_claim"] == card.space_id


def test_what_was_chosen_is_taken_over(world, browse, head, card):
    claim = accept_claim(world.sg, claim_card(head, card))
    told = {"phone": "theirs", "founded_year": "theirs", "name_ar": "", "people": "on"}
    browse(head).post(f"/accompaniment/claims/{claim.pk}/", told)
    ours = own_card(head)
    assert (ours.name_ar, ours.phone, ours.founded_year) == (NAME, "+212600000001", 2020)
    mandate = Mandate.objects.get(space=head.space, capacity_ar="الرئيسة")
    assert (mandate.person.name_ar, mandate.capacity_ar) == ("حليمة الراضي", "الرئيسة")
    bring_people(head, ours, card)  # again: nobody is there twice
    assert Mandate.objects.get(space=head.space, capacity_ar="الرئيسة") == mandate
    assert HistoryEntry.objects.filter(space=head.space, command="directory.edit_organisation").exists()


def test_sent_twice_it_is_asked_once(browse, head, card, link):
    client = browse(head)
    key = client.get(link).context["form"].key
    assert len({client.post(link, {"_key": str(key)}).url for _n in range(2)}) == 1
    assert JoinClaim.objects.count() == 1


def test_of_two_who_ask_one_is_joined(world, head, card):
    other = accounts.open_own_space(
        None, kind="association", name_ar="جمعية أخرى", person="سارق", username="thief", password="sanad-2023-x"
    )
    first, second = claim_card(other, card), claim_card(head, card)
    accept_claim(world.sg, second)
    first.refresh_from_db()
    assert first.state == JoinClaim.State.REFUSED
    assert not accept_claim.policy(world.sg, first)


def test_a_card_that_was_joined_meanwhile_is_not_joined_again(world, head, card):
    claim = claim_card(head, card)
    Organisation.objects.filter(pk=card.pk).update(own_space=world.stranger.space)
    with says_no("This card belongs to a space already."):
        accept_claim(world.sg, claim)


def test_without_a_card_of_ones_own_there_is_nothing_to_compare(world, head, card):
    head.space.cards.update(own_space=None)
    claim = accept_claim(world.sg, claim_card(head, card))
    assert take_over(head, claim, taken=["phone"]).compared_at


def test_empty_values_of_theirs_are_no_differences(head, card):
    names = {each.name for each in differences(own_card(head), card)}
    assert "email" not in names


def test_who_may_not(world, browse, head, card, link):
    member = Actor(head.user, head.space, Role.MEMBER)
    with says_no("Your role in this space does not allow this."):
        claim_card(member, card)
    with says_no("Only an association joins its space to the card that another keeps of it."):
        claim_card(world.sg, card)
    with says_no("They know your space by another card already."):
        claim_card(world.president, card)
    claim = claim_card(head, card)
    with says_no("This belongs to another space."):
        accept_claim(Actor(head.user, head.space, Role.SECRETARY_GENERAL), claim)
    with says_no("Your role in this space does not allow this."):
        refuse_claim(Actor(world.sg.user, world.sg.space, Role.MEMBER), claim)
    with says_no("This belongs to another space."):
        compare_cards(head, claim)
    assert browse(world.stranger).get(f"/accompaniment/claims/{claim.pk}/").status_code == 404
    Organisation.objects.filter(pk=card.pk).update(own_space=head.space)
    with says_no("They have not said yes to it."):
        compare_cards(head, JoinClaim.objects.get())
    with says_no("This card belongs to a space already."):
        claim_card(world.stranger, Organisation.objects.get(pk=card.pk))
    assert browse(world.stranger).get(link).status_code == 403


def test_the_keeper_reads_why_a_claim_cannot_be_accepted_any_more(world, browse, head, card):
    claim = claim_card(head, card)
    add_organisation(world.sg, kind="association", name_ar="بطاقة ثانية", is_new=True)
    Organisation.objects.filter(name_ar="بطاقة ثانية").update(own_space=head.space)
    page = browse(world.sg, "en").get(f"/accompaniment/claims/{claim.pk}/").text
    assert "They know your space by another card already." in page


def test_the_link_falls_with_who_made_it(world, browse, head, card, link):
    Membership.objects.filter(user=world.sg.user, space=world.sg.space).update(role=Role.MEMBER)
    assert browse(head).get(link).status_code == 404
    Membership.objects.filter(user=world.sg.user).update(ended_at=timezone.now())
    assert browse(head).get(link).status_code == 404


def test_no_other_link_opens_anything(world, card):
    token = joining_token(world.sg, card)
    assert card_to_join(token) == card
    for other in (f"{token}x", f"x{token}", ""):
        assert card_to_join(other) is None


def test_whoever_may_not_open_its_room_offers_nothing(world, browse):
    page = browse(world.sg).get(f"/accompaniment/rooms/{world.association.pk}/join/")
    assert "It has a space of its own already." in browse(world.sg, "en").get(page.request["PATH_INFO"]).text
    assert "/accompaniment/join/" not in page.text


def test_guesses_are_counted(browse, head, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "guess": "2/h/ip"}
    client = browse(head)
    assert [client.get("/accompaniment/join/x/").status_code for _n in range(3)] == [404, 404, 429]
