"""Decisions and follow-ups."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, Decision, FollowUp
from sanad.activities.outcome.policies import can_close_follow_up, can_reopen_follow_up
from sanad.activities.policies import can_run
from sanad.directory.models import Person
from sanad.foundation.command import command, stated
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step


@command(can_run, says=_("recorded a decision"))
def record_decision(
    actor: Actor,
    activity: Activity,
    *,
    text: str,
    method: str = Decision.Method.CONSENSUS,
    votes_for: int | None = None,
    votes_against: int | None = None,
    abstained: int | None = None,
) -> Decision:
    """Record what was agreed. A vote is refused with more voices than people present (M3)."""
    entitled = None
    if method == Decision.Method.VOTE:
        entitled = activity.attendance.present().count()
        if sum(voices or 0 for voices in (votes_for, votes_against, abstained)) > entitled:
            raise Refused(_("There are more voices than people present."), "votes_for")
    else:
        votes_for = votes_against = abstained = None
    return Decision.objects.create(
        space_id=activity.space_id,
        activity=activity,
        text=text,
        method=method,
        votes_for=votes_for,
        votes_against=votes_against,
        abstained=abstained,
        entitled=entitled,
    )


@command(can_run, says=_("withdrew a decision"))
def withdraw_decision(actor: Actor, decision: Decision) -> Decision:
    """Take back a decision recorded by mistake. Refused when follow-ups hang on it (C5)."""
    if decision.follow_ups.exists():
        raise Refused(_("Follow-ups hang on this decision. Drop them with a reason instead."))
    decision.withdraw()
    return decision


@command(can_run, says=_("assigned a follow-up"))
def assign_follow_up(
    actor: Actor, activity: Activity, *, text: str, owner: Person, due_on: date, decision: Decision | None = None
) -> FollowUp:
    """Give something to do to one owner by a day (M4). Refused when due before the activity."""
    if due_on < activity.held_on:
        raise Refused(_("It would be due before the activity itself."), "due_on")
    if decision is not None and not activity.decisions.standing().filter(pk=decision.pk).exists():
        raise Refused(_("This choice does not exist."), "decision")
    return FollowUp.objects.create(
        space_id=activity.space_id, activity=activity, text=text, owner=owner, due_on=due_on, decision=decision
    )


def _close(actor: Actor, follow_up: FollowUp, after: str, note: str = "") -> FollowUp:
    follow_up.closed_at = None if after == FollowUp.State.OPEN else timezone.now()
    follow_up.closing_note = note
    return take_step(actor, follow_up, after, note)


@command(can_close_follow_up, says=_("finished a follow-up"))
def finish_follow_up(actor: Actor, follow_up: FollowUp, *, note: str = "") -> FollowUp:
    """Say that it is done."""
    return _close(actor, follow_up, FollowUp.State.DONE, note)


@command(can_close_follow_up, says=_("dropped a follow-up"))
def drop_follow_up(actor: Actor, follow_up: FollowUp, *, note: str) -> FollowUp:
    """Say that it will not be done, and why."""
    return _close(actor, follow_up, FollowUp.State.DROPPED, stated(note, "note"))


@command(can_reopen_follow_up, says=_("reopened a follow-up"))
def reopen_follow_up(actor: Actor, follow_up: FollowUp) -> FollowUp:
    """Take back that it was closed."""
    return _close(actor, follow_up, FollowUp.State.OPEN)
