"""What the people of an association learned, as a part of its file."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.views import fetch_engagement
from sanad.foundation import ui
from sanad.training.policies import can_plan_session
from sanad.training.sessions.queries.engagement import sessions_of_engagement
from sanad.training.views import to_session

COLUMNS = [
    ui.Column(_("Session"), str, "name"),
    ui.Column(_("First day"), "activity.starts_at", "day"),
    ui.Column(_("Have a place"), "people", "count"),
    ui.Column(_("Came"), "came", "count"),
    ui.Column(_("Certificates"), "certified", "count"),
    ui.Column(_("State"), "get_state_display", "state"),
]


def of_engagement(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The sessions of its people, with who came and who holds a certificate."""
    engagement = fetch_engagement(request, pk)
    spec = ui.Listing(
        title=engagement.association.name,
        columns=COLUMNS,
        link=to_session,
        file_name="training",
        template="training/of_engagement.html",
        empty=_("Nobody of this association has had a place in a session yet."),
    )
    can_plan = engagement.space_id == request.actor.space_id and can_plan_session(request.actor)
    return ui.listing(
        request, spec, sessions_of_engagement(request.actor, engagement), engagement=engagement, can_plan=can_plan
    )
