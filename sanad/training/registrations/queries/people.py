"""Who is in a session, how many they are, and in which order they wait."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sanad.training.models import Registration, Session


def active_people(session: Session) -> list[Registration]:
    """Who has a place or waits for one, in the order of asking; nothing is asked where the session brought them along."""
    return [row for row in session.registrations.all() if row.state != Registration.State.WITHDRAWN]


def free_seats(session: Session) -> int:
    """How many places are to be had; where there are none, who registers is on the waiting list."""
    return session.seats - session.registrations.confirmed().count()


def registrations_of(state: str) -> Coalesce:
    """How many registrations of a session stand in a state, as a column."""
    return counted(Registration.objects.filter(state=state))


def counted(rows: QuerySet[Registration]) -> Coalesce:
    """How many of these registrations a session has, each once, as a column."""
    here = rows.filter(session=OuterRef("pk")).order_by().values("session")
    return Coalesce(Subquery(here.annotate(total=Count("pk", distinct=True)).values("total")), 0)


def waiting_rank(registration: Registration) -> int:
    """The place in the waiting list, from 1."""
    before = registration.session.registrations.waiting().filter(number__lt=registration.number)
    return before.count() + 1
