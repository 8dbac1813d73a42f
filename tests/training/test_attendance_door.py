"""The code at the door: a new one every two minutes, never guessed, of this half-day and no other."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from sanad.foundation.spaces.actor import visitor
from sanad.training.attendance.commands import attendance as commands
from sanad.training.attendance.commands.attendance import minutes_left
from sanad.training.models import Registration
from sanad.training.queries.links import CODE_SPAN, door_code, own_token
from tests.refusals import says_no
from tests.training.school import a_registration, a_session


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


def move(slot, begins):
    slot.starts_at, slot.ends_at = begins, begins + timedelta(hours=3)
    slot.save()
    return slot


@pytest.fixture
def session(world):
    return a_session(world.sg, starts_on=timezone.localdate())


@pytest.fixture
def slot(session):
    return move(session.slots.first(), timezone.now() - timedelta(minutes=5))


@pytest.fixture
def registration(session):
    return a_registration(session, 1)


@pytest.fixture
def phone():
    client = Client(headers={"accept-language": "ar"})
    client.cookies["sanad_language"] = "ar"
    return client


def door(slot):
    return f"/training/door/{slot.pk}/"


def wrong(slot):
    """Six digits that were not shown at this door of late."""
    now = timezone.now()
    shown = {door_code(slot, now - turn * CODE_SPAN) for turn in range(-2, 20)}
    return next(code for code in (f"{n:06}" for n in range(100)) if code not in shown)


def read(response, status=200):
    assert response.status_code == status, response.status_code
    assert response["X-Robots-Tag"] == "noindex"
    return response.content.decode()


def test_who_is_registered_comes_in_by_phone_number_in_any_digits(slot, registration, phone):
    page = read(phone.get(f"{door(slot)}?code={door_code(slot)}"))
    assert f'value="{door_code(slot)}"' in page
    arabic = "".join("٠١٢٣٤٥٦٧٨٩"[int(digit)] for digit in door_code(slot))
    response = phone.post(door(slot), {"code": arabic, "phone": "٠٦ ٦١ ٠٠ ٠٠ ٠١"})
    assert response.status_code == 302
    row = slot.presences.get()
    assert (row.registration, row.minutes, row.method, row.by) == (registration, slot.minutes, "door", None)
    page = read(phone.get(door(slot)))
    assert registration.name in page
    assert "code" not in page.split("<main")[1].split("name=")[0]


@pytest.mark.django_db
def test_a_number_that_was_taken_under_the_old_rule_opens_the_door(session, slot, registration, phone):
    Registration.objects.filter(pk=registration.pk).update(phone="+212061234567")
    typed = {"code": door_code(slot), "phone": "061234568"}
    assert "06 12 34 56 78" in read(phone.post(door(slot), typed), 422)
    a_registration(session, 2, phone="+212061234567")
    page = read(phone.post(door(slot), {**typed, "phone": "06 123 45 67"}))
    assert 'value="+212061234567"' in page
    typed = {**typed, "phone": "+212061234567", "who": str(registration.pk)}
    assert phone.post(door(slot), typed).status_code == 302


def test_a_phone_that_is_known_needs_the_code_alone_and_may_let_another_in(session, slot, registration, phone):
    phone.post(door(slot), {"code": door_code(slot), "phone": registration.phone})
    second = move(session.slots.last(), timezone.now() - timedelta(minutes=1))
    page = read(phone.get(f"{door(second)}?code={door_code(second)}"))
    assert registration.name in page
    assert 'name="phone"' not in page
    assert phone.post(door(second), {"code": door_code(second)}).status_code == 302
    other = a_registration(session, 2)
    assert 'name="phone"' in read(phone.get(f"{door(second)}?other=1"))
    assert phone.post(f"{door(second)}?other=1", {"code": door_code(second), "phone": other.phone}).status_code == 302
    assert second.presences.count() == 2


def test_a_phone_that_opened_ones_own_page_is_known(slot, registration, phone):
    phone.get(f"/training/mine/{registration.pk}/{own_token(registration)}/")
    assert 'name="phone"' not in read(phone.get(f"{door(slot)}?code={door_code(slot)}"))
    assert phone.post(door(slot), {"code": door_code(slot)}).status_code == 302
    assert slot.presences.get().registration == registration


def test_the_cookie_of_another_phone_is_not_believed(slot, registration, phone):
    phone.cookies["sanad_places"] = f"{registration.pk}:forged"
    assert 'name="phone"' in read(phone.get(door(slot)))


def test_a_family_with_one_number_says_who_comes(session, slot, registration, phone):
    second = a_registration(session, 2, phone=registration.phone)
    typed = {"code": door_code(slot), "phone": registration.phone}
    page = read(phone.post(door(slot), typed))
    assert registration.name in page
    assert second.name in page
    assert not slot.presences.exists()
    assert phone.post(door(slot), {**typed, "who": str(second.pk)}).status_code == 302
    assert slot.presences.get().registration == second
    stranger = a_registration(session, 3)
    read(phone.post(f"{door(slot)}?other=1", {**typed, "who": str(stranger.pk)}), 422)
    read(phone.post(f"{door(slot)}?other=1", {"code": door_code(slot), "phone": "x", "who": str(stranger.pk)}), 422)


def test_each_code_that_does_not_open_is_answered_plainly(session, slot, registration, phone):
    other = session.slots.last()
    old = door_code(slot, timezone.now() - 4 * CODE_SPAN)
    for code, words in ((wrong(slot), "غير صحيح"), (old, "انتهى"), (door_code(other), "نصف يوم آخر"), ("", "")):
        page = read(phone.post(door(slot), {"code": code, "phone": "0661000001"}), 422)
        assert words in page
        assert "0661000001" in page
    assert not slot.presences.exists()
    just_before = door_code(slot, timezone.now() - CODE_SPAN)
    assert phone.post(door(slot), {"code": just_before, "phone": registration.phone}).status_code == 302


def test_six_digits_cannot_be_guessed(slot, registration, phone):
    for _turn in range(5):
        read(phone.post(door(slot), {"code": wrong(slot), "phone": registration.phone}), 422)
    page = read(phone.post(door(slot), {"code": door_code(slot), "phone": registration.phone}), 422)
    assert "خمس دقائق" in page
    assert not slot.presences.exists()


def test_an_old_code_is_no_guess(slot, registration, phone):
    old = door_code(slot, timezone.now() - 5 * CODE_SPAN)
    for _turn in range(6):
        read(phone.post(door(slot), {"code": old, "phone": registration.phone}), 422)
    assert phone.post(door(slot), {"code": door_code(slot), "phone": registration.phone}).status_code == 302


def test_who_waits_is_told_so(session, slot, phone):
    waiting = a_registration(session, 5, state="waiting")
    page = read(phone.post(door(slot), {"code": door_code(slot), "phone": waiting.phone}), 422)
    assert "لائحة الانتظار" in page
    assert not slot.presences.exists()


def test_who_is_not_registered_takes_a_free_seat(session, slot, registration, phone):
    code = door_code(slot)
    page = read(phone.post(door(slot), {"code": code, "phone": "0677889900"}), 422)
    late = f"{door(slot)}late/"
    assert late in page
    assert phone.get(late).status_code == 302
    typed = {"code": code, "phone": "0677889900", "name": "مريم بناني", "sex": "w", "age": "30-44"}
    read(phone.post(late, {**typed, "name": ""}), 422)
    assert "مريم" in read(phone.post(late, {**typed, "code": wrong(slot)}), 422)
    assert phone.post(late, typed).status_code == 302
    row = Registration.objects.get(session=session, name="مريم بناني")
    assert (row.is_late, row.state, row.channel, row.phone) == (True, "confirmed", "door", "+212677889900")
    assert slot.presences.get().registration == row
    read(phone.post(late, typed), 422)  # twice


def test_no_seat_no_late_addition(session, slot, registration, phone):
    session.seats = 1
    session.save()
    page = read(phone.post(door(slot), {"code": door_code(slot), "phone": "0677889900"}), 422)
    assert "late/" not in page
    a_registration(session, 6, state="waiting")
    session.seats = 9
    session.save()
    typed = {"code": door_code(slot), "phone": "0677889900", "name": "مريم"}
    read(phone.post(f"{door(slot)}late/", typed), 422)
    assert not slot.presences.exists()


@pytest.mark.parametrize(("minutes", "opens"), [(-90, True), (61, False), (59, True), (-181, False)])
def test_the_door_is_open_from_an_hour_before_until_the_end(slot, registration, phone, minutes, opens):
    move(slot, timezone.now() + timedelta(minutes=minutes))
    assert ('name="code"' in read(phone.get(door(slot)))) == opens
    response = phone.post(door(slot), {"code": door_code(slot), "phone": registration.phone})
    assert (response.status_code == 302) == opens
    assert slot.presences.exists() == opens


def test_a_withdrawn_or_unknown_half_day_has_no_door(session, slot, registration, phone):
    session.state = "cancelled"
    session.save()
    assert 'name="code"' not in read(phone.get(door(slot)))
    assert phone.get(f"/training/door/{registration.pk}/").status_code == 404
    assert phone.post(f"/training/door/{registration.pk}/late/").status_code == 404


@pytest.mark.parametrize(
    ("late", "counted"),
    [(-30, 180), (0, 180), (15, 180), (16, 165), (60, 120), (62, 120), (63, 115), (179, 0), (200, 0)],
)
def test_a_late_comer_has_the_minutes_that_remain(slot, late, counted):
    assert minutes_left(slot, slot.starts_at + timedelta(minutes=late)) == counted


def test_who_is_in_stays_as_recorded_and_who_was_said_to_be_absent_comes_in(world, slot, registration):
    here = visitor(slot.space)
    commands.take_attendance(world.sg, slot, minutes={registration.pk: 60})
    commands.come_in(here, slot, code=door_code(slot), registration=registration)
    row = slot.presences.get()
    assert (row.minutes, row.method) == (60, "trainer")
    commands.take_attendance(world.sg, slot, minutes={registration.pk: 0})
    commands.come_in(here, slot, code=door_code(slot), registration=registration)
    row.refresh_from_db()
    assert (row.minutes, row.method, row.by) == (180, "door", None)


def test_the_command_itself_refuses_wrong_codes_and_strangers(world, session, slot, registration):
    here = visitor(slot.space)
    with says_no("This code is not right. Read it again: six digits.", field="code"):
        commands.come_in(here, slot, code=wrong(slot), registration=registration)
    with says_no("You have no place in this session yet.", field="phone"):
        commands.come_in(here, slot, code=door_code(slot), registration=a_registration(a_session(world.sg), 1))
    with says_no("This code is not right. Read it again: six digits.", field="code"):
        commands.come_in_late(here, slot, code=wrong(slot), name="مريم", phone="")
    with says_no("This belongs to another space."):
        commands.come_in(world.stranger, slot, code=door_code(slot), registration=registration)


def test_the_screen_at_the_door(world, slot, registration, browse):
    client = browse(world.sg)
    page = client.get(f"/training/slots/{slot.pk}/door/").content.decode()
    assert door_code(slot) in page
    assert 'http-equiv="refresh"' in page
    part = client.get(f"/training/slots/{slot.pk}/door/", headers={"HX-Request": "true"}).content.decode()
    assert door_code(slot) in part
    assert "<html" not in part
    assert browse(world.secretary).get(f"/training/slots/{slot.pk}/door/").status_code == 404
    session = slot.session
    session.state = "cancelled"
    session.save()
    assert door_code(slot) not in client.get(f"/training/slots/{slot.pk}/door/").content.decode()
