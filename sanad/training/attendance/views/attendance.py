"""Attendance of a half-day: the list on the trainer's phone, late additions, the signed sheet."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sanad.foundation import ui
from sanad.foundation.documents.papers import printable
from sanad.foundation.ids import as_uuid
from sanad.foundation.ui.download import serve
from sanad.training.attendance import policies
from sanad.training.attendance.commands import attendance as attendance_commands
from sanad.training.attendance.commands import late
from sanad.training.attendance.documents import attendance_sheet
from sanad.training.attendance.forms import AttendanceForm, LateByTrainerForm, SheetUploadForm
from sanad.training.models import AttendanceScan, Presence, Registration, Slot
from sanad.training.policies import visible_to
from sanad.training.views import LANGUAGES, fetch_own, tab_frame, tab_page


def fetch_slot(request: HttpRequest, pk: UUID) -> Slot:
    """A half-day of one's own space."""
    rows = visible_to(request.actor, Slot).filter(space=request.actor.space)
    related = ("space", "session__space", "session__activity__host", "session__activity__place", "session__course")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def to_attendance(slot: Slot) -> str:
    """The list of a half-day."""
    return f"{reverse('training:attendance', args=[slot.session_id])}?{urlencode({'slot': slot.pk})}"


def chosen(slots: list[Slot], asked: str | None, now: datetime) -> Slot | None:
    """The half-day that was asked for; else the one of now or next of today, else the last that began, else the first.

    Of a night, the one that goes on after midnight comes before that of the next evening.
    """
    named = next((slot for slot in slots if slot.pk == as_uuid(asked)), None)
    going_on = next((slot for slot in slots if slot.starts_at <= now <= slot.ends_at), None)
    today = [slot for slot in slots if timezone.localdate(slot.starts_at) == timezone.localdate(now)]
    coming = next((slot for slot in today if now <= slot.ends_at), None)
    begun = [slot for slot in slots if slot.starts_at <= now]
    return named or going_on or coming or next(reversed(begun), None) or next(iter(slots), None)


def attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everybody with a place in one list, for one half-day; one save for all."""
    session, actor = fetch_own(request, pk), request.actor
    slots = list(visible_to(actor, Slot).standing().filter(session=session))
    for one in slots:
        one.session = session
    slot = chosen(slots, request.GET.get("slot"), timezone.now())
    if slot is None:
        return tab_page(request, session, "attendance", slot=None)
    registrations = list(
        visible_to(actor, Registration).filter(session=session).confirmed().select_related("organisation")
    )
    presences = {row.registration_id: row for row in visible_to(actor, Presence).filter(slot=slot)}
    came = sum(presences[registration.pk].minutes > 0 for registration in registrations if registration.pk in presences)
    page = tab_frame(
        request,
        session,
        "attendance",
        is_all_late=bool(presences) and all(row.is_late for row in presences.values()),
        slots=slots,
        slot=slot,
        came=came,
        registrations=registrations,
        list_address=to_attendance(slot),
        languages_of_papers=LANGUAGES,
        scans=visible_to(actor, AttendanceScan).filter(slot=slot).select_related("file", "by"),
        can_take=policies.can_take_attendance(actor, slot),
        can_add=policies.can_add_late(actor, session),
        can_attach=policies.can_attach_sheet(actor, slot),
    )
    return ui.edit(
        request,
        AttendanceForm,
        attendance_commands.take_attendance,
        slot,
        title=str(session),
        template="training/attendance.html",
        form_kwargs={"slot": slot, "registrations": registrations, "presences": presences},
        then=to_attendance,
        context=page,
        informs=True,
    )


def add_late(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A person who came without a place."""
    session = fetch_own(request, pk)
    return ui.sheet(
        request,
        LateByTrainerForm,
        late.add_late_person,
        session,
        form_kwargs={"session": session},
        title=_("Add a person who came unannounced"),
        lead=str(session),
        then=lambda _row: reverse("training:attendance", args=[session.pk]),
        submit=_("Give a place"),
    )


def sheet(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """The signature sheet of a half-day, to be printed."""
    slot = fetch_slot(request, pk)
    if language not in LANGUAGES:
        raise Http404
    registrations = visible_to(request.actor, Registration).filter(session=slot.session_id).confirmed()
    with override(language):
        pdf = printable(attendance_sheet(slot, list(registrations.select_related("organisation"))))
    return HttpResponse(pdf, content_type="application/pdf")


@ui.takes_files
def attach_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The photograph of the signed sheet."""
    slot = fetch_slot(request, pk)
    return ui.sheet(
        request,
        SheetUploadForm,
        attendance_commands.attach_sheet,
        slot,
        title=_("Attach the signed sheet"),
        lead=str(slot.session),
        then=lambda scan: to_attendance(scan.slot),
    )


def sheet_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The scan itself."""
    scan = get_object_or_404(visible_to(request.actor, AttendanceScan).select_related("file"), pk=pk)
    return serve(scan.file, inline=True)
