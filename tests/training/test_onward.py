"""From the pages of an activity, a point of a plan, a person and an organisation to training, and back home."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanad.accompaniment.models import Engagement, PlanItem
from sanad.activities.models import Activity, ProgrammeItem
from sanad.directory.models import Mandate, Organisation
from sanad.foundation.ui import onward
from sanad.training.certificates.commands.certificates import revoke_certificate
from sanad.training.sessions.queries.engagement import sessions_of_engagement
from sanad.training.sessions.queries.onward import from_activity, from_organisation, from_person, from_plan_item
from tests.training.school import a_registration, a_session
from tests.training.test_certificates import issued, session

__all__ = ["session"]  # a finished session with two people who reached everything


@pytest.fixture
def meeting(world) -> Activity:
    """The meeting of 24 December, with a short course on its programme and nobody to register for it yet."""
    return Activity.objects.get(space=world.sg.space, programme__kind=ProgrammeItem.Kind.COURSE)


def test_from_a_meeting_to_a_registration_for_it_or_for_the_course_in_it(world, meeting, browse):
    (item,) = meeting.programme.filter(kind="course", withdrawn_at=None)
    course, whole = f"/training/sessions/of-item/{item.pk}/", f"/training/sessions/of-activity/{meeting.pk}/"
    assert [lead.address for lead in from_activity(world.coordinator, meeting)] == [course]  # it is over
    meeting.ends_at = timezone.now() + timedelta(days=1)
    meeting.save()
    steps = {lead.address for lead in from_activity(world.coordinator, meeting)}
    assert steps == {course, whole}
    page = browse(world.coordinator).get(f"/activities/{meeting.pk}/").content.decode()
    assert all(address in page for address in steps)
    session = a_session(world.coordinator)
    session.activity, session.item = meeting, item
    session.save()
    first, *rest = from_activity(world.coordinator, meeting)
    assert (first.address, first.is_step) == (f"/training/sessions/{session.pk}/", False)
    assert [lead.address for lead in rest] == [f"/training/sessions/of-activity/{meeting.pk}/"]
    assert [lead.is_step for lead in from_activity(world.president, meeting)] == [False]
    assert list(from_activity(world.stranger, meeting)) == []


def test_an_activity_that_is_a_session_asks_for_no_other(world):
    session = a_session(world.coordinator)
    assert [lead.address for lead in from_activity(world.sg, session.activity)] == [f"/training/sessions/{session.pk}/"]


def test_from_a_promise_to_the_sessions_that_keep_it(world):
    item = PlanItem.objects.filter(space=world.sg.space, form="training", state="proposed").exclude(field="").first()
    assert [lead.address for lead in from_plan_item(world.sg, item)] == ["/training/demand/"]
    session = a_session(world.coordinator)
    a_registration(session, 1, plan_item=item)
    a_registration(session, 2, plan_item=item, state="withdrawn")
    kept, ask = from_plan_item(world.sg, item)
    assert kept.address == f"/training/sessions/{session.pk}/"
    assert "شخص واحد" in kept.hint
    assert ask.is_step
    assert [lead.address for lead in from_plan_item(world.president, item)] == [kept.address]
    item.state = "done"
    assert [lead.is_step for lead in from_plan_item(world.sg, item)] == [False]


def test_from_a_person_to_what_it_learned(world, session, browse):
    person = Mandate.objects.filter(space=world.sg.space).first().person
    registration = session.registrations.get(number=1)
    registration.person = person
    registration.save()
    (lead,) = from_person(world.sg, person)
    assert lead.address == f"/training/registrations/{registration.pk}/"
    assert lead.hint.endswith(registration.get_state_display())
    row = issued(world.sg, session)[0]
    assert row.document.reference in browse(world.sg).get(f"/directory/people/{person.pk}/").content.decode()
    registration.state = "withdrawn"
    registration.save()
    assert list(from_person(world.sg, person)) == []


def test_from_an_organisation_to_the_sessions_of_its_people(world):
    session = a_session(world.coordinator)
    for number in (1, 2):
        a_registration(session, number, organisation=world.association)
    a_registration(session, 3, organisation=Organisation.objects.exclude(pk=world.association.pk).first())
    (lead,) = from_organisation(world.sg, world.association)
    assert lead.address == f"/training/sessions/{session.pk}/"
    assert "شخصان" in lead.hint
    assert list(from_organisation(world.president, world.association)) == []  # it registered none of them itself
    session.registrations.update(asking_space=world.president.space)
    assert [one.hint for one in from_organisation(world.president, world.association)] == [lead.hint]


def test_a_page_of_which_no_higher_slice_knows_leads_nowhere(world):
    assert onward(world.sg, world.sg.user) == []


def test_who_has_nothing_to_be_shown_has_no_empty_card(world):
    assert onward(world.stranger, world.association) == []


def test_an_announced_course_is_found_and_stands_on_the_first_page_of_the_association(world, browse):
    session = a_session(world.coordinator)
    address = f"/training/sessions/{session.pk}/"
    for actor, sees in ((world.sg, True), (world.president, True), (world.stranger, False)):
        site = browse(actor)
        assert (address in site.get("/").content.decode()) is sees
        assert (address in site.get("/search/", {"q": "دورة management"}).content.decode()) is sees


def test_the_file_of_an_association_tells_what_its_people_learned(world, session, browse):
    file = Engagement.objects.get(space=world.sg.space, association=world.association)
    assert list(sessions_of_engagement(world.sg, file)) == []
    assert f"/training/of-engagement/{file.pk}/" in browse(world.sg).get(f"/accompaniment/{file.pk}/").content.decode()
    item = file.plan_items.first()
    for number, by in (
        (1, {"organisation": world.association}),
        (2, {"plan_item": item}),
        (4, {"asking_space": world.president.space}),
    ):
        session.registrations.filter(number=number).update(**by)
    first, _second = issued(world.sg, session)
    (row,) = sessions_of_engagement(world.sg, file)
    assert (row.people, row.came, row.certified) == (3, 2, 2)  # 4 has a place and never came
    revoke_certificate(world.sg, first, reason="خطأ في الاسم")
    (row,) = sessions_of_engagement(world.sg, file)
    assert (row.people, row.came, row.certified) == (3, 2, 1)
    (seen,) = sessions_of_engagement(world.president, file)
    assert (seen.people, seen.came, seen.certified) == (1, 0, 0)  # whom it registered itself
    for actor, plans in ((world.sg, True), (world.president, False)):
        shown = browse(actor).get(f"/training/registrations/{first.registration_id}/").content.decode()
        assert (first.document.reference in shown) is (actor == world.sg)
        page = browse(actor).get(f"/training/of-engagement/{file.pk}/").content.decode()
        assert f"/training/sessions/{session.pk}/" in page
        assert ("/training/demand/" in page) is plans


def test_the_association_reads_what_one_of_its_people_came_to_and_reached(world, session, browse):
    registration = session.registrations.get(number=1)
    registration.asking_space = world.president.space
    registration.save()
    page = browse(world.president).get(f"/training/registrations/{registration.pk}/").content.decode()
    assert page.count(">حضور<") == session.slots.count()
    row = issued(world.sg, session)[0]
    page = browse(world.president).get(f"/training/registrations/{registration.pk}/").content.decode()
    assert f"/training/certificates/{row.pk}/" in page
    assert "سارية" in page
