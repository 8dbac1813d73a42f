"""The parts of an activity that have hours of their own, which higher slices know of: the half-days of a session."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sanad.activities.models import Activity
from sanad.directory.models import Person
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import Actor


@dataclass(frozen=True)
class Half:
    """One half-day of an activity, or of a course inside it (`item`). `standing` is that of who asks, in it."""

    pk: UUID
    activity: Activity
    item: UUID | None
    title: str
    venue: str
    starts_at: datetime
    ends_at: datetime
    withdrawn_at: datetime | None = None
    is_called_off: bool = False
    standing: str = ""
    created_at: datetime | None = None
    changes: int = 0
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Teacher:
    """Who teaches in an activity, or in a course inside it (`item`), since a moment; in one that may be called off."""

    person: Person
    item: UUID | None
    since: datetime
    is_called_off: bool = False


class Tie(NamedTuple):
    """What ties somebody to an activity: since when, and until when where it was undone. Half-days may know it too."""

    activity: UUID
    since: datetime
    until: datetime | None = None
    is_in_half: bool = False


Source = Callable[[Iterable[Activity], Actor | None], Iterable[Half]]
HALVES: list[Source] = []  # half-days of these activities, as they concern an actor
MINE: list[Callable[[Actor], Iterable[Tie]]] = []  # what ties an actor in person to activities
TEACHERS: list[Callable[[Activity], Iterable[Teacher]]] = []  # people expected at an activity


def halves_of(activities: Iterable[Activity], actor: Actor | None = None) -> list[Half]:
    """The half-days of these activities, those taken out too, in order; in one question a source."""
    rows = list(activities)
    found = [half for source in HALVES for half in source(rows, actor)] if rows else []
    return sorted(found, key=lambda half: (half.starts_at, str(half.pk)))


def with_history(rows: QuerySet[Any], *keys: str) -> QuerySet[Any]:
    """The rows with how often the history changed them or what they hang on (`keys`: columns), when last and when first."""
    lines = HistoryEntry.objects.filter(space=OuterRef("space"), object_id__in=[OuterRef(key) for key in keys])
    found = lines.order_by().values("space")
    return rows.annotate(
        changes=Coalesce(Subquery(found.annotate(total=Count("pk")).values("total")), 0),
        changed_at=Subquery(found.annotate(last=Max("at")).values("last")),
        first_at=Subquery(found.annotate(first=Min("at")).values("first")),
    )
