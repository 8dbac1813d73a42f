"""The kinds of things that fall due, as slices declare them, and what of them concerns one person on one day.

A slice writes `reminders.py` and imports it in `apps.ready()`:

    def follow_ups(actor):
        rows = visible_to(actor, FollowUp).filter(space=actor.space, state="open")
        return as_dues(actor, rows, on="due_on", title="text", page="activity", person="owner__user")

    declare(Source("follow_up", _("Follow-up"), 14, "activities.run", "activities:outcome", follow_ups))

Nothing is stored: a due date that is moved takes its reminder with it, and a thing that is done is silent. All sources
together are one question to the database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, TextField, UUIDField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Membership

Column = str | Combinable
COLUMNS = ("kind", "subject", "page", "title_ar", "title_fr", "about_ar", "about_fr", "day")


class Stage(models.TextChoices):
    """Where a thing stands on a day."""

    LATE = "late", _("late")
    TODAY = "today", _("today")
    SOON = "soon", _("soon")


@dataclass(frozen=True)
class Source:
    """One kind of thing that falls due.

    It is shown from `days_before` its day until it is done, or until `days_after` its day where nothing is to be done
    any more. Those who hold `capability` in the space are told; when one member is the person to do it, only that
    member is told, and the others once it is late. `link` names the page, given the row's `page` if it has one.
    """

    kind: str
    label: Text
    days_before: int
    capability: str
    link: str
    rows: Callable[[Actor], QuerySet]
    days_after: int | None = None


SOURCES: dict[str, Source] = {}


def declare(source: Source) -> Source:
    """Make a kind of thing known under its name."""
    SOURCES[source.kind] = source
    return source


@dataclass(frozen=True)
class Due:
    """One thing that falls due for one person."""

    kind: str
    label: Text
    subject_id: UUID
    title: str
    about: str
    due_on: date
    url: str
    stage: Stage

    @property
    def key(self) -> str:
        """What makes it the same reminder: the thing, its day, its stage. Another day is another reminder."""
        return f"{self.kind}:{self.subject_id}:{self.due_on.isoformat()}:{self.stage.value}"


def as_dues(
    actor: Actor,
    rows: QuerySet[Any],
    *,
    on: Column,
    title: Column | tuple[Column, Column],
    about: Column | tuple[Column, Column] = Value(""),  # noqa: B008  an expression is never changed
    subject: Column = "pk",
    page: Column | None = "pk",
    person: str | None = None,
) -> QuerySet[Any]:
    """The rows with the columns that `due_for` reads.

    `on`: the day. `title`, `about` (of whom or what): one column, or the Arabic and the French one. `page`: the id in
    the address. `person`: the path to the user who is to do it; nobody when that user is no member of the space.
    """
    title_ar, title_fr = title if isinstance(title, tuple) else (title, title)
    about_ar, about_fr = about if isinstance(about, tuple) else (about, about)
    nobody = Cast(Value(None), UUIDField())
    here = Membership.live.filter(space=actor.space, user=OuterRef(person or "pk"))
    return rows.annotate(
        due_subject=_column(subject, UUIDField()),
        due_page=nobody if page is None else _column(page, UUIDField()),
        due_title_ar=_column(title_ar, TextField()),
        due_title_fr=_column(title_fr, TextField()),
        due_about_ar=_column(about_ar, TextField()),
        due_about_fr=_column(about_fr, TextField()),
        due_day=_column(on, DateField()),
        due_person=Case(When(Exists(here), then=F(person)), default=nobody) if person else nobody,
    )


def _column(column: Column, kind: models.Field) -> Cast:
    """The same type from every source, as a union asks."""
    return Cast(F(column) if isinstance(column, str) else column, kind)


def due_for(actor: Actor, day: date, *, start: int = 0, limit: int | None = None) -> list[Due]:
    """What is late, due or soon due on that day and concerns the actor, the earliest first; one query in all."""
    parts = [_part(source, actor, day) for source in SOURCES.values()]
    if not parts:
        return []
    rows = parts[0].union(*parts[1:], all=True).order_by("due_day", "due_subject", "due_kind")
    return [_due(row, day) for row in rows[start : None if limit is None else start + limit]]


def _part(source: Source, actor: Actor, day: date) -> QuerySet[Any]:
    """What one source says to the actor on that day."""
    told = Q(due_person=actor.user.pk)
    if actor.may(source.capability):
        told |= Q(due_person=None) | Q(due_day__lt=day)
    rows = source.rows(actor).filter(told, due_day__lte=day + timedelta(days=source.days_before))
    if source.days_after is not None:
        rows = rows.filter(due_day__gte=day - timedelta(days=source.days_after))
    rows = rows.annotate(due_kind=Cast(Value(source.kind), TextField()))
    return rows.order_by().values(*(f"due_{name}" for name in COLUMNS))


def _due(row: dict[str, Any], day: date) -> Due:
    source, due_on, page = SOURCES[row["due_kind"]], row["due_day"], row["due_page"]
    return Due(
        kind=source.kind,
        label=source.label,
        subject_id=row["due_subject"],
        title=_spoken(row["due_title_ar"], row["due_title_fr"]),
        about=_spoken(row["due_about_ar"], row["due_about_fr"]),
        due_on=due_on,
        url=reverse(source.link, args=[page] if page else []),
        stage=Stage.LATE if due_on < day else Stage.TODAY if due_on == day else Stage.SOON,
    )


def _spoken(arabic: str, french: str) -> str:
    return (arabic or french) if get_language() == "ar" else (french or arabic)
