"""An activity to which people register tells the state of its session wherever it is listed, and leads there."""

import html
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from sanad.activities.models import Activity, ProgrammeItem
from sanad.activities.models.shown import states_told
from sanad.demo.publishing import publish
from sanad.directory.models import Organisation
from sanad.foundation.ui import onward
from sanad.public.models import PublicPage
from sanad.training.models import Session
from tests.training.school import a_session

OPEN, CONVENED = "معلن عنها", "تمت الدعوة إليه"


@pytest.fixture
def session(world) -> Session:
    """Announced; its activity was convened with it."""
    return a_session(world.coordinator, starts_on=timezone.localdate() + timedelta(days=1))


def seen(world, activity: Activity) -> Activity:
    """The activity as the lists read it."""
    return Activity.objects.as_shown_to(world.sg).get(pk=activity.pk)


def test_a_session_is_told_by_its_own_state(world, session):
    for state in Session.State:
        Session.objects.filter(pk=session.pk).update(state=state)
        row = seen(world, session.activity)
        assert (row.shown, row.get_shown_display()) == (state, state.label)
        assert row.shown_at == f"/training/sessions/{session.pk}/"


def test_a_meeting_with_a_course_in_it_is_itself(world, session):
    item = ProgrammeItem.objects.filter(space=world.sg.space, kind="course").first()
    Session.objects.filter(pk=session.pk).update(activity=item.activity, item=item)
    row = seen(world, item.activity)
    assert (row.shown, row.shown_at) == (Activity.State.HELD, f"/activities/{row.pk}/")


def test_what_was_read_without_it_is_itself(session):
    assert (session.activity.shown, session.activity.shown_at) == ("convened", f"/activities/{session.activity_id}/")


def test_the_list_of_activities_is_narrowed_by_the_state_that_its_rows_tell(world, session, browse):
    """What says that it is announced is found under that, and not under what its activity is."""
    client, rows = browse(world.sg), Activity.objects.filter(space=world.sg.space).as_shown_to(world.sg)
    for state in Session.State:
        Session.objects.filter(pk=session.pk).update(state=state)
        told = {row.pk: str(row.shown.value) for row in rows.all()}
        for value, _label in states_told(Activity.State):
            page = client.get("/activities/", {"state": value})
            found = {row.pk for row, _link, _cells in page.context["cells"]}
            assert found == {pk for pk, tells in told.items() if tells == value}
        assert told[session.activity_id] == state


def test_who_does_not_see_the_session_finds_the_activity_under_its_own_state(session):
    rows = Activity.objects.filter(pk=session.activity_id)
    assert rows.told_as("open", None)
    Session.objects.filter(pk=session.pk).update(state="draft")
    assert rows.told_as("draft", None)
    assert not rows.told_as("convened", None)


def test_each_state_is_offered_once(world, browse):
    page = browse(world.sg).get("/activities/").text
    offered = page.split('name="state"')[1].split("</select>")[0]
    assert [offered.count(f'value="{state}"') for state in {*Session.State.values, *Activity.State.values}] == [1] * 8


@pytest.mark.parametrize("address", ["/", "/activities/calendar/?month={month}", "/activities/?q=management"])
def test_lists_show_the_session_and_lead_there(world, session, browse, address):
    page = browse(world.sg).get(address.format(month=f"{session.activity.held_on:%Y-%m}"))
    text = page.content.decode()
    assert f"/training/sessions/{session.pk}/" in text
    assert f'"/activities/{session.activity_id}/"' not in text
    text = text.replace(f'<option value="convened">{CONVENED}', "").replace(f'<option value="open">{OPEN}', "")
    assert OPEN in text
    assert CONVENED not in text


def test_the_page_of_the_activity_says_the_same_and_each_leads_to_the_other(world, session, browse):
    activity = browse(world.sg).get(f"/activities/{session.activity_id}/").content.decode()
    assert OPEN in activity
    assert CONVENED not in activity
    assert (
        f"/activities/{session.activity_id}/"
        in browse(world.sg).get(f"/training/sessions/{session.pk}/").content.decode()
    )


def test_the_card_of_its_host_says_the_same(world, session):
    host = Organisation.objects.get(pk=session.activity.host_id)
    leads = [lead for part in onward(world.sg, host) for lead in part.links]
    hints = [lead.hint for lead in leads if lead.address == f"/training/sessions/{session.pk}/"]
    assert hints
    assert all(OPEN in hint for hint in hints)


@pytest.mark.parametrize(("language", "of"), [("ar", "title_ar"), ("fr", "title_fr"), ("en", "title_fr")])
def test_a_course_is_called_as_the_page_is_read(world, session, client, browse, language, of):
    course, activity = session.course, session.activity
    Activity.objects.filter(pk=activity.pk).update(title=course.title_ar)
    publish(world)
    with override(language):
        assert seen(world, activity).shown_title == getattr(course, of)
        Activity.objects.filter(pk=activity.pk).update(title="دورتنا الكبرى")
        assert seen(world, activity).shown_title == "دورتنا الكبرى"
    Activity.objects.filter(pk=activity.pk).update(title=course.title_ar)
    client.cookies["sanad_language"] = language
    slug = PublicPage.objects.get(space=world.sg.space).slug
    for page in (client.get("/"), client.get(f"/o/{slug}/"), browse(world.sg, language).get("/")):
        assert getattr(course, of) in html.unescape(page.content.decode())
