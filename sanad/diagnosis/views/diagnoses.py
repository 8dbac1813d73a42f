"""Diagnoses: all of them, those of a file, one of them, and its steps."""

from typing import Any
from uuid import UUID

import django_filters
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.accompaniment.views.engagement import fetch as fetch_file
from sanad.diagnosis import commands, policies
from sanad.diagnosis.forms.diagnosis import EditForm, ReasonForm, StartForm
from sanad.diagnosis.models import Diagnosis, Sheet
from sanad.diagnosis.policies import visible_to
from sanad.diagnosis.queries import diagnoses_for, diagnoses_of
from sanad.diagnosis.queries.impact import improved_associations
from sanad.diagnosis.queries.progress import asked_keys, missing_scores, unanswered_gaps
from sanad.directory.models import Organisation
from sanad.foundation import ui
from sanad.foundation.naming.models import named_like

TAB = "diagnosis:of_engagement"


class DiagnosisFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=Diagnosis.State.choices)


def to_diagnosis(row: Any) -> str:
    """The page of a diagnosis, or of that which a row belongs to."""
    return reverse("diagnosis:diagnosis", args=[getattr(row, "diagnosis_id", row.pk)])


DIAGNOSES = ui.Listing(
    title=_("Diagnosis"),
    lead=_("Where each association stands, and where each douar does: asked, agreed, and measured again."),
    columns=[
        ui.Column(_("Association"), "engagement.association.name", "name"),
        ui.Column(_("Instrument"), "instrument.title", "name"),
        ui.Column(_("Kind"), "get_kind_display"),
        ui.Column(_("Day"), "held_on", "day"),
        ui.Column(_("Sheets of answers"), "sheet_count", "count"),
        ui.Column(_("State"), "get_state_display", "state"),
    ],
    link=to_diagnosis,
    search=lambda rows, text: rows.filter(engagement__association__in=named_like(Organisation.objects.all(), text)),
    filterset=DiagnosisFilters,
    empty=(_("No diagnosis yet."), _("Open the file of an association and begin one there.")),
    file_name="diagnoses",
    template="diagnosis/diagnoses.html",
)


def diagnoses(request: HttpRequest) -> HttpResponseBase:
    improved = improved_associations(request.actor, timezone.localdate())
    return ui.listing(request, DIAGNOSES, diagnoses_for(request.actor), improved=improved)


def of_engagement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The diagnoses of one file."""
    engagement = fetch_file(request, pk)
    page = {
        "title": _("Diagnoses of %(association)s") % {"association": engagement.association.name},
        "engagement": engagement,
        "rows": diagnoses_of(request.actor, engagement),
        "can_start": policies.can_start(request.actor, engagement),
        "is_keeper": engagement.space_id == request.actor.space_id,
    }
    return render(request, "diagnosis/of_engagement.html", page)


def start(request: HttpRequest, pk: UUID) -> HttpResponse:
    engagement = fetch_file(request, pk)
    return ui.sheet(
        request,
        StartForm,
        commands.start_diagnosis,
        engagement,
        title=_("Begin a diagnosis"),
        lead=engagement.association.name,
        form_kwargs={"engagement": engagement},
        initial={"held_on": timezone.localdate(), "place": engagement.association.seat_place_id},
        then=to_diagnosis,
        submit=_("Begin"),
    )


def fetch(request: HttpRequest, pk: UUID) -> Diagnosis:
    rows = visible_to(request.actor, Diagnosis).select_related(
        "engagement__association", "engagement__space", "instrument", "place", "activity", "facilitator", "space"
    )
    return get_object_or_404(rows, pk=pk)


def frame(request: HttpRequest, row: Diagnosis, **context: Any) -> dict[str, Any]:
    """What every page of a diagnosis shows around its own."""
    return {
        "title": row.instrument.title,
        "diagnosis": row,
        "engagement": row.engagement,
        "here_tab": TAB,
        "is_keeper": row.space_id == request.actor.space_id,
        "can_run": policies.can_run(request.actor, row),
        **context,
    }


def diagnosis(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where it stands, who answered, and what comes next for whom."""
    row, actor = fetch(request, pk), request.actor
    sheets = list(visible_to(actor, Sheet).filter(diagnosis=row))
    page = frame(
        request,
        row,
        sheets=sheets,
        asked=len(asked_keys(row)),
        left_to_agree=len(missing_scores(row)),
        left_to_say=len(unanswered_gaps(row)),
        can_open=policies.can_open_sheet(actor, row),
        states=[
            (value, label) for value, label in Diagnosis.State.choices if value != "cancelled" or row.state == value
        ],
        steps=list(row.steps.select_related("by")),
        answers=sum(sheet.answered for sheet in sheets if not sheet.withdrawn_at),
    )
    return render(request, "diagnosis/diagnosis.html", page)


def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    initial = {name: getattr(row, name) for name in ("kind", "mode", "held_on", "place", "activity", "facilitator")}
    return ui.edit(
        request,
        EditForm,
        commands.edit_diagnosis,
        row,
        title=_("Change the diagnosis"),
        lead=row.engagement.association.name,
        form_kwargs={"engagement": row.engagement},
        initial=initial,
        then=to_diagnosis,
    )


@require_POST
def move(request: HttpRequest, pk: UUID, state: str) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Diagnosis), pk=pk)
    return ui.act(request, commands.move_diagnosis, row, state=state, then=to_diagnosis)


@require_POST
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Diagnosis), pk=pk)
    return ui.act(request, commands.close_diagnosis, row, then=to_diagnosis)


def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        ReasonForm,
        commands.cancel_diagnosis,
        row,
        title=_("Cancel the diagnosis"),
        lead=row.instrument.title,
        then=to_diagnosis,
        submit=_("Cancel the diagnosis"),
    )
