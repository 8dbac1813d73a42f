"""The pages on which people get a place: what is wrong is said at its field, and everything typed is still there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanad.training.models import Session
from sanad.training.queries.links import own_token
from tests.training.school import a_registration, a_session

TODAY = timezone.localdate
TYPED = {"name": "زهرة أيت حمو", "phone": "0661000055", "sex": "w", "age": "30-44"}


@pytest.fixture
def session(world):
    return a_session(world.coordinator, seats=2, is_public=True)


def kept(page) -> None:
    """The form came back with all that was typed."""
    text = page.content.decode()
    assert page.status_code == 422
    assert TYPED["name"] in text
    assert "661000055" in text.replace(" ", "")
    assert 'class="note' in text or "problems" in text


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("who", ["coordinator", "president"])
def test_twice_is_said_and_nothing_is_lost(world, session, browse, language, who):
    site, page = browse(getattr(world, who), language), f"/training/sessions/{session.pk}/people/new/"
    assert site.get(page).status_code == 200
    assert site.post(page, TYPED).status_code == 302
    kept(site.post(page, TYPED))
    assert session.registrations.count() == 1


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_by_the_public_link(world, session, client, language):
    client.cookies["sanad_language"] = language
    page = f"/training/join/{session.code}/"
    assert client.post(page, TYPED).status_code == 302
    assert client.post(page, TYPED).status_code == 302  # who is here already is not said
    for number in (1, 2):
        client.post(page, {**TYPED, "name": f"اسم {number}", "phone": f"066100006{number}"})
    last = session.registrations.get(number=3)
    assert last.state == "waiting"
    own = f"/training/mine/{last.pk}/{own_token(last)}/"
    assert "1" in client.get(own).content.decode()
    assert client.post(f"{own}leave/", {}).status_code == 302
    last.refresh_from_db()
    assert last.state == "withdrawn"


@pytest.mark.parametrize("is_over", [False, True])
def test_once_it_is_over_nobody_is_asked_to_confirm_people(world, session, client, browse, is_over):
    client.post(f"/training/join/{session.code}/", {**TYPED, "email": "tamou@example.ma"})
    row = session.registrations.get()
    if is_over:
        days = timedelta(days=40)
        for slot in session.slots.all():
            slot.starts_at, slot.ends_at = slot.starts_at - days, slot.ends_at - days
            slot.save()
    site = browse(world.coordinator)
    listed = site.get(f"/training/sessions/{session.pk}/people/").content.decode()
    one = site.get(f"/training/registrations/{row.pk}/").content.decode()
    own = client.get(f"/training/mine/{row.pk}/{own_token(row)}/").content.decode()
    for page, asked in (
        (listed, "/people/vouch/"),
        (listed, f"/training/join/{session.code}/"),
        (one, f"/registrations/{row.pk}/vouch/"),
        (own, "افتحوها"),
    ):
        assert (asked in page) is not is_over, asked


@pytest.mark.parametrize(("field", "days"), [("closes_on", -1), ("opens_on", 1)])
def test_outside_its_days(world, session, client, browse, field, days):
    Session.objects.filter(pk=session.pk).update(opens_on=TODAY() - timedelta(days=5))
    Session.objects.filter(pk=session.pk).update(**{field: TODAY() + timedelta(days=days)})
    kept(client.post(f"/training/join/{session.code}/", TYPED))
    kept(browse(world.coordinator).post(f"/training/sessions/{session.pk}/people/new/", TYPED))
    assert not session.registrations.exists()


def test_without_the_course_that_comes_before(world, browse, client):
    session = a_session(world.coordinator, course="advocacy", is_public=True)
    kept(client.post(f"/training/join/{session.code}/", TYPED))
    page = f"/training/sessions/{session.pk}/people/new/"
    kept(browse(world.coordinator).post(page, TYPED))
    assert browse(world.coordinator).post(page, {**TYPED, "without": "تعلمتها في مكان آخر"}).status_code == 302


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_place_is_corrected_given_back_and_gets_a_new_address(world, session, browse, language):
    registration, site = a_registration(session, 1), browse(world.coordinator, language)
    page = f"/training/registrations/{registration.pk}/"
    old = own_token(registration)
    assert old in site.get(page).content.decode()
    assert site.get(f"{page}edit/").status_code == 200
    site.post(f"{page}edit/", {"name": "اسم مصحح", "phone": "0661000077"})
    site.post(f"{page}renew/", {})
    shown = site.get(page).content.decode()
    assert "اسم مصحح" in shown
    assert old not in shown
    site.post(f"{page}withdraw/", {})
    registration.refresh_from_db()
    assert registration.state == "withdrawn"
    people = site.get(f"/training/sessions/{session.pk}/people/").content.decode()
    assert session.code in people


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_session_is_planned_and_led_by_its_pages(world, browse, language):
    site, first = browse(world.coordinator, language), TODAY() + timedelta(days=20)
    times = {"morning_begins": "09:00", "morning_ends": "12:00", "afternoon_begins": "14:30", "afternoon_ends": "17:30"}
    form = {
        "kind": "course",
        "course": "communication",
        "first_on": first.isoformat(),
        "count": "4",
        "part": "both",
        "seats": "12",
        "minimum": "2",
        "host": world.host.pk,
        "venue": "دار الشباب",
        **times,
    }
    refused = site.post("/training/sessions/new/", {**form, "minimum": "13"})
    assert refused.status_code == 422
    assert "دار الشباب" in refused.content.decode()
    page = site.post("/training/sessions/new/", form)["Location"]
    session = Session.objects.latest("created_at")
    assert page.endswith(f"{session.pk}/")
    days = {timezone.localdate(slot.starts_at) for slot in session.slots.all()}
    assert days == {first, first + timedelta(days=1)}
    site.post(f"{page}trainers/new/", {"person": world.people["sg"].pk})
    site.post(f"{page}costs/new/", {"label": "طباعة", "amount": "120,50", "borne_by": world.host.pk})
    day = first + timedelta(days=3)
    slot = {"day": day.isoformat(), "begins": "10:00", "ends": "11:00"}
    assert site.post(f"{page}slots/new/", {**slot, "ends": "09:00"}).status_code == 422
    site.post(f"{page}slots/new/", slot)
    extra = session.slots.last()
    site.post(f"/training/slots/{extra.pk}/", {**slot, "ends": "12:00"})
    site.post(f"/training/slots/{extra.pk}/withdraw/", {})
    for cost in session.costs.all():
        site.post(f"/training/costs/{cost.pk}/withdraw/", {})
    site.post(f"{page}edit/", {"seats": "15", "minimum": "2", "venue": "دار الشباب", "closes_on": first.isoformat()})
    site.post(f"{page}open/", {})
    assert site.post(f"{page}confirm/", {}).status_code == 422  # nobody has a place, and it is not said why
    site.post(f"{page}confirm/", {"reason": "ينتظر وفد"})
    session.refresh_from_db()
    assert (session.state, session.seats, session.costs.filter(withdrawn_at=None).count()) == ("confirmed", 15, 0)
    site.post(f"{page}cancel/", {"reason": "مرض المؤطر"})
    session.refresh_from_db()
    assert session.state == "cancelled"
    assert "دار الشباب" in site.get(page).content.decode()


def test_a_course_inside_a_meeting_is_opened_from_its_point(world, browse):
    activity = a_session(world.coordinator, course="").activity
    item = activity.programme.create(space=world.sg.space, position=77, kind="course", title="التدبير الإداري والمالي")
    page = f"/training/sessions/of-item/{item.pk}/"
    site = browse(world.coordinator)
    assert site.get(page).status_code == 200
    assert site.post(page, {"course": "management", "seats": "10", "minimum": "1"}).status_code == 302
    assert item.sessions.get().course.key == "management"


def test_a_finished_session_is_reported_closed_and_reopened(world, browse):
    session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=5), state="confirmed")
    site, page = browse(world.sg), f"/training/sessions/{session.pk}/"
    site.post(f"{page}report/", {"report": "تمت في ظروف حسنة"})
    site.post(f"{page}close/", {})
    session.refresh_from_db()
    assert (session.state, session.report) == ("closed", "تمت في ظروف حسنة")
    site.post(f"{page}reopen/", {"reason": "نسيان الحضور"})
    session.refresh_from_db()
    assert session.state == "confirmed"


def test_addresses_of_before_lead_to_those_of_now(world, session, browse):
    row, site = a_registration(session, 1), browse(world.coordinator)
    for rest in ("", "edit/", "letter/ar/", "certificate/fr/"):
        answer = site.get(f"/training/places/{row.pk}/{rest}?x=1")
        assert (answer.status_code, answer.url) == (301, f"/training/registrations/{row.pk}/{rest}?x=1")
    answer = site.get(f"/training/of-file/{row.pk}/")
    assert (answer.status_code, answer.url) == (301, f"/training/of-engagement/{row.pk}/")
