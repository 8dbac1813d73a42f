"""Of two cards of one body the one is joined to the other: what referred to it refers to that."""

import pytest

from sanad.accompaniment.engagements.commands import close_engagement, open_engagement
from sanad.accompaniment.models import Engagement
from sanad.activities.models import TakingPart
from sanad.directory.commands.joined import join_card
from sanad.directory.commands.mandates import record_mandate
from sanad.directory.commands.organisations import add_clause, add_organisation, withdraw_card
from sanad.directory.models import Mandate, Organisation
from sanad.directory.policies import visible_to
from sanad.directory.queries import likely_same, own_card
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.roles import Role
from sanad.partnerships.models import Party
from tests.activities.moments import in_ten_days
from tests.refusals import says_no

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(world) -> Organisation:
    """A second card of one's own organisation, with a capacity, a sentence and a meeting."""
    ours = own_card(world.sg)
    card = add_organisation(
        world.sg,
        kind="support",
        name_ar=ours.name_ar,
        name_fr="Autre nom",
        is_new=True,
        aliases=["اسم آخر"],
        fiscal_id="77",
        founded_year=1999,
    )
    add_clause(world.sg, card, kind="aim", text_ar="هدف لا يوجد إلا هنا")
    add_clause(world.sg, card, kind="aim", text_ar=ours.clauses.first().text_ar)
    record_mandate(world.sg, world.people["commune"], organisation=card, capacity_ar="عضو شرفي")
    return card


def join(world, card, kept):
    return join_card(world.sg, card, kept=kept)


def test_what_refers_to_the_second_refers_to_the_first_and_its_page_leads_there(world, browse, second):
    ours, client = own_card(world.sg), browse(world.sg)
    address = f"/directory/{second.pk}/join/"
    assert address in client.get(f"/directory/{second.pk}/").text
    page = client.get(address)
    assert page.context["form"].initial["kept"] == ours.pk
    assert ours.founded_year != 1999
    before = ours.clauses.count()
    assert client.post(address, {"kept": str(ours.pk)}).url == f"/directory/{ours.pk}/"
    second.refresh_from_db()
    ours.refresh_from_db()
    assert (second.joined_to, second.is_standing) == (ours, False)
    assert Mandate.objects.get(capacity_ar="عضو شرفي").organisation == ours
    assert ours.clauses.count() == before + 1, "what is there already is not written twice"
    assert ours.fiscal_id == "77"
    assert ours.founded_year != 1999, "of the founding nothing is mixed"
    assert "اسم آخر" in ours.alias_text()
    assert client.get(f"/directory/{second.pk}/").url == f"/directory/{ours.pk}/"
    assert second not in likely_same(world.sg, Organisation, ours.name_ar)
    assert not visible_to(world.sg, Organisation).filter(pk=second.pk).exists()
    lines = HistoryEntry.objects.filter(space=world.sg.space, object_id=second.pk).values_list("command", flat=True)
    assert "directory.join_card" in lines
    with says_no("This card was withdrawn already."):
        join(world, second, ours)
    assert browse(world.stranger).get(f"/directory/{second.pk}/").status_code == 404
    assert browse(world.stranger).get(address).status_code == 404


def test_what_the_one_that_stays_leaves_empty_is_filled(world):
    kept = add_organisation(world.sg, kind="association", name_ar="جمعية الجسر")
    card = add_organisation(
        world.sg, kind="association", name_ar="جمعية الجسر", name_fr="Le Pont", is_new=True, founded_year=2011, ice=""
    )
    join(world, card, kept)
    kept.refresh_from_db()
    assert (kept.name_fr, kept.founded_year, kept.alias_text()) == ("Le Pont", 2011, [])


def test_a_card_that_was_joined_once_follows_the_one_that_stays(world):
    first, second, third = (
        add_organisation(world.sg, kind="ngo", name_ar="منظمة الجسر", is_new=True) for _n in range(3)
    )
    join(world, third, second)
    join(world, second, first)
    third.refresh_from_db()
    assert third.joined_to == first


def test_its_meetings_and_files_follow_and_the_file_is_seen_from_the_space(world):
    card = add_organisation(world.sg, kind="association", name_ar=world.association.name_ar, is_new=True)
    engagement = Engagement.objects.get(space=world.sg.space, association=world.association)
    with_two = open_engagement(world.sg, association=card)
    with says_no("A file on each of the two is open: close one of them first."):
        join(world, card, world.association)
    close_engagement(world.sg, engagement, exit=Engagement.Exit.values[0], reason="انتهت")
    meeting = in_ten_days(world, partners=[card])
    join(world, card, world.association)
    with_two.refresh_from_db()
    assert (with_two.association, with_two.association_space) == (world.association, world.president.space)
    assert TakingPart.objects.get(activity=meeting).organisation == world.association


def test_both_in_one_meeting_are_told_and_nothing_is_moved(world):
    card = add_organisation(world.sg, kind="association", name_ar="جمعية الجسر")
    in_ten_days(world, partners=[card, world.association])
    record_mandate(world.sg, world.people["commune"], organisation=card, capacity_ar="عضو شرفي")
    with says_no("Both cards are named in one and the same meeting, list or agreement."):
        join(world, card, world.association)
    assert Mandate.objects.get(capacity_ar="عضو شرفي").organisation == card
    card.refresh_from_db()
    assert card.is_standing


def test_nobody_keeps_a_file_on_oneself(world, second):
    open_engagement(world.sg, association=second)
    with says_no("A file of accompaniment is kept on it: it is not your own organisation."):
        join(world, second, own_card(world.sg))


def test_who_is_party_to_what_was_signed_stays_there(world, second):
    party = Party.objects.exclude(agreement__state__in=["idea", "negotiating"]).filter(space=world.sg.space).first()
    other = add_organisation(world.sg, kind="ngo", name_ar="منظمة أخرى")
    Party.objects.filter(pk=party.pk).update(organisation=other)
    with says_no("It is party to an agreement whose text is agreed: there it stays."):
        join(world, other, second)


def test_only_another_card_that_stands_is_joined_to(world, second):
    with says_no("This choice does not exist.", field="kept"):
        join(world, second, second)
    gone = add_organisation(world.sg, kind="ngo", name_ar="خطأ")
    withdraw_card(world.sg, gone, reason="خطأ")
    with says_no("This card was withdrawn already.", field="kept"):
        join(world, second, gone)


def test_who_may_not(world, browse, second):
    with says_no("This card belongs to a space: join the other to it."):
        join(world, world.association, second)
    with says_no("Your role in this space does not allow this."):
        join_card(Actor(world.sg.user, world.sg.space, Role.MEMBER), second, kept=own_card(world.sg))
    with says_no("This belongs to another space."):
        join_card(world.president, second, kept=own_card(world.president))
    with says_no("This choice does not exist.", field="kept"):
        join(world, second, own_card(world.president))
    page = browse(world.sg).get(f"/directory/{world.association.pk}/").text
    assert f"/directory/{world.association.pk}/join/" not in page
