"""The pages of attendance, as a trainer goes through them on a phone."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sanad.training.attendance.commands import attendance as commands
from sanad.training.models import AttendanceScan, Presence, Registration
from tests.pdf import words_of
from tests.training.school import a_registration, a_session


def read(response, status=200):
    assert response.status_code == status, response.status_code
    return response.content.decode()


@pytest.fixture
def session(world):
    return a_session(world.sg, starts_on=timezone.localdate() - timedelta(days=1))


@pytest.fixture
def registrations(session):
    return [a_registration(session, number) for number in range(1, 4)]


def marks(registrations, *said, **more):
    typed = {f"mark_{registration.pk}": mark for registration, mark in zip(registrations, said, strict=True)}
    return {**typed, "others": "", "method": "trainer", **more}


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_everybody_is_in_one_list_and_saved_at_once(world, browse, session, registrations, language):
    client, slot = browse(world.sg, language), session.slots.first()
    address = f"/training/sessions/{session.pk}/attendance/?slot={slot.pk}"
    page = read(client.get(address))
    assert all(registration.name in page for registration in registrations)
    typed = marks(registrations, "whole", "part", "absent", **{f"minutes_{registrations[1].pk}": "٩٠"})
    response = client.post(address, typed)
    assert response.url == address
    assert [row.minutes for row in slot.presences.order_by("registration__number")] == [180, 90, 0]
    page = read(client.get(address))
    assert page.count("checked") >= 4
    assert 'value="90"' in page


def test_a_refused_list_keeps_all_that_was_typed(world, browse, session, registrations):
    client, slot = browse(world.sg), session.slots.first()
    address = f"/training/sessions/{session.pk}/attendance/?slot={slot.pk}"
    for typed in ("", "181", "0", "كثير"):
        sent = marks(registrations, "whole", "part", "", **{f"minutes_{registrations[1].pk}": typed})
        page = read(client.post(address, sent), 422)
        assert f'id="minutes_{registrations[1].pk}-note"' in page
        assert page.count("checked") == 3  # two marks, and how it is known
    assert not Presence.objects.filter(slot=slot).exists()
    for as_of in ("?", "2026-13-45T00:00:00", "2026-01-01T00:00:00"):
        read(client.post(address, marks(registrations, "whole", "", "", as_of=as_of, others="absent")), 302)
    assert [row.minutes for row in slot.presences.order_by("registration__number")] == [180, 0, 0]
    read(client.post(address, {**marks(registrations, "whole", "", ""), "method": "door"}), 422)


def test_the_half_day_of_today_is_shown_first(world, browse):
    session = a_session(world.sg, starts_on=timezone.localdate() - timedelta(days=1), halves=3)
    page = read(browse(world.sg).get(f"/training/sessions/{session.pk}/attendance/"))
    today = session.slots.all()[1]
    assert f'href="?slot={today.pk}" aria-current="page"' in page or page.count('aria-current="page"') >= 1
    for asked in ("x", str(session.pk)):
        read(browse(world.sg).get(f"/training/sessions/{session.pk}/attendance/?slot={asked}"))


def test_without_a_half_day_or_before_it_nothing_is_marked(world, browse):
    client = browse(world.sg)
    empty = a_session(world.sg)
    empty.slots.all().update(withdrawn_at=timezone.now())
    assert '<form class="marks"' not in read(client.get(f"/training/sessions/{empty.pk}/attendance/"))
    coming = a_session(world.sg)
    a_registration(coming, 1)
    page = read(client.get(f"/training/sessions/{coming.pk}/attendance/"))
    assert '<form class="marks"' not in page
    assert "لم يحن" in page


def test_what_was_written_down_later_and_who_was_added_late_are_marked(world, browse, session, registrations):
    commands.take_attendance(world.sg, session.slots.first(), minutes={registrations[0].pk: 180})
    client = browse(world.sg)
    response = client.post(
        f"/training/sessions/{session.pk}/attendance/late/", {"name": "مريم بناني", "phone": "0612345678"}
    )
    assert response.url == f"/training/sessions/{session.pk}/attendance/"
    page = read(client.get(f"/training/sessions/{session.pk}/attendance/?slot={session.slots.first().pk}"))
    assert "سجل بعد يوم النشاط" in page or "بعد اليوم" in page
    assert "إضافة متأخرة" in page
    assert Registration.objects.get(name="مريم بناني").phone == "+212612345678"
    session.seats = 4
    session.save()
    page = read(client.post(f"/training/sessions/{session.pk}/attendance/late/", {"name": "آخر"}), 422)
    assert "لا مقعد شاغر" in page
    assert "آخر" in page


def test_the_trainer_answers_for_who_lacks_the_course_before(world, browse):
    session = a_session(world.sg, course="advocacy", starts_on=timezone.localdate())
    client, address = browse(world.sg), f"/training/sessions/{session.pk}/attendance/late/"
    assert 'name="without"' in read(client.get(address))
    typed = {"name": "مريم بناني", "phone": "0612345678"}
    assert "مريم بناني" in read(client.post(address, typed), 422)
    assert client.post(address, {**typed, "without": "تكوين سابق"}).status_code == 302


def test_another_space_has_no_list(world, browse, session, registrations):
    slot = session.slots.first()
    for actor in (world.secretary, world.stranger):
        client = browse(actor)
        for address in (f"sessions/{session.pk}/attendance/", f"slots/{slot.pk}/sheet/ar/", f"slots/{slot.pk}/scan/"):
            assert client.get(f"/training/{address}").status_code == 404


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_sheet_to_sign_names_everybody_and_leaves_room(world, browse, session, registrations, language):
    slot = session.slots.first()
    response = browse(world.sg).get(f"/training/slots/{slot.pk}/sheet/{language}/")
    assert response["Content-Type"] == "application/pdf"
    words = words_of(response.content)
    assert registrations[0].name.split()[0] in words
    assert "0001" in words  # the ends of a phone number, not the whole
    assert "661000001" not in words
    assert browse(world.sg).get(f"/training/slots/{slot.pk}/sheet/en/").status_code == 404


def test_the_signed_sheet_is_attached_and_opened(world, browse, session):
    client, slot = browse(world.sg), session.slots.first()
    upload = SimpleUploadedFile("sheet.pdf", b"%PDF-1.4 signed")
    response = client.post(f"/training/slots/{slot.pk}/scan/", {"upload": upload})
    assert response.status_code == 302
    scan = AttendanceScan.objects.get(slot=slot)
    assert f"/training/scans/{scan.pk}/" in read(client.get(response.url))
    sent = client.get(f"/training/scans/{scan.pk}/")
    assert b"".join(sent.streaming_content).startswith(b"%PDF-")
    assert browse(world.stranger).get(f"/training/scans/{scan.pk}/").status_code == 404
    read(client.post(f"/training/slots/{slot.pk}/scan/", {}), 422)


def test_what_a_browser_sends_back_with_the_marks_of_the_page_is_saved(world, browse, session, registrations):
    client, slot = browse(world.sg), session.slots.first()
    address = f"/training/sessions/{session.pk}/attendance/?slot={slot.pk}"
    form = client.get(address).context["form"]
    sent = {bound.html_name: bound.value() or "" for bound in form}
    sent |= {"_shown": form.shown_marks, "_key": str(form.key), "others": "whole"}
    assert f'name="_shown" value="{form.shown_marks}"' in client.get(address).content.decode()
    assert client.post(address, sent).status_code == 302
    assert list(slot.presences.values_list("minutes", flat=True)) == [slot.minutes] * len(registrations)


def test_what_is_not_recorded_is_said_once_until_somebody_is_marked(world, browse, session, registrations):
    client, slot = browse(world.sg, "en"), session.slots.first()
    address = f"/training/sessions/{session.pk}/attendance/?slot={slot.pk}"
    page = read(client.get(address))
    assert page.count("Attendance is not recorded yet.") == 1
    assert '<span class="meta">not recorded</span>' not in page
    commands.take_attendance(world.sg, slot, minutes={registrations[0].pk: 180})
    page = read(client.get(address))
    assert "Attendance is not recorded yet." not in page
    assert page.count('<span class="meta">not recorded</span>') == 2


def test_before_a_half_day_is_over_nobody_lacks_anything(world, browse):
    coming = a_session(world.sg, starts_on=timezone.localdate() + timedelta(days=9))
    a_registration(coming, 1)
    page = read(browse(world.sg, "en").get(f"/training/sessions/{coming.pk}/certificates/"))
    assert page.count("No half-day is over yet") == 1
    assert "not reached" not in page
