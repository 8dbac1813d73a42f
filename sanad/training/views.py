"""The page of a session: its parts, in the order in which they are shown, and how they are fetched."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanad.training.models import Registration, Session
from sanad.training.policies import visible_to

LANGUAGES = ("ar", "fr")

# (address name, label, is for the space that teaches alone); each address takes the key of the session.
TABS: list[tuple[str, Any, bool]] = [
    ("session", _("The session"), False),
    ("registrations", _("Who is registered"), False),
    ("proposed", _("Who needs it"), True),
    ("attendance", _("Attendance"), True),
    ("session_results", _("Results"), True),
    ("certificates", _("Certificates"), True),
    ("session_file", _("The file"), True),
]


def to_session(row: Any, tab: str = "session") -> str:
    """The page of the session that a row belongs to."""
    session = row if isinstance(row, Session) else row.session
    return reverse(f"training:{tab}", args=[session.pk])


def fetch(request: HttpRequest, pk: UUID) -> Session:
    """The session with its half-days, which most pages and policies ask about; 404 for who may not see it."""
    rows = visible_to(request.actor, Session).select_related("space", "activity__host", "activity__place", "course")
    return get_object_or_404(rows.prefetch_related("slots"), pk=pk)


def fetch_own(request: HttpRequest, pk: UUID) -> Session:
    """A session of one's own space; 404 for one that another space teaches."""
    session = fetch(request, pk)
    if session.space_id != request.actor.space_id:
        raise Http404
    return session


def tab_frame(request: HttpRequest, session: Session, here: str, **context: Any) -> dict[str, Any]:
    """What a page beneath a tab of a session shows around its own."""
    is_own = session.space_id == request.actor.space_id
    return {
        "title": str(session),
        "session": session,
        "here_tab": here,
        "session_tabs": [
            (name, f"training:{name}", label) for name, label, is_internal in TABS if is_own or not is_internal
        ],
        "is_own": is_own,
        **context,
    }


def tab_page(request: HttpRequest, session: Session, here: str, **context: Any) -> HttpResponse:
    """One tab of a session: `training/<here>.html` with the tabs above it."""
    return render(request, f"training/{here}.html", tab_frame(request, session, here, **context))


def fetch_registration(request: HttpRequest, pk: UUID) -> Registration:
    rows = visible_to(request.actor, Registration).select_related(
        "session__activity__place", "session__course", "session__space", "organisation", "place", "person", "twin"
    )
    return get_object_or_404(rows, pk=pk)
