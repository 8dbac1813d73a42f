"""The parts of an agreement's page, in the order in which they are shown: while it is drafted, and while it lives."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.partnerships import policies
from sanad.partnerships.models import Agreement
from sanad.partnerships.policies import visible_to
from sanad.partnerships.policies.life import BINDING
from sanad.partnerships.queries.standing import life_of, standing

# (address name, label); each address takes the key of the agreement.
DRAFTING: list[tuple[str, Any]] = [
    ("agreement", _("Overview")),
    ("text", _("Text")),
    ("parties", _("Parties")),
    ("commitments", _("Promises")),
    ("budget", _("Budget")),
    ("remarks", _("Remarks")),
    ("checks", _("Before signing")),
    ("papers", _("Papers")),
]
# Once it is signed, promises are followed and nothing is negotiated.
PAST = {"commitments", "remarks", "checks"}
LIFE: list[tuple[str, Any]] = [
    ("follow_up", _("Keeping promises")),
    ("amendments", _("Amendments")),
    ("committee", _("Committee")),
]
ALWAYS: list[tuple[str, Any]] = [
    ("sharing", _("What is shown")),
    ("story", _("Story")),
]


def to_agreement(row: Any, tab: str = "agreement") -> str:
    """The page of the agreement that a row belongs to."""
    agreement = row if isinstance(row, Agreement) else row.held_with
    return reverse(f"partnerships:{tab}", args=[agreement.pk])


def fetch(request: HttpRequest, pk: UUID) -> Agreement:
    """The agreement, if the actor may see it; 404 otherwise."""
    rows = visible_to(request.actor, Agreement).select_related("space", "engagement__association", "framework")
    return get_object_or_404(rows, pk=pk)


def tab_page(request: HttpRequest, agreement: Agreement, here: str, **context: Any) -> HttpResponse:
    """One tab of an agreement: `partnerships/<here>.html` with the tabs above it."""
    is_signed = agreement.state in BINDING
    drafting = [tab for tab in DRAFTING if not (is_signed and tab[0] in PAST)]
    tabs = [*drafting, *(LIFE if is_signed else []), *ALWAYS]
    page = {
        "title": agreement.title,
        "agreement": agreement,
        "here_tab": here,
        "agreement_tabs": [(name, f"partnerships:{name}", label) for name, label in tabs],
        "standing": standing(life_of(agreement), timezone.localdate()) if is_signed else None,
        "is_own": agreement.space_id == request.actor.space_id,
        "can_draft": policies.can_draft(request.actor, agreement),
        **context,
    }
    return render(request, f"partnerships/{here}.html", page)
