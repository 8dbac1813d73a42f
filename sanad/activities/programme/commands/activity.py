"""Series, activities, and who takes part."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, Series, TakingPart
from sanad.activities.policies import can_run
from sanad.activities.programme.commands.along import CANCELLERS, take_along
from sanad.activities.programme.policies import (
    can_cancel,
    can_close_series,
    can_convene,
    can_hold,
    can_plan,
    can_take_back_held,
)
from sanad.activities.telling.commands import moving, queue_changes, queue_invitations
from sanad.directory.commands.names import TypedNames
from sanad.directory.models import Organisation
from sanad.foundation.command import SAYS_BESIDE, amend, command, stated
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step

# Of commands that are no more: with whom an activity is held is said in its form, all of it at once (`edit_activity`).
SAYS_BESIDE["activities.add_partner"] = _("added a partner to an activity")
SAYS_BESIDE["activities.withdraw_partner"] = _("withdrew a partner from an activity")


@command(can_plan, says=_("began a series"))
def start_series(actor: Actor, *, title: str) -> Series:
    """Begin a series of activities that follow one another."""
    return Series.objects.create(space=actor.space, title=title)


@command(can_close_series, says=_("closed a series"), is_final=True)
def close_series(actor: Actor, series: Series) -> Series:
    """Close the series: it takes no further station."""
    series.closed_at = timezone.now()
    series.save()
    return series


@command(can_plan, says=_("planned an activity"))
def plan_activity(
    actor: Actor,
    *,
    kind: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    host: Organisation | str,
    series: Series | None = None,
    partners: list[Organisation | str] | None = None,
    is_new: bool = False,
    **details: Any,
) -> Activity:
    """Plan an activity. Refused when it ends before it begins, or in a closed series. A body that has no card gets one."""
    _refuse_times(starts_at, ends_at)
    _refuse_closed(series)
    host, *others = _bodies(actor, [host, *(partners or [])], is_new=is_new)
    activity = Activity(
        space=actor.space, kind=kind, title=title, starts_at=starts_at, ends_at=ends_at, host=host, series=series
    )
    amend(activity, details).save()
    for organisation in others:
        TakingPart.objects.create(space=actor.space, activity=activity, organisation=organisation)
    return activity


@command(can_run, says=_("changed an activity"))
def edit_activity(
    actor: Actor,
    activity: Activity,
    *,
    starts_at: datetime,
    ends_at: datetime,
    series: Series | None = None,
    host: Organisation | str | None = None,
    partners: list[Organisation | str] | None = None,
    is_new: bool = False,
    **details: Any,
) -> Activity:
    """Change an activity; its half-days move along. Refused when it ends before it begins, or after a follow-up is due."""
    _refuse_times(starts_at, ends_at)
    if series != activity.series:
        _refuse_closed(series)
    if activity.follow_ups.meant().filter(due_on__lt=timezone.localtime(starts_at).date()).exists():
        raise Refused(_("A follow-up of this activity would be due before it."), "starts_at")
    before = activity.starts_at, activity.ends_at
    details["host"], *others = _bodies(actor, [host or activity.host, *(partners or [])], is_new=is_new)
    with moving(activity):
        amend(activity, {**details, "starts_at": starts_at, "ends_at": ends_at, "series": series}).save()
        take_along(activity, before)
    if partners is not None:
        _set_partners(actor, activity, others)
        queue_invitations(activity)
    return activity


def _bodies(actor: Actor, bodies: list[Organisation | str], *, is_new: bool) -> list[Organisation]:
    """The host, then those with whom it is held, each once: of a name the card, or a new one."""
    names = TypedNames(actor, is_new=is_new)
    fields = ["host", *["also"] * (len(bodies) - 1)]
    found = [names.body(one, field) if isinstance(one, str) else one for one, field in zip(bodies, fields, strict=True)]
    names.refuse_asked()
    return [found[0], *dict.fromkeys(found[1:])]


def _set_partners(actor: Actor, activity: Activity, partners: list[Organisation]) -> None:
    activity.taking_part.standing().exclude(organisation__in=partners).update(withdrawn_at=timezone.now())
    for organisation in partners:
        TakingPart.objects.update_or_create(
            space=actor.space, activity=activity, organisation=organisation, defaults={"withdrawn_at": None}
        )


def _refuse_times(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at < starts_at:
        raise Refused(_("It ends before it begins."), "ends_at")


def _refuse_closed(series: Series | None) -> None:
    if series is not None and series.closed_at is not None:
        raise Refused(_("This series is closed."), "series")


@command(can_convene, says=_("convened an activity"), is_final=True)
def convene_activity(actor: Actor, activity: Activity) -> Activity:
    """Announce it: those who take part see it from now on, and who has an e-mail address is asked to come."""
    take_step(actor, activity, Activity.State.CONVENED)
    queue_invitations(activity)
    return activity


@command(can_hold, says=_("said that an activity took place"), is_final=True)
def hold_activity(actor: Actor, activity: Activity) -> Activity:
    """Say that it took place."""
    return take_step(actor, activity, Activity.State.HELD)


@command(can_take_back_held, says=_("took back that an activity took place"))
def unhold_activity(actor: Actor, activity: Activity) -> Activity:
    """Take back that it took place, said by mistake: it is again what it was before."""
    step = activity.steps.filter(after=Activity.State.HELD).last()
    return take_step(actor, activity, step.before if step else Activity.State.PLANNED)


@command(can_cancel, says=_("cancelled an activity"), is_final=True)
def cancel_activity(actor: Actor, activity: Activity, *, reason: str) -> Activity:
    """Call it off, with the sessions in it; it stays in the history with the reason, and who counts on it is told."""
    queue_changes(activity, at_once=True)
    take_step(actor, activity, Activity.State.CANCELLED, stated(reason))
    for cancel in CANCELLERS:
        cancel(actor, activity, stated(reason))
    return activity
