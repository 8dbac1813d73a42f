"""What the first page asks of somebody."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from sanad.accompaniment.models import Need
from sanad.accounts.commands.beginning import create_first_space
from sanad.accounts.commands.entering import accept_as_newcomer
from sanad.accounts.commands.invitations import invite_member
from sanad.activities.minutes.commands import begin_minutes, circulate_minutes, save_minutes
from sanad.activities.models import Activity, Attendance, Minutes
from sanad.activities.outcome.commands import assign_follow_up
from sanad.activities.programme.commands.activity import convene_activity, hold_activity, plan_activity
from sanad.demo.case import PASSWORD
from sanad.directory.commands.organisations import add_clause, add_organisation, adopt_own_card, edit_organisation
from sanad.directory.commands.people import add_person, edit_person, link_me
from sanad.directory.models import Organisation, Person
from sanad.directory.queries import own_card
from sanad.foundation.reminders.sources import Whose, due_for
from sanad.foundation.spaces.actor import actor_of
from sanad.foundation.spaces.models import User
from sanad.foundation.spaces.roles import Role
from sanad.territory.models import Place
from sanad.training.models import Session
from sanad.workspace.numbers.queries import attendance_of, measures
from sanad.workspace.queries import activities_without_minutes, first_steps, minutes_for_us
from tests.training.school import a_registration, a_session, was_there

pytestmark = pytest.mark.django_db


def _held(actor, kind: str, state: str = "") -> Activity:
    past = timezone.now() - timedelta(days=2)
    activity = Activity.objects.create(
        space=actor.space,
        kind=kind,
        title=kind,
        host=own_card(actor),
        starts_at=past,
        ends_at=past + timedelta(hours=2),
        state="held",
    )
    if state:
        Minutes.objects.create(space=actor.space, activity=activity, state=state)
    return activity


def test_minutes_are_waited_for_after_meetings_and_where_somebody_began_them(world):
    sg, already = world.sg, {row.pk for row in activities_without_minutes(world.sg)}
    awaited = [_held(sg, "meeting"), _held(sg, "visit", "draft"), _held(sg, "course", "draft")]
    for kind, state in (("meeting", "approved"), ("course", ""), ("course", "approved"), ("trip", "")):
        _held(sg, kind, state)
    assert {row.pk for row in activities_without_minutes(sg)} == already | {row.pk for row in awaited}


def labels(actor) -> list[str]:
    return [str(step.label) for step in first_steps(actor)]


def test_a_new_space_is_led_step_by_step(db):
    user = create_first_space(name_ar="جسور", name_fr="", person="سعاد", username="souad", password="x-2023-sanad")
    actor = actor_of(user)
    card = own_card(actor)
    with translation.override("en"):
        assert labels(actor) == [
            "Where our seat is",
            "What our statutes say",
            "Who holds which office",
            "Who may enter besides you",
            "The first association that you accompany",
            "Your first meeting",
        ]
        edit_organisation(actor, card, seat_place=Place.objects.create(name_ar="مكناس", level="commune", code="1"))
        add_clause(actor, card, kind="aim", text_ar="هدف")
        add_person(actor, name_ar="كريم العلوي", organisation=card, capacity_ar="أمين المال")
        add_organisation(actor, kind="association", name_ar="جمعية النخيل")
        _held(actor, "meeting")
        assert labels(actor) == ["Who may enter besides you"]
        letter = invite_member(actor, name="قارئ", role=Role.MEMBER)
        reader = actor_of(accept_as_newcomer(letter, username="reader", password="x-2023-sanad"))
        assert labels(actor) == labels(reader) == []


def test_an_association_is_not_asked_whom_it_accompanies(world):
    with translation.override("en"):
        assert labels(world.stranger) == ["The card of our organisation"]
        adopt_own_card(world.stranger, name_ar="جمعية الغرباء")
        assert "The first association that you accompany" not in labels(world.stranger)
        assert "Your first meeting" in labels(world.stranger)


def test_the_steps_are_put_away(world, browse):
    client = browse(world.stranger)
    assert "للبداية" in client.get("/").content.decode()
    assert client.get("/?begun=1").status_code == 302
    assert "للبداية" not in client.get("/").content.decode()


EMPTY = ("Falls due for me", "Coming", "Nothing is planned in the next month.", "No file yet.")


def test_under_the_path_of_a_beginning_no_card_says_nothing(world, browse):
    """Two of the three repeat a step of the path; once it is put away, they say where things will stand."""
    adopt_own_card(world.stranger, name_ar="جمعية الغرباء")
    client = browse(world.stranger, "en")
    page = client.get("/").text
    assert not [said for said in EMPTY if said in page]
    assert page.count(f'href="{reverse("accompaniment:ask_accompanier")}"') == 1
    _soon(world.stranger)
    page = client.get("/").text
    assert "Coming" in page
    assert "لقاء قريب" in page
    assert "No file yet." not in page
    client.get("/?begun=1")
    assert not [said for said in EMPTY[:2] if said not in client.get("/").text]


def _soon(actor) -> Activity:
    begins = timezone.now() + timedelta(days=2)
    return Activity.objects.create(
        space=actor.space,
        kind="meeting",
        title="لقاء قريب",
        host=own_card(actor),
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
    )


def test_a_visitor_meets_a_page(world, client):
    page = client.get("/", headers={"accept-language": "fr"})
    text = page.content.decode()
    assert page.status_code == 200
    assert f'href="{reverse("account_login")}"' in text
    assert f'href="{reverse("public:check")}"' in text
    assert "De la première rencontre" in text
    assert len(page.content) < 30 * 1024


def test_a_visitor_sees_what_anybody_may_register_for(world, client):
    session = a_session(world.sg, is_public=True)
    assert reverse("training:join", args=[session.code]) in client.get("/").content.decode()
    Session.objects.filter(pk=session.pk).update(is_public=False)
    assert reverse("training:join", args=[session.code]) not in client.get("/").content.decode()


def test_a_visitor_reads_which_of_them_are_full(world, client):
    full = "Every seat is taken"
    session = a_session(world.sg, is_public=True, seats=1)
    assert full not in client.get("/", headers={"accept-language": "en"}).text
    a_registration(session, 1)
    assert full in client.get("/", headers={"accept-language": "en"}).text


def test_the_language_chosen_at_the_door_stays(world, client):
    client.post(reverse("accounts:language"), {"language": "fr", "next": "/"})
    client.post(reverse("account_login"), {"login": "sg", "password": PASSWORD})
    assert "Ce qui m’attend maintenant" in client.get("/").content.decode()


def test_home_tells_in_numbers_what_is_reached_and_nothing_where_there_is_nothing(world, browse):
    found = {str(one.url): (one.done, one.total) for one in measures(world.sg)}
    assert len(measures(world.sg)) == 3
    assert all(0 <= done <= total for done, total in found.values())
    before = measures(world.sg)[0].done
    Need.objects.filter(engagement__space=world.sg.space).update(state="resolved")
    assert measures(world.sg)[0].done == measures(world.sg)[0].total > before
    assert measures(world.stranger) == []
    assert attendance_of(world.stranger, 2023) is None
    assert "measures" not in browse(world.stranger).get("/").content.decode()


def test_home_draws_who_came_by_month_to_meetings_and_to_sessions(world):
    year = attendance_of(world.sg, 2023)
    came = Attendance.objects.filter(
        space=world.sg.space, activity__starts_at__year=2023, status="present", withdrawn_at=None
    ).count()
    assert year.total == came > 0
    assert 'role="img"' in year.drawing
    assert attendance_of(world.sg, 1999) is None
    session = a_session(world.coordinator, starts_on=date(2023, 6, 1))
    was_there(a_registration(session, 1))  # two half-days, one person
    assert attendance_of(world.sg, 2023).total == came + 1


def test_home_counts_nobody_twice_who_is_on_the_list_of_a_session_too(world):
    """The drawing says how often somebody came, and says so: five meetings of one person are five."""
    before = attendance_of(world.sg, 2023).total
    session = a_session(world.coordinator, starts_on=date(2023, 6, 1))
    registration = a_registration(session, 1)
    was_there(registration)
    listed = {"space": session.space, "activity": session.activity, "status": "present"}
    Attendance.objects.create(**listed, guest_name="من كتب اسمه على وجه آخر")
    assert attendance_of(world.sg, 2023).total == before + 1, "the activity is the session"
    session.item = session.activity.programme.create(space=session.space, position=1, kind="course", title="دورة")
    session.save()
    Attendance.objects.create(**listed, guest_name=registration.name)
    assert attendance_of(world.sg, 2023).total == before + 2, "a course in a meeting, to which another came too"
    with translation.override("en"):
        assert "each counted as often as they came" in attendance_of(world.sg, 2023).drawing


@pytest.fixture
def met(world) -> Activity:
    """A meeting that the support organisation held with the association yesterday."""
    begins = timezone.now() - timedelta(days=1)
    meeting = plan_activity(
        world.sg,
        title="لقاء التشبيك",
        kind="meeting",
        host=world.host,
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        partners=[world.association],
    )
    return hold_activity(world.sg, convene_activity(world.sg, meeting))


def _task(world, met: Activity, text: str, owner: Person | Organisation) -> None:
    assign_follow_up(world.sg, met, text=text, owner=owner, due_on=timezone.localdate())


def _dues(world, whose: Whose) -> set[str]:
    return {due.title for due in due_for(world.president, timezone.localdate(), whose=whose)}


def test_home_knows_what_was_promised_elsewhere_by_me_and_by_my_association(world, met):
    _task(world, met, "رفع طلب القاعة", world.people["president"])
    _task(world, met, "تهيئة الملف", world.association)
    assert "رفع طلب القاعة" in _dues(world, Whose.MINE)
    assert "تهيئة الملف" in _dues(world, Whose.OTHERS)


def test_what_was_promised_elsewhere_stays_mine_when_my_card_is_written_again(world, met):
    president = world.people["president"]
    _task(world, met, "رفع طلب القاعة", president)
    me = Person.objects.filter(space=world.president.space, user=world.president.user).first() or link_me(
        world.president, add_person(world.president, name_ar=president.name_ar, is_new=True)
    )
    edit_person(world.president, me, name_ar=president.name_ar)
    assert "رفع طلب القاعة" in _dues(world, Whose.MINE)


def test_home_does_not_tell_what_others_promised_elsewhere(world, met):
    _task(world, met, "رفع طلب القاعة", world.people["president"])
    _task(world, met, "لغيرهم", world.people["commune"])
    mine = _dues(world, Whose.MINE)
    assert "رفع طلب القاعة" in mine
    assert "لغيرهم" not in mine | _dues(world, Whose.OTHERS)


def test_minutes_written_elsewhere_are_for_us_once_they_are_circulated(world, met, browse):
    minutes = save_minutes(world.sg, begin_minutes(world.sg, met), body="نص", base_version=0)
    assert not minutes_for_us(world.president)
    circulate_minutes(world.sg, minutes)
    assert minutes_for_us(world.president) == [minutes]
    assert not minutes_for_us(world.sg)
    assert reverse("activities:minutes", args=[met.pk]) in browse(world.president).get("/").content.decode()


def test_who_met_elsewhere_is_not_asked_for_a_first_meeting(world, met):
    with translation.override("en"):
        assert "Your first meeting" not in labels(world.president)


def test_whoever_works_for_a_support_organisation_reads_whom_it_accompanies(world, browse):
    """Also who may open no file."""
    treasurer = actor_of(User.objects.get(username="omar"))
    page = browse(treasurer).get("/").content.decode()
    assert "من يواكبنا" not in page
    assert world.association.name_ar in page
    assert "من يواكبنا" in browse(world.president).get("/").content.decode()


def test_an_empty_list_of_papers_leads_to_the_activities(world, browse):
    there = f'href="{reverse("activities:activities")}">'
    page = browse(world.stranger).get(reverse("workspace:papers")).text
    assert there in page.partition("<h1")[2].partition("</main>")[0]
    narrowed = browse(world.stranger).get(reverse("workspace:papers"), {"q": "x"}).text
    assert there not in narrowed.partition("<h1")[2].partition("</main>")[0]
