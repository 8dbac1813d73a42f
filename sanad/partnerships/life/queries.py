"""What happened to an agreement in order of time, and what was held under it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from sanad.activities.models import Activity, Decision, FollowUp
from sanad.activities.policies import visible_to as visible_activities
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.next_step import NextStep, Way, comes_next
from sanad.partnerships.life.policies import can_renew
from sanad.partnerships.models import Agreement, AgreementActivity, Fulfilment
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.standing import Standing, life_of, standing_on


@dataclass(frozen=True)
class Moment:
    """One thing that happened; `kind` is step, signature, amendment, suspension, fulfilment or meeting."""

    day: date
    kind: str
    row: Any


def story_of(actor: Actor, agreement: Agreement) -> list[Moment]:
    """From the first idea to the last day, the newest first."""
    moments = [
        Moment(timezone.localtime(row.created_at).date(), "step", row) for row in agreement.steps.select_related("by")
    ]
    signed: Any = agreement.parties.standing().signed()
    moments += [Moment(row.signed_on, "signature", row) for row in signed.select_related("organisation", "signatory")]
    amendments: Any = agreement.amendments.signed().defer("content")
    moments += [Moment(row.signed_on, "amendment", row) for row in amendments]
    moments += [Moment(row.from_on, "suspension", row) for row in agreement.suspensions.standing()]
    delivered = Fulfilment.objects.accepted().filter(commitment__agreement=agreement)
    moments += [Moment(row.on, "fulfilment", row) for row in delivered.select_related("commitment")]
    moments += [Moment(link.activity.held_on, "meeting", link.activity) for link in _links(actor, agreement)]
    return sorted(moments, key=lambda moment: (moment.day, moment.row.created_at), reverse=True)


def _links(actor: Actor, agreement: Agreement) -> Any:
    rows = visible_to(actor, AgreementActivity).filter(agreement=agreement)
    seen = visible_activities(actor, Activity).values("pk")
    return rows.filter(activity__in=seen).prefetch_related(Prefetch("activity", Activity.objects.as_shown_to(actor)))


def activities_held_under(actor: Actor, agreement: Agreement) -> list[AgreementActivity]:
    """The activities of an agreement that the actor may see, with their decisions and follow-ups, the newest first."""
    decisions: Any = visible_activities(actor, Decision)
    follow_ups: Any = visible_activities(actor, FollowUp)
    rows = _links(actor, agreement).prefetch_related(
        Prefetch("activity__decisions", decisions.standing()),
        Prefetch("activity__follow_ups", follow_ups.meant().select_related("owner", "body")),
    )
    return list(rows.order_by("-activity__starts_at"))


def once_it_ran_out(actor: Actor, agreement: Agreement) -> NextStep | None:
    """An agreement whose last day has passed is renewed, by who keeps it."""
    if standing_on(life_of(agreement), timezone.localdate()) != Standing.EXPIRED:
        return None
    may = can_renew(actor, agreement)
    if not may and not may.roles:
        return None  # another follows it already, or another space keeps it
    renew = Way(_("Renew the agreement"), "partnerships:renew", (agreement.pk,), may)
    return NextStep(_("Its last day has passed, and nothing is owed. If you go on together, renew it."), (renew,))


comes_next(Agreement, once_it_ran_out, rank=30)
