"""The half-days of sessions, as the calendars and the letters of activities ask for them."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from sanad.activities.models import Activity
from sanad.activities.queries.halves import HALVES, MINE, TEACHERS, Half, Teacher, with_history
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, Session, SessionStep, SessionTrainer, Slot


def halves(activities: Iterable[Activity], actor: Actor | None) -> Iterator[Half]:
    """The half-days of the sessions of these activities, with the standing of that actor in each."""
    known = {activity.pk: activity for activity in activities}
    slots = Slot.objects.filter(session__activity__in=known).select_related("session__course")
    standings = _standings(actor, known) if actor is not None else {}
    for slot in with_history(slots, "pk", "session", "session__activity"):
        slot.session.activity = known[slot.session.activity_id]
        yield half_of(slot, standings.get(slot.session_id, ""))


def half_of(slot: Slot, standing: str = "") -> Half:
    """One half-day, in the standing of somebody."""
    session = slot.session
    return Half(
        slot.pk, session.activity, session.item_id, f"{session} · {slot.title}" if slot.title else str(session),
        slot.venue, slot.starts_at, slot.ends_at, slot.withdrawn_at, session.state == Session.State.CANCELLED, standing,
        slot.created_at, getattr(slot, "changes", 0), getattr(slot, "changed_at", None),
    )  # fmt: skip


def _standings(actor: Actor, activities: Iterable[UUID]) -> dict[UUID, str]:
    """In which state the actor is in each session: who teaches is sure, whatever they registered for."""
    places = Registration.objects.filter(person__user=actor.user, session__activity__in=activities).order_by("number")
    found = dict(places.values_list("session", "state"))
    teaches = SessionTrainer.objects.filter(
        person__user=actor.user, session__activity__in=activities, withdrawn_at=None
    )
    return found | dict.fromkeys(teaches.values_list("session", flat=True), Registration.State.CONFIRMED.value)


def mine(actor: Actor) -> tuple[QuerySet[Any], ...]:
    """The activities in whose sessions somebody teaches or asked for a place, given back since or not."""
    teaches = SessionTrainer.objects.filter(person__user=actor.user, withdrawn_at=None)
    asked = Registration.objects.filter(person__user=actor.user)
    return teaches.values("session__activity"), asked.values("session__activity")


def teachers(activity: Activity) -> Iterator[Teacher]:
    """Who teaches in what was announced of an activity, since then: in the session that it is, or in a course inside it."""
    announced = SessionStep.objects.filter(session=OuterRef("session"), after=Session.State.OPEN).order_by("created_at")
    rows = SessionTrainer.objects.filter(session__activity=activity, withdrawn_at=None)
    rows = rows.exclude(session__state=Session.State.DRAFT).select_related("session", "person__user")
    for row in rows.annotate(announced_at=Subquery(announced.values("created_at")[:1])).order_by("created_at", "pk"):
        is_called_off = row.session.state == Session.State.CANCELLED
        if row.announced_at is not None or not is_called_off:
            since = max(row.created_at, row.announced_at or row.session.created_at)
            yield Teacher(row.person, row.session.item_id, since, is_called_off)


HALVES.append(halves)
MINE.append(mine)
TEACHERS.append(teachers)
