"""Who plans sessions and leads them from one state to the next."""

from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, ProgrammeItem
from sanad.activities.programme.policies import HOLDERS
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Session
from sanad.training.policies import half_days, has_begun

NOT_CHANGED = {
    Session.State.CLOSED: _("This session is finished. Reopen it first."),
    Session.State.CANCELLED: _("This session was cancelled."),
}


def _no_session_finished(activity: Activity) -> Verdict:
    finished = activity.sessions.filter(state=Session.State.CLOSED).exists()
    return no(_("A session of it is finished.")) if finished else YES


HOLDERS.append(_no_session_finished)


def can_plan_in(actor: Actor, within: Activity | ProgrammeItem) -> Verdict:
    """Let people register for an activity that is planned already, or for a course in the programme of a meeting."""
    activity = within.activity if isinstance(within, ProgrammeItem) else within
    called_off = activity.state == Activity.State.CANCELLED or getattr(within, "withdrawn_at", None) is not None
    alive = no(_("This activity was cancelled.")) if called_off else YES
    return all_of(needs(actor, "training.run"), owns(actor, within), alive)


def _is_alive(row: Any) -> Verdict:
    session: Session = getattr(row, "session", row)
    reason = NOT_CHANGED.get(Session.State(session.state))
    return no(reason) if reason else YES


def can_run_session(actor: Actor, row: Model) -> Verdict:
    """Change a session of one's own space, its half-days, trainers and costs, until it is finished or cancelled."""
    return all_of(needs(actor, "training.run"), owns(actor, row), lambda: _is_alive(row))


def can_write_report(actor: Actor, session: Session) -> Verdict:
    """Write what the trainer reports, once it has begun."""
    dead = session.state in {Session.State.DRAFT, Session.State.CANCELLED}
    return all_of(
        needs(actor, "training.teach"),
        owns(actor, session),
        YES if has_begun(session) and not dead else no(_("It has not begun yet.")),
    )


def _can_step(actor: Actor, session: Session, state: str) -> Verdict:
    return all_of(needs(actor, "training.run"), owns(actor, session), Session.STATES.allows(session.state, state))


def can_open_session(actor: Actor, session: Session) -> Verdict:
    """Announce it: when a half-day is known, and for a course who teaches."""
    return all_of(
        _can_step(actor, session, Session.State.OPEN), lambda: _has_slot(session), lambda: _has_trainer(session)
    )


def _has_slot(session: Session) -> Verdict:
    return YES if half_days(session) else no(_("Say first when it takes place."))


def _has_trainer(session: Session) -> Verdict:
    if session.course_id is None or session.trainers.standing().exists():
        return YES
    return no(_("Say first who teaches."))


def can_confirm_session(actor: Actor, session: Session) -> Verdict:
    """Say that it takes place."""
    announced = YES if session.state == Session.State.OPEN else no(_("Only an announced session is confirmed."))
    return all_of(_can_step(actor, session, Session.State.CONFIRMED), announced)


def can_close_session(actor: Actor, session: Session) -> Verdict:
    """Say that it is finished, after the last half-day."""
    to_come = any(slot.ends_at > timezone.now() for slot in half_days(session))
    return all_of(
        _can_step(actor, session, Session.State.CLOSED),
        lambda: no(_("The last half-day is not over yet.")) if to_come else YES,
    )


def can_reopen_session(actor: Actor, session: Session) -> Verdict:
    """Open a finished session again, when attendance or a test was forgotten."""
    closed = YES if session.state == Session.State.CLOSED else no(_("This session is not finished."))
    return all_of(needs(actor, "training.run"), owns(actor, session), closed)


def can_cancel_session(actor: Actor, session: Session) -> Verdict:
    """Call it off, with a reason."""
    return _can_step(actor, session, Session.State.CANCELLED)


def teaches(actor: Actor) -> Verdict:
    """Teach, or run what is taught."""
    return needs(actor, "training.teach") or needs(actor, "training.run")


def is_under_way(session: Session) -> Verdict:
    """Whether it is announced, and not finished."""
    if session.state in Session.ANNOUNCED:
        return YES
    return no(_("This is done while the session is announced or under way."))


def can_teach(actor: Actor, session: Session) -> Verdict:
    """See who learned what in a session of one's own space."""
    return all_of(teaches(actor), owns(actor, session))
