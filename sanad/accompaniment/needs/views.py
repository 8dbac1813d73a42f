"""One need: its words, its ways, what answers it, what changed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Change, Need, PlanItem
from sanad.accompaniment.needs import forms, policies
from sanad.accompaniment.needs.commands import change as commands
from sanad.accompaniment.policies import visible_to
from sanad.foundation import ui


def to_need(row: Any) -> str:
    """The page of a need, from the need or from what hangs on it."""
    return reverse("accompaniment:need", args=[getattr(row, "need_id", row.pk)])


def fetch_need(request: HttpRequest, pk: UUID) -> Need:
    """The need of an address, with where it was voiced. 404 for strangers."""
    rows = visible_to(request.actor, Need)
    return get_object_or_404(rows.select_related("engagement__association", "voiced_at", "voiced_by"), pk=pk)


def need(request: HttpRequest, pk: UUID) -> HttpResponse:
    row, actor = fetch_need(request, pk), request.actor
    page = {
        "title": _("A need"),
        "need": row,
        "engagement": row.engagement,
        "ways": list(row.ways.all()),
        "items": list(visible_to(actor, PlanItem).filter(needs=row).with_standing().select_related("third_party")),
        "changes": list(visible_to(actor, Change).filter(need=row).select_related("evidence")),
        "steps": list(row.steps.select_related("by")),
        "can_edit": policies.can_edit_need(actor, row),
        "can_move": policies.can_move_need(actor, row),
        "can_record": policies.can_record_change(actor, row),
        "can_resolve": policies.can_resolve_need(actor, row),
        "is_keeper": row.space_id == actor.space_id,
    }
    return render(request, "accompaniment/need.html", page)


def as_it_stands(need: Need) -> dict[str, Any]:
    """What the form of a need opens with."""
    stored = {name: getattr(need, name) for name in forms.NeedForm.base_fields if name != "ways"}
    return stored | {"ways": [way.text for way in need.ways.all()], "voiced_at": need.voiced_at_id}


@ui.takes_files
def record_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    need = fetch_need(request, pk)
    return ui.sheet(
        request,
        forms.ChangeForm,
        commands.record_change,
        need,
        title=_("Record what changed"),
        lead=need.statement,
        initial={"measured_on": timezone.localdate()},
        form_kwargs={"engagement": need.engagement},
        then=to_need,
    )
