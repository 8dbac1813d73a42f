"""One need: its words, its ways, what answers it, what changed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment import commands, forms, policies
from sanad.accompaniment.models import Change, Need, PlanItem
from sanad.accompaniment.policies import visible_to
from sanad.accompaniment.views.engagement import fetch, to_engagement
from sanad.foundation import ui

RESOLVED = frozenset({Need.State.RESOLVED})


def to_need(row: Any) -> str:
    """The page of a need, from the need or from what hangs on it."""
    return reverse("accompaniment:need", args=[getattr(row, "need_id", row.pk)])


def _fetch(request: HttpRequest, pk: UUID) -> Need:
    rows = visible_to(request.actor, Need)
    return get_object_or_404(rows.select_related("engagement__association", "voiced_at", "voiced_by"), pk=pk)


def need(request: HttpRequest, pk: UUID) -> HttpResponse:
    row, actor = _fetch(request, pk), request.actor
    page = {
        "title": _("A need"),
        "need": row,
        "engagement": row.engagement,
        "ways": list(row.ways.all()),
        "items": list(visible_to(actor, PlanItem).filter(needs=row).select_related("third_party")),
        "changes": list(visible_to(actor, Change).filter(need=row).select_related("evidence")),
        "steps": list(row.steps.select_related("by")),
        "can_edit": policies.can_edit_need(actor, row),
        "can_move": policies.can_move_need(actor, row),
        "can_record": policies.can_record_change(actor, row),
        "can_resolve": policies.can_resolve_need(actor, row),
        "is_keeper": row.space_id == actor.space_id,
    }
    return render(request, "accompaniment/need.html", page)


def voice_need(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.NeedForm,
        commands.voice_need,
        row,
        title=_("Write down a need"),
        lead=str(row),
        form_kwargs={"engagement": row},
        then=to_engagement,
    )


def edit_need(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _fetch(request, pk)
    initial = {name: getattr(row, name) for name in forms.NeedForm.base_fields if name != "ways"}
    initial |= {"ways": [way.text for way in row.ways.all()], "voiced_at": row.voiced_at_id}
    return ui.edit(
        request,
        forms.NeedForm,
        commands.edit_need,
        row,
        title=_("Change the need"),
        initial=initial,
        form_kwargs={"engagement": row.engagement},
        then=to_need,
    )


def move_need(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _fetch(request, pk)
    return ui.sheet(
        request,
        forms.MoveForm,
        commands.move_need,
        row,
        title=_("Move the need"),
        lead=row.statement,
        form_kwargs={"row": row, "elsewhere": RESOLVED},
        then=to_need,
    )


@ui.takes_files
def record_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _fetch(request, pk)
    return ui.sheet(
        request,
        forms.ChangeForm,
        commands.record_change,
        row,
        title=_("Record what changed"),
        lead=row.statement,
        initial={"measured_on": timezone.localdate()},
        form_kwargs={"engagement": row.engagement},
        then=to_need,
    )


def resolve_need(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _fetch(request, pk)
    return ui.sheet(
        request,
        forms.ResolveForm,
        commands.resolve_need,
        row,
        title=_("The need is met"),
        lead=row.statement,
        submit=_("The need is met"),
        then=to_need,
    )
