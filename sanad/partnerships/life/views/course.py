"""What was held under an agreement, and its story from the first idea to the last day."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from sanad.activities.programme.policies import can_plan
from sanad.foundation import ui
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.life.policies import can_lift, can_link_activity, can_renew, can_suspend, can_terminate
from sanad.partnerships.life.queries import activities_held_under, story_of
from sanad.partnerships.models import Agreement
from sanad.partnerships.policies import visible_to
from sanad.partnerships.views import fetch, its_parties, tab_page


def committee(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement = fetch(request, pk)
    partners = [party.organisation_id for party in agreement.parties.standing()]
    return tab_page(
        request,
        agreement,
        "committee",
        meetings=activities_held_under(request.actor, agreement),
        partners=partners,
        can_plan=can_plan(request.actor),
        can_link=can_link_activity(request.actor, agreement),
    )


def story(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement, actor = fetch(request, pk), request.actor
    pauses = agreement.suspensions.standing()
    return tab_page(
        request,
        agreement,
        "story",
        story=story_of(actor, agreement),
        pauses=[(row, can_lift(actor, row)) for row in pauses],
        can_suspend=can_suspend(actor, agreement),
        can_terminate=can_terminate(actor, agreement),
        can_renew=can_renew(actor, agreement),
        successors=visible_to(actor, Agreement).filter(predecessor=agreement),
    )


def ahead_of_terminating(_actor: Actor, row: Agreement) -> ui.Ahead:
    """What ends on that day."""
    return ui.Ahead(
        title=_("Terminate the agreement"),
        happens=[
            ui.tell(_("“%(agreement)s” ends on the day that you write, for all its parties."), agreement=row.title),
            _("What it lets the parties read of each other is hidden from that day on."),
            _("What was promised and kept until then stays to be read, with your reason."),
        ],
        names=its_parties(row),
    )
