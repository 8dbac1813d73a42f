"""The half-days of sessions, as the calendars and the letters of activities ask for them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, Q, Subquery

from sanad.activities.models import Activity
from sanad.activities.queries.halves import HALVES, MINE, TEACHERS, Half, Teacher, Tie, with_history
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, RegistrationStep, Session, SessionStep, SessionTrainer, Slot

State = Registration.State


def halves(activities: Iterable[Activity], actor: Actor | None) -> Iterator[Half]:
    """The half-days of the sessions of these activities, with the standing of that actor in each."""
    known = {activity.pk: activity for activity in activities}
    slots = Slot.objects.filter(session__activity__in=known).select_related("session__course")
    standings = _standings(actor, known) if actor is not None else {}
    moments = moments_of(Q(person__user=actor.user), session__activity__in=known) if actor is not None else {}
    for slot in with_history(slots, "pk", "session", "session__activity"):
        slot.session.activity = known[slot.session.activity_id]
        yield half_of(slot, standings.get(slot.session_id, ""), moments.get(slot.session_id, ()))


def half_of(slot: Slot, standing: str = "", moments: Iterable[datetime] = ()) -> Half:
    """One half-day, in the standing of somebody, which became another one at these moments."""
    session, steps, changed_at = slot.session, list(moments), getattr(slot, "changed_at", None)
    return Half(
        slot.pk,
        session.activity,
        session.item_id,
        f"{session} · {slot.title}" if slot.title else str(session),
        slot.venue,
        slot.starts_at,
        slot.ends_at,
        slot.withdrawn_at,
        session.state == Session.State.CANCELLED,
        standing,
        slot.created_at,
        getattr(slot, "changes", 0) + len(steps),
        max([changed_at, *steps] if changed_at else steps, default=None),
    )


def moments_of(who: Q, **sessions: Any) -> dict[UUID, list[datetime]]:
    """When the standing of somebody in each of these sessions changed: their places there, and that they teach or not."""
    found: dict[UUID, list[datetime]] = {}
    registrations = Registration.objects.filter(who, **sessions)
    steps = RegistrationStep.objects.filter(registration__in=registrations)
    teaches = SessionTrainer.objects.filter(who, **sessions).values_list("session", "created_at", "withdrawn_at")
    for session, moment in steps.values_list("registration__session", "created_at"):
        found.setdefault(session, []).append(moment)
    for session, since, until in teaches:
        found.setdefault(session, []).extend([since, until] if until else [since])
    return found


def _standings(actor: Actor, activities: Iterable[UUID]) -> dict[UUID, str]:
    """In which state the actor is in each session: who teaches is sure, whatever they registered for."""
    registrations = Registration.objects.filter(person__user=actor.user, session__activity__in=activities).order_by(
        "number"
    )
    trainers = SessionTrainer.objects.filter(person__user=actor.user, session__activity__in=activities)
    teaches = dict.fromkeys(trainers.standing().values_list("session", flat=True), State.CONFIRMED.value)
    taught = dict.fromkeys(trainers.values_list("session", flat=True), State.WITHDRAWN.value)
    return taught | dict(registrations.values_list("session", "state")) | teaches


def mine(actor: Actor) -> Iterator[Tie]:
    """That the actor teaches in a session, or asked for a place in it, until it was given back."""
    trainers = SessionTrainer.objects.filter(person__user=actor.user)
    registrations = Registration.objects.filter(person__user=actor.user).annotate(last_at=Max("steps__created_at"))
    for tie in trainers.values_list("session__activity", "created_at", "withdrawn_at"):
        yield Tie(*tie, is_in_half=True)
    for activity, since, state, last_at in registrations.values_list(
        "session__activity", "created_at", "state", "last_at"
    ):
        yield Tie(activity, since, (last_at or since) if state == State.WITHDRAWN else None, is_in_half=True)


def teachers(activity: Activity) -> Iterator[Teacher]:
    """Who teaches in what was announced of an activity, since then: in the session that it is, or in a course inside it."""
    announced = SessionStep.objects.filter(session=OuterRef("session"), after=Session.State.OPEN).order_by("created_at")
    rows = SessionTrainer.objects.standing().filter(session__activity=activity)
    rows = rows.exclude(session__state=Session.State.DRAFT).select_related("session", "person__user")
    for row in rows.annotate(announced_at=Subquery(announced.values("created_at")[:1])).order_by("created_at", "pk"):
        is_called_off = row.session.state == Session.State.CANCELLED
        if row.announced_at is not None or not is_called_off:
            since = max(row.created_at, row.announced_at or row.session.created_at)
            yield Teacher(row.person, row.session.item_id, since, is_called_off)


HALVES.append(halves)
MINE.append(mine)
TEACHERS.append(teachers)
