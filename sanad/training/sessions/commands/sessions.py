"""Sessions: planned, announced, confirmed, finished, called off."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, ProgrammeItem
from sanad.activities.telling.commands import moving, queue_changes
from sanad.courses.commands.courses import course_named
from sanad.directory.commands.names import body_named
from sanad.directory.models import Organisation
from sanad.foundation.clock.wall import NIGHT
from sanad.foundation.command import amend, command, stated
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step
from sanad.territory.models import Place
from sanad.training.models import Session
from sanad.training.policies import can_plan_session
from sanad.training.registrations.commands.letters import queue_second_opinion, queue_soon
from sanad.training.registrations.commands.seats import promote
from sanad.training.sessions.commands.slots import follow_slots, write_slot
from sanad.training.sessions.policies import (
    can_cancel_session,
    can_close_session,
    can_confirm_session,
    can_open_session,
    can_plan_in,
    can_reopen_session,
    can_run_session,
)

CODE_BYTES = 9  # 12 signs that nobody guesses; the link is sent by phone, so it stays short
Times = tuple[datetime, datetime]


@command(can_plan_session, says=_("planned a session"))
def plan_session(
    actor: Actor,
    *,
    kind: str,
    host: Organisation | str,
    half_days: list[Times],
    title: str = "",
    course: str = "",
    place: Place | None = None,
    venue: str = "",
    purpose: str = "",
    is_new: bool = False,
    **details: Any,
) -> Session:
    """Plan a session and the activity that it is. Refused without a half-day, and for a course that is not named.

    An organiser that has no card yet gets one.
    """
    if not half_days:
        raise Refused(_("Say first when it takes place."), "first_on")
    if any(end <= start for start, end in half_days):
        raise Refused(_("It ends before it begins."), "first_on")
    taught = course_named(actor.space_id, course) if course else None
    if kind == Activity.Kind.COURSE and taught is None:
        raise Refused(_("Choose the course."), "course")
    activity = Activity.objects.create(
        space=actor.space,
        kind=kind,
        title=title.strip() or _title(taught),
        host=body_named(actor, host, "host", is_new=is_new),
        place=place,
        venue=venue,
        purpose=purpose,
        starts_at=min(half_days)[0],
        ends_at=max(end for _start, end in half_days),
    )
    session = _written(actor, Session(space=actor.space, activity=activity, course=taught), min(half_days)[0], details)
    for starts_at, ends_at in sorted(half_days):
        write_slot(session, starts_at, ends_at)
    return session


def _title(course: Any) -> str:
    if course is None:
        raise Refused(_("Say what it is called."), "title")
    return course.title


@command(can_plan_in, says=_("opened a registration for an activity"))
def plan_in_activity(actor: Actor, within: Activity | ProgrammeItem, *, course: str = "", **details: Any) -> Session:
    """Let people register for a planned activity, or for the course inside a meeting. Refused a second time."""
    item = within if isinstance(within, ProgrammeItem) else None
    activity = within.activity if isinstance(within, ProgrammeItem) else within
    if Session.objects.filter(space_id=activity.space_id, activity=activity, item=item).exists():
        raise Refused(_("One registers for this already."))
    taught = course_named(actor.space_id, course) if course else None
    session = Session(space_id=activity.space_id, activity=activity, item=item, course=taught)
    session = _written(actor, session, activity.starts_at, details)
    ends_at = activity.ends_at
    if item is not None and item.minutes:
        ends_at = min(ends_at, activity.starts_at + timedelta(minutes=item.minutes))
    if timedelta() < ends_at - activity.starts_at <= NIGHT:
        write_slot(session, activity.starts_at, ends_at)
    return session


def _written(actor: Actor, session: Session, begins: datetime, details: dict[str, Any]) -> Session:
    known = {name: value for name, value in details.items() if value is not None}
    first = timezone.localdate(begins)
    amend(
        session, {"closes_on": max(first - timedelta(days=1), known.get("opens_on") or timezone.localdate()), **known}
    )
    session.code = secrets.token_urlsafe(CODE_BYTES)
    _refuse(session)
    session.save(force_insert=True)
    return session


def _refuse(session: Session) -> None:
    """What a session cannot be, in one sentence at its field."""
    if not session.seats:
        raise Refused(_("A session has at least one seat."), "seats")
    if session.minimum > session.seats:
        raise Refused(_("The minimum is more than the seats."), "minimum")
    if session.closes_on < session.opens_on:
        raise Refused(_("Registration closes before it opens."), "closes_on")


@command(can_run_session, says=_("changed a session"))
def edit_session(
    actor: Actor,
    session: Session,
    *,
    place: Place | None = None,
    venue: str = "",
    opens_on: date | None = None,
    closes_on: date | None = None,
    **details: Any,
) -> Session:
    """Change a session. Who waits moves up when there are more seats. Refused with fewer seats than places given."""
    amend(session, {**details, "opens_on": opens_on or session.opens_on, "closes_on": closes_on or session.closes_on})
    _refuse(session)
    if session.seats < session.registrations.confirmed().count():
        raise Refused(_("More people than this have a place already."), "seats")
    session.save()
    if session.item_id is None:
        with moving(session.activity):
            amend(session.activity, {"place": place, "venue": venue}).save()
    promote(actor, session)
    return session


@command(can_open_session, says=_("announced a session"), is_final=True)
def open_session(actor: Actor, session: Session) -> Session:
    """Announce it: from its day on people register. The activity that it is is convened."""
    take_step(actor, session, Session.State.OPEN)
    _lead(actor, session, Activity.State.CONVENED)
    queue_soon(session)
    return session


@command(can_confirm_session, says=_("confirmed a session"))
def confirm_session(actor: Actor, session: Session, *, reason: str = "") -> Session:
    """Say that it takes place. Refused below the minimum, unless it is said why."""
    confirmed = session.registrations.confirmed().count()
    if confirmed < session.minimum and not reason.strip():
        raise Refused(_("Fewer people than the minimum have a place. Say why it takes place all the same."), "reason")
    return take_step(actor, session, Session.State.CONFIRMED, reason.strip())


@command(can_close_session, says=_("finished a session"))
def close_session(actor: Actor, session: Session) -> Session:
    """Say that it is finished; the activity that it is took place. Some months later people are asked what changed."""
    take_step(actor, session, Session.State.CLOSED)
    _lead(actor, session, Activity.State.HELD)
    queue_second_opinion(session)
    return session


@command(can_reopen_session, says=_("reopened a session"))
def reopen_session(actor: Actor, session: Session, *, reason: str) -> Session:
    """Open a finished session again, with the reason."""
    return take_step(actor, session, Session.State.CONFIRMED, stated(reason))


@command(can_cancel_session, says=_("cancelled a session"), is_final=True)
def cancel_session(actor: Actor, session: Session, *, reason: str) -> Session:
    """Call it off, with the reason; the activity that it is is cancelled too, and everybody registered is told."""
    take_step(actor, session, Session.State.CANCELLED, stated(reason))
    _lead(actor, session, Activity.State.CANCELLED, stated(reason))
    queue_changes(session.activity, at_once=True)
    return session


def _lead(actor: Actor, session: Session, state: str, reason: str = "") -> None:
    """Take the activity along, when the session is all of it; one that went ahead on its own stays where it is."""
    activity = session.activity
    ahead = activity.state != Activity.State.HELD  # what took place stays so
    if session.item_id is None and ahead and Activity.STATES.allows(activity.state, state):
        take_step(actor, activity, state, reason)
    follow_slots(session)
