"""Who needs which course: promised by plans, by field and province; proposed to a session, registered with one tap."""

import pytest

from sanad.accompaniment.models import PlanItem
from sanad.activities.models import Invitation
from sanad.courses.models import Course
from sanad.courses.queries.syllabus import shipped
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Membership
from sanad.foundation.spaces.roles import Role
from sanad.partnerships.commitments.commands import decline_fulfilment
from sanad.partnerships.models import Fulfilment
from sanad.territory.models import Place
from sanad.training.demand.queries.demand import courses_by_field, demand, proposed, province_of
from sanad.training.models import Registration
from tests.training.school import a_session


@pytest.fixture
def session(world):
    """Of the course that the association of the case was given, and did not take for what was promised."""
    given = Fulfilment.objects.submitted().get(commitment__plan_item__field="self_development")
    decline_fulfilment(world.president, given, reason="لم تنعقد بعد")
    session = a_session(world.coordinator, course="self_development")
    session.activity.place = world.association.seat_place
    session.activity.save()
    return session


def fields(actor) -> dict[str, list[PlanItem]]:
    return {group.of_field: [row.item for row in group.wanted] for group in demand(actor)}


def test_what_was_delivered_is_not_wanted_while_it_waits_for_its_answer(world, request):
    assert set(fields(world.coordinator)) == {"advocacy"}
    request.getfixturevalue("session")
    assert set(fields(world.coordinator)) == {"self_development", "advocacy"}


def test_open_promises_by_field_and_province(world, session):
    groups = {group.of_field: group for group in demand(world.coordinator)}
    # What the agreement of the case promises and was kept is not wanted any more.
    assert set(groups) == {"self_development", "advocacy"}
    group = groups["self_development"]
    assert (group.province.level, group.course) == ("province", "self_development")
    assert group.sessions == [session]
    item = group.wanted[0].item
    PlanItem.objects.filter(pk=item.pk).update(state="cancelled")
    assert item not in fields(world.coordinator).get("self_development", [])
    assert demand(world.stranger) == []


def test_the_oldest_promise_comes_first(world):
    dues = [
        min((row.item.due for row in group.wanted if row.item.due), default=None) for group in demand(world.coordinator)
    ]
    known = [due for due in dues if due]
    assert known == sorted(known)
    assert dues[len(known) :] == [None] * (len(dues) - len(known))


def test_a_course_of_one_s_own_stands_for_a_field_that_has_none(world):
    content = {**shipped()["management"], "key": "ours"}
    Course.objects.create(
        space=world.sg.space,
        key="ours",
        version=1,
        field="environment",
        level="beginner",
        title_ar="بيئة",
        title_fr="Env",
        minutes=60,
        attendance_percent=80,
        test_percent=0,
        content=content,
        sha256="",
    )
    assert courses_by_field(world.sg.space_id)["environment"] == "ours"


def test_a_place_outside_every_province_has_none(world):
    assert province_of(None) is None
    douar = Place.objects.get(space=world.sg.space, level="douar")
    assert province_of(douar).level == "province"


def test_the_people_of_the_association_are_proposed_once(world, session):
    (row,) = [
        row
        for row in proposed(world.coordinator, session)
        if row.wanted.item.engagement.association == world.association
    ]
    assert (row.is_near, row.is_invited) == (True, False)
    assert {person.pk for person in row.people} >= {world.people["president"].pk, world.people["secretary"].pk}
    assert proposed(world.coordinator, a_session(world.coordinator, course="")) == []


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_one_tap_registers_and_one_invites(world, session, browse, language):
    site, item = browse(world.coordinator, language), fields(world.coordinator)["self_development"][0]
    page = f"/training/sessions/{session.pk}/proposed/"
    president = world.people["president"]
    assert (president.name_ar if language == "ar" else president.name_fr) in site.get(page).content.decode()
    person = world.people["president"]
    site.post(f"{page}register/", {"person": person.pk, "item": item.pk})
    registration = Registration.objects.get(session=session, person=person)
    assert (registration.plan_item, registration.organisation, registration.state) == (
        item,
        world.association,
        "confirmed",
    )
    site.post(f"{page}invite/", {"organisation": world.association.pk})
    assert Invitation.objects.filter(activity=session.activity, organisation=world.association).exists()
    assert proposed(world.coordinator, session)[0].is_invited
    assert "self_development" in fields(world.coordinator), (
        "a need is met when it was taught, not when somebody is registered"
    )
    assert browse(world.president).post(f"{page}register/", {"person": person.pk, "item": item.pk}).status_code == 404


def test_an_association_reads_what_its_own_plan_promises(world, browse):
    """And not that nothing is promised, because no plan lies in its room."""
    ours = {row.item for group in demand(world.president) for row in group.wanted}
    kept = {row.item for group in demand(world.coordinator) for row in group.wanted}
    assert ours
    assert ours == {item for item in kept if item.engagement.association_space == world.president.space}
    member = Actor(world.secretary.user, world.secretary.space, Role.MEMBER)
    Membership.objects.filter(user=member.user, space=member.space).update(role=Role.MEMBER)
    for actor in (world.president, member):
        page = browse(actor, "en").get("/training/demand/")
        assert "The courses in our plan" in page.text
        assert all(item.objective in page.text for item in ours)
        assert "Plan a session for these" not in page.text
        sessions = browse(actor, "en").get("/training/").text
        assert ("The courses in our plan" in sessions, "Who needs which course" in sessions) == (True, False)
    assert demand(world.stranger) == []
