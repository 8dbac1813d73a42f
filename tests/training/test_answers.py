"""A session that was held answers the plan item by which people had a place: done on all pages, out of the demand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanad.accompaniment.commands.plan import propose_item, settle_item
from sanad.accompaniment.models import Engagement, PlanItem
from sanad.training.models import Session
from sanad.training.sessions.queries.answers import items_of
from sanad.training.sessions.queries.demand import demand, given
from tests.training.school import a_registration, a_session, was_there

TODAY = timezone.localdate()


@pytest.fixture
def item(world) -> PlanItem:
    file = Engagement.objects.get(association=world.association)
    late = TODAY - timedelta(days=20)
    return propose_item(world.sg, file, form="training", field="advocacy", objective="دورة في المرافعة", due_on=late)


@pytest.fixture
def session(world, item) -> Session:
    row = a_session(world.coordinator, course="advocacy", starts_on=TODAY - timedelta(days=5))
    for number in (1, 2):
        a_registration(row, number, plan_item=item, organisation=world.association, asking_space=world.president.space)
    was_there(row.registrations.get(number=1))
    return row


def held(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(state="closed")


def wanted(world) -> set:
    return {row.item for group in demand(world.coordinator) for row in group.wanted}


def read(item: PlanItem) -> PlanItem:
    return PlanItem.objects.with_standing().get(pk=item.pk)


def test_it_is_wanted_until_it_was_held(world, item, session):
    assert item in wanted(world)
    before = dict(given(world.coordinator)).get(str(item.get_field_display()), 0)
    held(session)
    assert item not in wanted(world)
    assert dict(given(world.coordinator))[str(item.get_field_display())] == before + 1
    assert given(world.stranger) == []


def test_it_is_done_and_not_late_and_the_session_shows_it(world, item, session, browse):
    held(session)
    row = read(item)
    assert (row.standing, row.is_late) == (PlanItem.State.DONE, False)
    settled = settle_item(world.sg, item)
    (link,) = settled.evidence_links.select_related("evidence")
    assert session.activity.title in link.evidence.title
    assert link.evidence.seen_on == session.activity.held_on


@pytest.mark.parametrize("who", ["sg", "president"])
def test_each_page_leads_to_the_other(world, item, session, browse, who):
    held(session)
    site = browse(getattr(world, who))
    page = site.get(f"/accompaniment/plan/{item.pk}/").content.decode()
    assert f"/training/sessions/{session.pk}/" in page
    page = site.get(f"/training/sessions/{session.pk}/").content.decode()
    assert f"/accompaniment/plan/{item.pk}/" in page
    assert "دورة في المرافعة" in page


def test_what_a_session_answers_is_told_with_how_many_have_a_place(world, item, session):
    assert items_of(world.sg, session) == [(item, 2)]
    assert items_of(world.stranger, session) == []


def test_the_pages_of_demand_tell_what_was_given(world, item, session, browse):
    held(session)
    assert "دورة في المرافعة" not in browse(world.sg).get("/training/demand/").content.decode()
    assert str(item.get_field_display()) in browse(world.sg).get("/training/demand/").content.decode()
