"""The kinds of things that fall due, as slices declare them, and what of them concerns one person on one day.

A slice writes `reminders.py` and imports it in `apps.ready()`:

    def follow_ups(actor, day):
        rows = visible_to(actor, FollowUp).filter(space=actor.space, state="open")
        return as_dues(rows, on="due_on", title="text", page="activity", person="owner__user")

    declare(Source("follow_up", _("Follow-up"), 14, "activities.run", "activities:outcome", follow_ups))

`rows` is asked for a person and a day, and judges by that day, not by today: a letter is written for a day. What somebody
may see is judged by the policies, on the day on which they look. Nothing is stored: a due date that is moved takes its reminder with it, and a thing that is done is silent. All sources
together are one question to the database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, TextField, UUIDField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.language import in_language
from sanad.foundation.policy import Text
from sanad.foundation.reminders.statement import answered
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Membership

Column = str | Combinable
NOTHING = Cast(Value(""), TextField())
NOBODY = Cast(Value(None), UUIDField())
_as_key, _as_date = UUIDField().to_python, DateField().to_python  # SQLite keeps keys and days as text
COLUMNS = tuple(
    f"due_{name}" for name in ("kind", "subject", "page", "title_ar", "title_fr", "about_ar", "about_fr", "day")
)
ORDER = ("due_day", "due_subject")


class Stage(models.TextChoices):
    """Where a thing stands on a day."""

    LATE = "late", _("late")
    TODAY = "today", _("today")
    SOON = "soon", _("soon")


class Whose(Enum):
    """Of what concerns somebody: all, what they are to do in person, or the rest."""

    ALL = "all"
    MINE = "mine"
    OTHERS = "others"


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
    rows: Callable[[Actor, date], QuerySet]
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
    rows: QuerySet[Any],
    *,
    on: Column,
    title: Column | tuple[Column, Column],
    about: Column | tuple[Column, Column] = NOTHING,
    subject: Column = "pk",
    page: Column = "pk",
    person: Column = NOBODY,
) -> QuerySet[Any]:
    """The rows with the columns that `due_for` reads.

    `on`: the day. `title`, `about` (of whom or what): one column, or the Arabic and the French one. `page`: the id in
    the address, `NOBODY` when it has none. `person`: the user who is to do it; no matter when no member of the space.
    """
    title_ar, title_fr = title if isinstance(title, tuple) else (title, title)
    about_ar, about_fr = about if isinstance(about, tuple) else (about, about)
    columns = {
        "subject": subject,
        "page": page,
        "title_ar": title_ar,
        "title_fr": title_fr,
        "about_ar": about_ar,
        "about_fr": about_fr,
        "day": on,
        "person": person,
    }
    return rows.annotate(
        **{f"due_{name}": F(column) if isinstance(column, str) else column for name, column in columns.items()}
    )


def due_for(
    actor: Actor, day: date, *, whose: Whose = Whose.ALL, start: int = 0, limit: int | None = None
) -> list[Due]:
    """What is late, due or soon due on that day and concerns the actor, the earliest first; one query in all."""
    last = None if limit is None else start + limit
    question = Question(tuple(SOURCES.values()), whose, start, last)
    return [_due(row, day) for row in answered(question, actor, day, COLUMNS)]


@dataclass(frozen=True)
class Question:
    """What of these sources is asked for; it makes the rows, the columns in their order."""

    sources: tuple[Source, ...]
    whose: Whose
    start: int
    last: int | None

    def __call__(self, actor: Actor, day: date) -> QuerySet[Any] | None:
        made = [_part(source, actor, day, self.whose, self.last) for source in self.sources]
        parts = [part for part in made if part is not None]
        if not parts:
            return None
        return parts[0].union(*parts[1:], all=True).order_by(*ORDER, "due_kind")[self.start : self.last]


def _part(source: Source, actor: Actor, day: date, whose: Whose, last: int | None) -> QuerySet[Any] | None:
    """What one source says to the actor on that day; None when it is not for them."""
    every = source.rows(actor, day)
    told = _told(source, actor, day, whose, is_personal=every.query.annotations["due_person"] != NOBODY)
    if told is None:
        return None
    within = Q(due_day__lte=day + timedelta(days=source.days_before))
    if source.days_after is not None:
        within &= Q(due_day__gte=day - timedelta(days=source.days_after))
    rows = every.filter(told, within)
    if last is not None:
        # The few that can be shown are found by their keys, along an index, before anything is put together.
        rows = every.filter(pk__in=rows.order_by(*ORDER).values("pk")[:last])
    rows = rows.annotate(due_kind=Cast(Value(source.kind), TextField()))
    return rows.order_by().values(*COLUMNS)


def _told(source: Source, actor: Actor, day: date, whose: Whose, *, is_personal: bool) -> Q | None:
    """Which rows of a source concern the actor; None when none can."""
    may = actor.may(source.capability)
    if not is_personal:
        return Q() if may and whose is not Whose.MINE else None
    mine = Q(due_person=actor.user.pk)
    if whose is Whose.MINE or not may:
        return None if whose is Whose.OTHERS else mine
    members = Membership.live.filter(space=actor.space, user=OuterRef("due_person"))
    others = Q(due_day__lt=day) | Q(due_person=None) | Q(~Exists(members))
    return mine | others if whose is Whose.ALL else others & (Q(due_person=None) | ~mine)


def _due(row: dict[str, Any], day: date) -> Due:
    source, due_on, page = SOURCES[row["due_kind"]], _as_date(row["due_day"]), row["due_page"]
    return Due(
        kind=source.kind,
        label=source.label,
        subject_id=_as_key(row["due_subject"]),
        title=in_language(row["due_title_ar"], row["due_title_fr"]),
        about=in_language(row["due_about_ar"], row["due_about_fr"]),
        due_on=due_on,
        url=reverse(source.link, args=[_as_key(page)] if page else []),
        stage=Stage.LATE if due_on < day else Stage.TODAY if due_on == day else Stage.SOON,
    )
