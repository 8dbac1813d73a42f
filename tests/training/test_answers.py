"""A session that was held answers the plan item by which people had a place: done on all pages, out of the demand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanad.accompaniment.models import Engagement, PlanItem
from sanad.accompaniment.plan.commands.items import propose_item, settle_item
from sanad.accompaniment.plan.queries.items import with_days
from sanad.training.demand.commands import answer_item, part_item
from sanad.training.demand.queries.answers import items_of
from sanad.training.demand.queries.demand import demand, given
from sanad.training.demand.queries.likely import likely_items, likely_sessions
from sanad.training.models import Session
from tests.refusals import says_no
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
    assert with_days([row])[0].day == session.activity.last_day
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


class TestAlike:
    """A session and an item that are alike are proposed to be one, until somebody says yes or no."""

    @pytest.fixture
    def loose(self, world, session) -> Session:
        session.registrations.update(plan_item=None)
        return session

    def test_yes_links_the_people_of_the_association(self, world, item, loose, browse):
        (likely,) = [row for row in likely_sessions(world.sg, read(item)) if row.session == loose]
        assert likely.people == 2
        assert [(row.item, row.people) for row in likely_items(world.sg, loose) if row.item == item] == [(item, 2)]
        site = browse(world.coordinator)
        assert f"/training/sessions/{loose.pk}/" in site.get(f"/accompaniment/plan/{item.pk}/").content.decode()
        address = f"/training/sessions/{loose.pk}/answers/{item.pk}/"
        assert address in site.get(f"/training/sessions/{loose.pk}/").content.decode()
        site.post(address)
        assert set(loose.registrations.values_list("plan_item", flat=True)) == {item.pk}
        assert likely_sessions(world.sg, read(item)) == []
        with says_no("Nobody of this association has a place in the session.", field="item"):
            answer_item(world.sg, loose, item=item)

    def test_no_is_not_asked_again(self, world, item, loose, browse):
        browse(world.coordinator).post(f"/training/sessions/{loose.pk}/answers/{item.pk}/not/")
        assert loose not in [row.session for row in likely_sessions(world.sg, read(item))]
        assert item not in [row.item for row in likely_items(world.sg, loose)]
        part_item(world.coordinator, loose, item=item)
        assert loose.other_matters.count() == 1

    def test_only_what_is_like_it_is_proposed(self, world, item, loose):
        assert likely_sessions(world.president, read(item)) == []
        assert likely_items(world.president, loose) == []
        held(loose)
        loose.refresh_from_db()
        loose.registrations.update(organisation=None, asking_space=None)
        assert likely_items(world.sg, loose) == []
        other = a_session(world.coordinator, course="")
        assert likely_items(world.sg, other) == []
        with says_no("This plan item asks for another course.", field="item"):
            answer_item(world.sg, other, item=item)

    def test_an_association_without_a_space_is_found_by_its_card(self, world, item, loose):
        loose.registrations.update(asking_space=None)
        Engagement.objects.filter(pk=item.engagement_id).update(association_space=None)
        row = PlanItem.objects.with_standing().select_related("engagement").get(pk=item.pk)
        assert [likely.session for likely in likely_sessions(world.sg, row)] == [loose]
        assert item in [likely.item for likely in likely_items(world.sg, loose)]

    def test_who_may_not_run_it_says_nothing(self, world, item, loose):
        with says_no("Your role in this space does not allow this."):
            answer_item(world.secretary, loose, item=item)
        draft = a_session(world.coordinator, course="advocacy", state="draft")
        with says_no("This session is not announced, or was cancelled."):
            part_item(world.coordinator, draft, item=item)
