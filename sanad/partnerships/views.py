"""The page of an agreement: its tabs in the order in which they are shown, while it is drafted and while it lives."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.naming.parts import PartOf
from sanad.partnerships.models import Agreement
from sanad.partnerships.policies import agreement_of, can_draft, visible_to
from sanad.partnerships.queries.standing import life_of, standing_on

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


# Once it is signed, commitments are followed and nothing is negotiated.
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
    return reverse(f"partnerships:{tab}", args=[agreement_of(row).pk])


def to_tab(tab: str) -> Callable[[Any], str]:
    """The way to a tab of the agreement that a row belongs to."""
    return lambda row: to_agreement(row, tab)


def fetch(request: HttpRequest, pk: UUID) -> Agreement:
    """The agreement, if the actor may see it; 404 otherwise."""
    rows = visible_to(request.actor, Agreement).select_related("space", "engagement__association", "framework")
    return get_object_or_404(rows, pk=pk)


def fetch_part(model: type[PartOf], *with_rows: str) -> Callable[[HttpRequest, UUID], Any]:
    """How a part of an agreement is fetched with the agreement, if the actor may see it; 404 otherwise."""
    path = f"{model.path_to_whole()}__space"

    def fetch_row(request: HttpRequest, pk: UUID) -> Any:
        return get_object_or_404(visible_to(request.actor, model).select_related(path, *with_rows), pk=pk)

    return fetch_row


def tab_page(request: HttpRequest, agreement: Agreement, here: str, **context: Any) -> HttpResponse:
    """One tab of an agreement: `partnerships/<here>.html` with the tabs above it."""
    is_signed = agreement.state in Agreement.ONCE_SIGNED
    drafting = [tab for tab in DRAFTING if not (is_signed and tab[0] in PAST)]
    tabs = [*drafting, *(LIFE if is_signed else []), *ALWAYS]
    page = {
        "title": agreement.title,
        "agreement": agreement,
        "here_tab": here,
        "agreement_tabs": [(name, f"partnerships:{name}", label) for name, label in tabs],
        "standing": standing_on(life_of(agreement), timezone.localdate()) if is_signed else None,
        "is_own": agreement.space_id == request.actor.space_id,
        "can_draft": can_draft(request.actor, agreement),
        **context,
    }
    return render(request, f"partnerships/{here}.html", page)


def its_parties(agreement: Agreement) -> list[tuple[Any, list[str]]]:
    """Whom it concerns, as a page says it before something is done for good (`ui.Ahead.names`)."""
    rows = agreement.parties.standing().select_related("organisation")
    return [(_("Its parties:"), [party.organisation.name for party in rows])]
