"""What sessions make fall due: too few people, the first day, the report, the second opinion."""

from datetime import date
from typing import Any

from django.db.models import DateField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from sanad.foundation.days import DaysBefore, months_after
from sanad.foundation.reminders.sources import Source, as_dues, declare
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import (
    Feedback,
    Registration,
    RegistrationLetter,
    RegistrationStep,
    Session,
    SessionTrainer,
    Slot,
)
from sanad.training.models.session import SessionRows
from sanad.training.registrations.policies.opinions import LATER_AFTER_MONTHS
from sanad.training.registrations.queries.people import registrations_of

REPORT_AFTER = 7  # days after the last half-day
# Days: so many months are never longer, so nobody is sent before it may be given.
SECOND_OPINION_AFTER = max(
    (months_after(date(2027, month, 1), LATER_AFTER_MONTHS) - date(2027, month, 1)).days for month in range(1, 13)
)
TITLE = "activity__title"


def _day(which: str, session: str = "pk") -> Subquery:
    """The day of the first half-day (`starts_at`) or of the last one (`-ends_at`)."""
    slots = Slot.objects.standing().filter(session=OuterRef(session)).order_by(which)
    on = Cast(which.removeprefix("-"), DateField())
    return Subquery(slots.annotate(day=on).values("day")[:1], output_field=DateField())


def _after(session_day: Any, days: int) -> DaysBefore:
    return DaysBefore(session_day, Value(-days, IntegerField()))


def _own(actor: Actor, *states: str) -> QuerySet[Session]:
    return Session.objects.filter(space=actor.space, state__in=states)


def _too_few(actor: Actor, _on: date) -> QuerySet[Session]:
    """Announced, registration about to close, fewer people than the minimum."""
    rows = _own(actor, Session.State.OPEN).annotate(confirmed=registrations_of(Registration.State.CONFIRMED))
    return as_dues(rows.filter(confirmed__lt=F("minimum")), on="closes_on", title=TITLE)


def _begins(actor: Actor, _on: date) -> QuerySet[Session]:
    rows = (
        Session.objects.announced()
        .filter(space=actor.space)
        .annotate(first_on=_day("starts_at"))
        .exclude(first_on=None)
    )
    return as_dues(rows, on="first_on", title=TITLE)


def _taught(actor: Actor, _on: date) -> QuerySet[SessionTrainer]:
    """The sessions in which somebody with an account teaches."""
    rows = (
        SessionTrainer.objects.standing()
        .filter(space=actor.space, session__state__in=Session.ANNOUNCED, person__user__isnull=False)
        .annotate(first_on=_day("starts_at", "session"))
    )
    title = "session__activity__title"
    return as_dues(rows.exclude(first_on=None), on="first_on", title=title, page="session", person="person__user")


def _asked(actor: Actor) -> SessionRows:
    """The sessions in which the actor's association has people."""
    people = Registration.objects.filter(asking_space=actor.space)
    rows = Session.objects.filter(pk__among=people.active().order_by().values("session"))
    return rows.annotate(first_on=_day("starts_at")).exclude(first_on=None)


def _begins_for_association(actor: Actor, _on: date) -> QuerySet[Session]:
    return as_dues(_asked(actor).announced(), on="first_on", title=TITLE)


def _cancelled_for_association(actor: Actor, _on: date) -> QuerySet[Session]:
    return as_dues(_asked(actor).filter(state=Session.State.CANCELLED), on="first_on", title=TITLE)


def _reports(actor: Actor, _on: date) -> QuerySet[Session]:
    """Over for a week, and the trainer has not reported."""
    rows = _own(actor, Session.State.CONFIRMED, Session.State.CLOSED).filter(report="")
    rows = rows.annotate(last_on=_day("-ends_at")).exclude(last_on=None)
    return as_dues(rows, on=_after(F("last_on"), REPORT_AFTER), title=TITLE)


def _second_opinions(actor: Actor, _on: date) -> QuerySet[Session]:
    """Finished courses of which nobody was asked again some months later."""
    asked = Feedback.objects.filter(session=OuterRef("pk"), moment=Feedback.Moment.COLD)
    rows = _own(actor, Session.State.CLOSED).filter(~Exists(asked), Q(course__isnull=False))
    rows = rows.annotate(last_on=_day("-ends_at")).exclude(last_on=None)
    return as_dues(rows, on=_after(F("last_on"), SECOND_OPINION_AFTER), title=TITLE)


def _asking(actor: Actor, _on: date) -> QuerySet[Registration]:
    """Who lost their page and left a phone number alone."""
    rows = Registration.objects.asking_for_page().filter(space=actor.space)
    day = Cast("asks_page_at", DateField())
    return as_dues(rows, on=day, title="name", about="session__activity__title", page="session")


def _moved_up(actor: Actor, on: date) -> QuerySet[Registration]:
    """Who waited, has a place now, left no e-mail address, and was told by nobody yet."""
    rows = Registration.objects.confirmed().filter(space=actor.space, has_waited=True, email="")
    rows = rows.filter(session__state__in=Session.ANNOUNCED).annotate(first_on=_day("starts_at", "session"))
    steps = RegistrationStep.objects.filter(registration=OuterRef("pk"), after=Registration.State.CONFIRMED)
    rows = rows.annotate(moved_at=Subquery(steps.order_by("-created_at").values("created_at")[:1]))
    told = RegistrationLetter.objects.filter(registration=OuterRef("pk"), created_at__gte=OuterRef("moved_at"))
    rows = rows.filter(first_on__gte=on).exclude(moved_at=None).exclude(Exists(told))
    return as_dues(
        rows, on=Cast("moved_at", DateField()), title="name", about="session__activity__title", page="session"
    )


def _source(kind: str, label: Any, before: int, capability: str, rows: Any, days_after: int | None = None) -> None:
    declare(Source(f"training.{kind}", label, before, capability, "training:session", rows, days_after))


_source("minimum", _("Too few people are registered"), 7, "training.run", _too_few)
_source("begins", _("Session that begins"), 3, "training.run", _begins, 0)
_source("teaches", _("Session in which you teach"), 3, "training.teach", _taught, 0)
_source("people", _("Session in which your people have a place"), 3, "training.register", _begins_for_association, 0)
_source("cancelled", _("Session cancelled: tell your people"), 60, "training.register", _cancelled_for_association, 0)
_source("report", _("Report of a session"), 0, "training.teach", _reports)
_source("asks_page", _("Asks for their page"), 0, "training.run", _asking)
_source("moved_up", _("Has a place now: tell them"), 0, "training.run", _moved_up)
_source("opinion", _("Second opinion to ask for"), 0, "training.run", _second_opinions, 60)
