"""The half-days of a session, who teaches in it, what it costs, what the trainer reports."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db.models import Max, Min
from django.utils.translation import gettext_lazy as _

from sanad.activities.telling.commands import moving
from sanad.directory.commands.names import body_named, person_named
from sanad.directory.models import Organisation, Person
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Session, SessionCost, SessionTrainer, Slot
from sanad.training.registrations.commands.letters import queue_soon
from sanad.training.sessions.policies import can_run_session, can_write_report


def write_slot(session: Session, starts_at: datetime, ends_at: datetime, **details: Any) -> Slot:
    """Write a half-day down. Refused when it ends before it begins, and while another one of the session goes on."""
    slot = Slot(space_id=session.space_id, session=session, starts_at=starts_at, ends_at=ends_at, **details)
    _refuse_times(slot)
    slot.save()
    return slot


def _refuse_times(slot: Slot) -> None:
    if slot.ends_at <= slot.starts_at:
        raise Refused(_("It ends before it begins."), "ends")
    others = slot.session.slots.standing().exclude(pk=slot.pk)
    if others.filter(starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at).exists():
        raise Refused(_("Another half-day of this session is at that time."), "begins")


@contextmanager
def moving_slots(session: Session) -> Iterator[None]:
    """Within it, the half-days of a session may change: its activity follows, people are told, and reminded again."""
    with moving(session.activity), reminding(session):
        yield
        follow_slots(session)


@contextmanager
def reminding(session: Session) -> Iterator[None]:
    """When the first half-day of an announced session is another one afterwards, everybody is reminded before that."""
    first = _span(session)["first"]
    yield
    if session.state in Session.ANNOUNCED and _span(session)["first"] != first:
        queue_soon(session)


def follow_slots(session: Session) -> None:
    """Let the activity that a session is begin and end with its half-days."""
    days, activity = _span(session), session.activity
    hours = days["first"], days["last"]
    if session.item_id is None and None not in hours and hours != (activity.starts_at, activity.ends_at):
        activity.starts_at, activity.ends_at = hours
        activity.save()


def _span(session: Session) -> dict[str, Any]:
    return session.slots.standing().aggregate(first=Min("starts_at"), last=Max("ends_at"))


@command(can_run_session, says=_("added a half-day"))
def add_slot(actor: Actor, session: Session, *, starts_at: datetime, ends_at: datetime, **details: Any) -> Slot:
    """Add a half-day. Refused when it ends before it begins, or meets another one."""
    with moving_slots(session):
        return write_slot(session, starts_at, ends_at, **details)


@command(can_run_session, says=_("changed a half-day"), is_quiet=True)
def edit_slot(
    actor: Actor, slot: Slot, *, starts_at: datetime, ends_at: datetime, venue: str = "", title: str = ""
) -> Slot:
    """Change a half-day. Refused when it becomes shorter than somebody was there (T1)."""
    slot.starts_at, slot.ends_at, slot.venue, slot.title = starts_at, ends_at, venue, title
    _refuse_times(slot)
    longest = slot.presences.aggregate(most=Max("minutes"))["most"] or 0
    if slot.minutes < longest:
        raise Refused(_("Somebody was there longer than that. Change the attendance first."), "ends")
    with moving_slots(slot.session):
        slot.save()
    return slot


def _refuse_withdrawn(row: Slot | SessionTrainer | SessionCost) -> None:
    if not row.is_standing:
        raise Refused(_("This was withdrawn already."))


@command(can_run_session, says=_("took a half-day out"))
def withdraw_slot(actor: Actor, slot: Slot) -> Slot:
    """Take a half-day out; it stays in the history. Refused when somebody was there, and for the last one announced."""
    _refuse_withdrawn(slot)
    if slot.presences.exists():
        raise Refused(_("Attendance was taken in this half-day."))
    if slot.session.state in Session.ANNOUNCED and slot.session.slots.standing().count() == 1:
        raise Refused(_("It is the only half-day of an announced session. Cancel the session instead."))
    with moving_slots(slot.session):
        slot.withdraw()
    return slot


@command(can_run_session, says=_("said who teaches"))
def add_trainer(actor: Actor, session: Session, *, person: Person | str, is_new: bool = False) -> SessionTrainer:
    """Let a person teach in the session, who gets a card when there is none. Refused twice."""
    person = person_named(actor, person, "person", is_new=is_new)
    if session.trainers.standing().filter(person=person).exists():
        raise Refused(_("This person teaches in it already."), "person")
    return SessionTrainer.objects.create(space_id=session.space_id, session=session, person=person)


@command(can_run_session, says=_("took a trainer out"))
def withdraw_trainer(actor: Actor, trainer: SessionTrainer) -> SessionTrainer:
    """The person does not teach in it any more. Refused for the only trainer of an announced course."""
    _refuse_withdrawn(trainer)
    session = trainer.session
    last = session.trainers.standing().exclude(pk=trainer.pk).exists() is False
    if last and session.course_id is not None and session.state in Session.ANNOUNCED:
        raise Refused(_("Nobody else teaches in this course. Add who teaches first."))
    trainer.withdraw()
    return trainer


@command(can_run_session, says=_("wrote down what a session costs"))
def add_cost(
    actor: Actor,
    session: Session,
    *,
    label: str,
    amount: int,
    borne_by: Organisation | str | None = None,
    is_new: bool = False,
) -> SessionCost:
    """Write down what something costs, and who bears it. Refused without an amount."""
    if not amount:
        raise Refused(_("Write an amount, such as 1234,50."), "amount")
    borne_by = body_named(actor, borne_by, "borne_by", is_new=is_new) if borne_by else None
    return SessionCost.objects.create(
        space_id=session.space_id, session=session, label=label, amount=amount, borne_by=borne_by
    )


@command(can_run_session, says=_("took a cost out"))
def withdraw_cost(actor: Actor, cost: SessionCost) -> SessionCost:
    """Take a cost out; it stays in the history."""
    _refuse_withdrawn(cost)
    cost.withdraw()
    return cost


@command(can_write_report, says=_("wrote the report of a session"))
def write_report(actor: Actor, session: Session, *, report: str) -> Session:
    """Write what the trainer reports of the session."""
    session.report = report
    session.save()
    return session
