"""Who was asked, who came, what they said."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.activities import commands, forms
from sanad.activities.models import Attendance, Invitation, Word
from sanad.activities.policies import visible_to
from sanad.activities.views.activity import fetch, tab_page, to_activity
from sanad.foundation import ui
from sanad.foundation.ids import as_uuid


def _to_people(row: object) -> str:
    return to_activity(row, "people")


def people(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return tab_page(
        request,
        row,
        "people",
        invitations=visible_to(request.actor, Invitation).filter(activity=row).select_related("person", "organisation"),
        attendance=visible_to(request.actor, Attendance).filter(activity=row).select_related("person", "organisation"),
        words=visible_to(request.actor, Word)
        .filter(activity=row, withdrawn_at=None)
        .select_related("speaker__person", "item"),
    )


def invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request, forms.InvitationForm, commands.invite_guest, row, title=_("Invite"), lead=row.title, then=_to_people
    )


def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Invitation), pk=pk)
    return ui.edit(
        request,
        forms.AnswerForm,
        commands.answer_invitation,
        row,
        title=str(row),
        initial={"answer": row.answer},
        then=_to_people,
    )


@require_POST
def told(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """A guest was told what the message with that digest says."""
    row = fetch(request, pk)
    guest = as_uuid(request.GET.get("guest"))
    if guest is None:
        raise Http404
    then = f"{to_activity(row)}#to-tell"
    return ui.act(request, commands.note_guest_told, row, guest=guest, digest=token, then=then)


def record_attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    initial = {}
    if (
        invited := visible_to(request.actor, Invitation)
        .filter(activity=row, pk=as_uuid(request.GET.get("invitation")))
        .first()
    ):
        initial = {"person": invited.person_id, "organisation": invited.organisation_id, "capacity": invited.capacity}
    return ui.sheet(
        request,
        forms.AttendanceForm,
        commands.record_attendance,
        row,
        title=_("Record attendance"),
        lead=row.title,
        initial=initial,
        then=_to_people,
    )


def change_attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Attendance), pk=pk)
    initial = {name: getattr(row, name) for name in forms.ChangeAttendanceForm.base_fields}
    return ui.edit(
        request,
        forms.ChangeAttendanceForm,
        commands.change_attendance,
        row,
        title=row.who,
        initial=initial,
        then=_to_people,
    )


def record_word(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.WordForm,
        commands.record_word,
        row,
        title=_("Record what somebody said"),
        lead=row.title,
        form_kwargs={"activity": row},
        then=_to_people,
    )


@require_POST
def withdraw_word(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Word), pk=pk)
    return ui.act(request, commands.withdraw_word, row, then=_to_people)
