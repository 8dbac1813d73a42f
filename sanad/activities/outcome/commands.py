"""Decisions and follow-ups."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, Decision, FollowUp
from sanad.activities.outcome.policies import can_close_follow_up, can_edit_follow_up, can_reopen_follow_up
from sanad.activities.policies import can_mend, can_run
from sanad.activities.queries.begun import refuse_early
from sanad.directory.commands.names import TypedNames
from sanad.directory.models import Organisation, Person
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
    return _taken(_new_decision(activity, text), method, votes_for, votes_against, abstained)


def _new_decision(activity: Activity, text: str) -> Decision:
    refuse_early(activity, "text")
    return Decision(space_id=activity.space_id, activity=activity, text=text)


def write_decision(activity: Activity, text: str) -> Decision:
    """What was agreed without a vote, inside a command."""
    return _taken(_new_decision(activity, text), Decision.Method.CONSENSUS, None, None, None)


def _taken(
    decision: Decision, method: str, votes_for: int | None, votes_against: int | None, abstained: int | None
) -> Decision:
    """Store how a decision was taken; entitled to a vote are those recorded as present when it is written down."""
    entitled = None
    if method == Decision.Method.VOTE:
        entitled = decision.activity.attendance.present().count()
        if sum(voices or 0 for voices in (votes_for, votes_against, abstained)) > entitled:
            raise Refused(_("There are more voices than people present."), "votes_for")
    else:
        votes_for = votes_against = abstained = None
    decision.method, decision.entitled = method, entitled
    decision.votes_for, decision.votes_against, decision.abstained = votes_for, votes_against, abstained
    decision.save()
    return decision


@command(can_mend, says=_("corrected a decision"))
def edit_decision(
    actor: Actor,
    decision: Decision,
    *,
    text: str,
    method: str = Decision.Method.CONSENSUS,
    votes_for: int | None = None,
    votes_against: int | None = None,
    abstained: int | None = None,
) -> Decision:
    """Correct what was written down of a decision; other voices are counted anew. Refused as `record_decision` is."""
    decision.text = text
    voices = votes_for, votes_against, abstained
    if (method, *voices) == (decision.method, decision.votes_for, decision.votes_against, decision.abstained):
        decision.save()
        return decision
    return _taken(decision, method, *voices)


@command(can_mend, says=_("withdrew a decision"))
def withdraw_decision(actor: Actor, decision: Decision) -> Decision:
    """Take back a decision recorded by mistake. Refused when follow-ups hang on it (C5)."""
    return take_back_decision(decision)


def take_back_decision(decision: Decision) -> Decision:
    """Take back a decision recorded by mistake, inside a command."""
    if decision.follow_ups.meant().exists():
        raise Refused(_("Follow-ups hang on this decision. Drop them with a reason instead."))
    decision.withdraw()
    return decision


Owner = Person | Organisation | str  # a card, or a name that becomes one


@command(can_run, says=_("assigned a follow-up"))
def assign_follow_up(
    actor: Actor,
    activity: Activity,
    *,
    text: str,
    owner: Owner,
    due_on: date,
    decision: Decision | None = None,
    is_new: bool = False,
) -> FollowUp:
    """Give something to do to one owner by a day (M4), to a name that has no card yet too. Refused when due before the activity."""
    card = _card_of(actor, activity, owner, is_new=is_new)
    return write_follow_up(activity, text=text, owner=card, due_on=due_on, decision=decision)


def write_follow_up(
    activity: Activity, *, text: str, owner: Person | Organisation, due_on: date, decision: Decision | None = None
) -> FollowUp:
    """Something to do, inside a command."""
    _refuse_task(activity, due_on, decision)
    return FollowUp.objects.create(
        space_id=activity.space_id, activity=activity, text=text, due_on=due_on, decision=decision, **_borne_by(owner)
    )


def _card_of(actor: Actor, activity: Activity, owner: Owner, *, is_new: bool) -> Person | Organisation:
    if not isinstance(owner, str):
        return owner
    names = TypedNames(actor, is_new=is_new)
    card = names.card(owner, "owner", near=people_of(activity))
    names.refuse_asked()
    return card


def people_of(activity: Activity) -> list[Person]:
    """Those of the directory who were there: whoever of two is called so, they are meant."""
    return [line.person for line in activity.attendance.present().select_related("person") if line.person]


def _borne_by(owner: Person | Organisation) -> dict[str, Person | Organisation | None]:
    is_body = isinstance(owner, Organisation)
    return {"owner": None if is_body else owner, "body": owner if is_body else None}


def _refuse_task(activity: Activity, due_on: date, decision: Decision | None) -> None:
    if due_on < activity.held_on:
        raise Refused(_("It would be due before the activity itself."), "due_on")
    if decision is not None and not activity.decisions.standing().filter(pk=decision.pk).exists():
        raise Refused(_("This choice does not exist."), "decision")


@command(can_edit_follow_up, says=_("corrected a follow-up"))
def edit_follow_up(
    actor: Actor,
    follow_up: FollowUp,
    *,
    text: str,
    owner: Owner,
    due_on: date,
    decision: Decision | None = None,
    is_new: bool = False,
) -> FollowUp:
    """Correct what is to be done, by whom, or by which day. Another day or decision is refused as by `assign_follow_up`."""
    card = _card_of(actor, follow_up.activity, owner, is_new=is_new)
    return rewrite_follow_up(follow_up, text=text, owner=card, due_on=due_on, decision=decision)


def rewrite_follow_up(
    follow_up: FollowUp, *, text: str, owner: Person | Organisation, due_on: date, decision: Decision | None
) -> FollowUp:
    """What is to be done as it is corrected, inside a command."""
    _refuse_task(follow_up.activity, due_on, decision if decision != follow_up.decision else None)
    follow_up.text, follow_up.due_on, follow_up.decision = text, due_on, decision
    for name, card in _borne_by(owner).items():
        setattr(follow_up, name, card)
    follow_up.save()
    return follow_up


@command(can_edit_follow_up, says=_("took off a follow-up that was written by mistake"))
def withdraw_follow_up(actor: Actor, follow_up: FollowUp) -> FollowUp:
    """Take off what was written down by mistake: minutes and lists tell of it no more; it stays in the history."""
    return take_off_follow_up(actor, follow_up)


def take_off_follow_up(actor: Actor, follow_up: FollowUp) -> FollowUp:
    """Take off what was written down by mistake, inside a command."""
    return take_step(actor, follow_up, FollowUp.State.MISTAKEN)


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
