"""Who was asked, who came, what they said."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Attendance, Invitation, Word
from sanad.activities.people import commands, forms
from sanad.activities.policies import visible_to
from sanad.activities.views import fetch_activity, tab_page, to_activity
from sanad.foundation import ui
from sanad.foundation.ids import as_uuid

fetch_attendance = ui.fetching(visible_to, Attendance, "person")
fetch_invitation = ui.fetching(visible_to, Invitation)


def to_people(row: object) -> str:
    """The people of the activity that a row belongs to."""
    return to_activity(row, "people")


def people(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_activity(request, pk)
    present = visible_to(request.actor, Attendance).standing().filter(activity=row)
    attendance = list(present.select_related("person", "organisation"))
    return tab_page(
        request,
        row,
        "people",
        invitations=visible_to(request.actor, Invitation)
        .standing()
        .filter(activity=row)
        .select_related("person", "organisation"),
        attendance=attendance,
        late_entries=sum(line.is_late_entry for line in attendance),
        words=visible_to(request.actor, Word).standing().filter(activity=row).select_related("speaker__person", "item"),
    )


def answer_invitation(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_invitation(request, pk)
    return ui.edit(
        request,
        forms.AnswerForm,
        commands.answer_invitation,
        row,
        title=str(row),
        initial={"answer": row.answer, "capacity": row.capacity},
        then=to_people,
    )


def record_attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_activity(request, pk)
    initial = {}
    if (
        invited := visible_to(request.actor, Invitation)
        .standing()
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
        then=to_people,
    )


def change_attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_attendance(request, pk)
    initial = {name: getattr(row, name, "") for name in forms.AttendanceForm.base_fields}
    return ui.edit(
        request,
        forms.AttendanceForm,
        commands.change_attendance,
        row,
        title=row.who,
        initial=initial,
        then=to_people,
    )
