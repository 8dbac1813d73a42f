"""How the courses of the catalogue are taught: sessions to come, who can teach them, the course of a session."""

from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from sanad.courses.models import Course
from sanad.courses.queries.catalogue import Seen
from sanad.foundation.naming.parts import unwithdrawn
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, Session, TrainerField
from sanad.training.models.session import SessionRows
from sanad.training.policies import visible_to


def upcoming(actor: Actor) -> SessionRows:
    """The sessions that are announced or confirmed and not over yet."""
    seen: Any = visible_to(actor, Session)
    return seen.announced().filter(unwithdrawn("slots"), slots__ends_at__gte=timezone.now()).distinct()


def count_coming(actor: Actor) -> dict[tuple[UUID, str], int]:
    """How many sessions of each course are to come, by space and key of the course."""
    rows = upcoming(actor).filter(course__isnull=False).order_by().values_list("space", "course__key")
    return {(space, key): count for space, key, count in rows.annotate(Count("pk", distinct=True))}


def with_taught(versions: QuerySet[Course]) -> QuerySet[Course]:
    """Versions of a course with how many sessions taught each (`taught`)."""
    return versions.annotate(
        taught=Count("sessions", filter=~Q(sessions__state=Session.State.CANCELLED), distinct=True)
    )


def taught_in(registration: Registration) -> Seen | None:
    """The course of the session in which somebody has a place, as it is taught there; None for a trip without one."""
    row = registration.session.course
    return Seen(row.key, row.content, registration.space_id, row, is_own=False, is_newest=False) if row else None


def sessions_of(actor: Actor, course: Seen) -> QuerySet[Session]:
    """The sessions of a course that are to come, the next first."""
    rows = visible_to(actor, Session).filter(pk__in=upcoming(actor).values("pk"))
    rows = rows.filter(course__key=course.key, space=course.space_id).select_related("activity__place", "course")
    return rows.defer("course__content").order_by("activity__starts_at", "pk")


def trainers_for(actor: Actor, field: str) -> list[TrainerField]:
    """Who can teach a field, by a mandate that is live or by none."""
    rows: Any = visible_to(actor, TrainerField)
    rows = rows.standing().filter(field=field).select_related("person", "mandate")
    return [row for row in rows.order_by(F("person__sort_key")) if row.mandate is None or row.mandate.is_live]
