"""Diagnoses of an engagement, one of them, and its steps."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.accompaniment.views import fetch_engagement
from sanad.diagnosis import policies
from sanad.diagnosis.instruments.views import printed_in
from sanad.diagnosis.models import Diagnosis, Sheet
from sanad.diagnosis.policies import visible_to
from sanad.diagnosis.workshop.commands import diagnoses as commands
from sanad.diagnosis.workshop.queries.diagnoses import diagnoses_of
from sanad.diagnosis.workshop.queries.progress import asked_keys
from sanad.foundation import ui
from sanad.foundation.arabic.bidi import colon
from sanad.foundation.spaces.actor import Actor

TAB = "diagnosis:of_engagement"


def to_diagnosis(row: Any) -> str:
    """The page of a diagnosis, or of that which a row belongs to."""
    return reverse("diagnosis:diagnosis", args=[getattr(row, "diagnosis_id", row.pk)])


def of_engagement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The diagnoses of one engagement."""
    engagement = fetch_engagement(request, pk)
    page = {
        "title": _("Diagnoses of %(association)s") % {"association": engagement.association.name},
        "engagement": engagement,
        "rows": diagnoses_of(request.actor, engagement),
        "can_start": policies.can_start(request.actor, engagement),
        "is_keeper": engagement.space_id == request.actor.space_id,
    }
    return render(request, "diagnosis/of_engagement.html", page)


def fetch_diagnosis(request: HttpRequest, pk: UUID) -> Diagnosis:
    """The diagnosis of an address, with all that its pages name. 404 for strangers."""
    rows = visible_to(request.actor, Diagnosis).select_related(
        "engagement__association", "engagement__space", "instrument", "place", "activity", "facilitator", "space"
    )
    return get_object_or_404(rows, pk=pk)


def diagnosis_page(request: HttpRequest, row: Diagnosis, **context: Any) -> dict[str, Any]:
    """What every page of a diagnosis shows around its own."""
    return {
        "title": f"{row.engagement.association}{colon()} {row.instrument.title}",
        "diagnosis": row,
        "engagement": row.engagement,
        "here_tab": TAB,
        "is_keeper": row.space_id == request.actor.space_id,
        "can_run": policies.can_run(request.actor, row),
        **context,
    }


def as_it_stands(row: Diagnosis) -> dict[str, Any]:
    """What the form that changes a diagnosis opens with."""
    return {name: getattr(row, name) for name in ("kind", "mode", "held_on", "place", "activity", "facilitator")}


def diagnosis(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where it stands, who answered, and what comes next for whom."""
    row, actor = fetch_diagnosis(request, pk), request.actor
    sheets = list(visible_to(actor, Sheet).filter(diagnosis=row))
    page = diagnosis_page(
        request,
        row,
        printed_in=printed_in(),
        sheets=sheets,
        asked=len(asked_keys(row)),
        next_step=ui.next_step(actor, row),
        states=[
            (state.value, state.label)
            for state in Diagnosis.State
            if state != Diagnosis.State.CANCELLED or row.state == state
        ],
        steps=list(row.steps.select_related("by")),
        answers=sum(sheet.answered for sheet in sheets if sheet.is_standing),
    )
    return render(request, "diagnosis/diagnosis.html", page)


@require_POST
def move(request: HttpRequest, pk: UUID, state: str) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Diagnosis), pk=pk)
    return ui.act(request, commands.move_diagnosis, row, state=state, then=to_diagnosis)


def ahead_of_closing(_actor: Actor, row: Diagnosis) -> ui.Ahead:
    """What stays as it is from then on."""
    return ui.Ahead(
        title=_("Close the diagnosis?"),
        happens=[
            ui.tell(
                _("“%(diagnosis)s” of %(association)s is closed."),
                diagnosis=row.instrument.title,
                association=row.engagement.association,
            ),
            _("Answers, agreed scores and what follows from them stay as they are now."),
            _("A later diagnosis is compared with it."),
        ],
        does=_("Close the diagnosis"),
        papers=[
            (
                _("Look at the results as a paper"),
                reverse("diagnosis:draft_paper", args=[row.pk, "fr" if get_language() == "fr" else "ar"]),
            )
        ],
    )


def ahead_of_cancelling(_actor: Actor, row: Diagnosis) -> ui.Ahead:
    """What is given up, and what stays to be read."""
    return ui.Ahead(
        title=_("Cancel the diagnosis"),
        happens=[
            ui.tell(
                _("“%(diagnosis)s” of %(association)s is given up; nobody answers it any more."),
                diagnosis=row.instrument.title,
                association=row.engagement.association,
            ),
            _("What was answered stays to be read, with your reason."),
        ],
    )
