"""One question, put into SQL once for everybody who asks it in the same role.

Making the SQL of all sources takes Django ten times as long as any database needs to answer it. Between two people of
one role it differs only in who they are, in which space, and on which day. So it is made twice, for two stand-ins that
differ in just these three, and in the language they read: where the two differ, each who asks puts themselves. A
difference that is none of the three, a stand-in of whom anything else is read, a question that asks the database while
it is made, or that knows the hour: each is a question that cannot be kept, and is made anew for everybody.

Nothing is kept beyond the day, because a policy may know today.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import DateField, QuerySet, UUIDField
from django.utils import timezone, translation

from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space, User

Build = Callable[[Actor, date], QuerySet[Any] | None]
KEPT = 128  # statements: roles, kinds of spaces, parts of pages
_DAY, _MOMENT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\d[ T]\d")  # as SQLite keeps them


class NotAgreedError(Exception):
    """A question reads of its stand-in what differs from person to person, or asks the database while it is made."""


class StandInKey(UUID):
    """The key of nobody. It can be put into a question; whether it is some other key cannot be asked."""

    def __eq__(self, other: object) -> bool:
        if isinstance(other, UUID) and not isinstance(other, StandInKey):
            raise NotAgreedError
        return isinstance(other, StandInKey) and self.int == other.int

    def __hash__(self) -> int:
        raise NotAgreedError

    def __str__(self) -> str:
        raise NotAgreedError


def _unread(*_asked: Any, **_more: Any) -> Any:
    raise NotAgreedError


class StandInDay(date):
    """A day that is none. It can be put into a question, and days can be counted from it; which day it is cannot be asked.

    Django needs its hash, for the order of rows: whether it is in a set, or in a dictionary, is therefore answered.
    """

    year = month = day = property(_unread)
    weekday = isoweekday = isocalendar = toordinal = timetuple = strftime = replace = _unread
    __hash__ = date.__hash__

    def _compare(self, other: Any, compare: Callable[[Any, Any], bool]) -> bool:
        if not isinstance(other, StandInDay):
            raise NotAgreedError
        return compare(self, other)

    def __eq__(self, other: object) -> bool:
        return self._compare(other, date.__eq__)

    def __lt__(self, other: date) -> bool:
        return self._compare(other, date.__lt__)

    def __le__(self, other: date) -> bool:
        return self._compare(other, date.__le__)

    def __gt__(self, other: date) -> bool:
        return self._compare(other, date.__gt__)

    def __ge__(self, other: date) -> bool:
        return self._compare(other, date.__ge__)


@dataclass(frozen=True)
class StandIn:
    """Nobody, in no space, on no day: their keys alone, and the kind of the space, may be read."""

    person: StandInKey
    space: StandInKey
    day: StandInDay
    language: str

    def actor(self, role: str, kind: str) -> Actor:
        """In that role. What else is read of the account or of the space is asked of the database, which refuses."""
        user = User.from_db(connection.alias, ["id"], [self.person])
        return Actor(user, Space.from_db(connection.alias, ["id", "kind"], [self.space, kind]), role)


ONE = StandIn(StandInKey(int=0x5A7AD << 96 | 1), StandInKey(int=0x5A7AD << 96 | 2), StandInDay(2999, 6, 15), "ar")
OTHER = StandIn(StandInKey(int=0x5A7AD << 96 | 3), StandInKey(int=0x5A7AD << 96 | 4), StandInDay(2777, 3, 1), "fr")


@dataclass(frozen=True)
class Statement:
    """SQL, and for each of its parameters what is put in: a constant, or a word and a number of days."""

    sql: str
    parameters: tuple[tuple[str, Any], ...]

    def for_(self, actor: Actor, day: date) -> tuple[str, list[Any]]:
        """The SQL and the parameters for that actor and that day."""
        known = {"space": _key(actor.space.pk), "person": _key(actor.user.pk)}
        return self.sql, [
            value if word == "" else _day(day + timedelta(days=value)) if word == "day" else known[word]
            for word, value in self.parameters
        ]


def _key(value: UUID) -> Any:
    return UUIDField().get_db_prep_value(value, connection)


def _day(value: date) -> Any:
    return DateField().get_db_prep_value(value, connection)


def answered(build: Build, actor: Actor, day: date, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows of the queryset that `build` makes, by column; none when it makes none."""
    zone = timezone.get_current_timezone_name()
    kept = _kept(build, actor.role, actor.space.kind, connection.vendor, zone, timezone.localdate())
    if kept is None:
        rows = build(actor, day)
        return [] if rows is None else list(rows)
    with connection.cursor() as cursor:
        cursor.execute(*kept.for_(actor, day))
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _refuse(*_question: Any) -> None:
    raise NotAgreedError


@lru_cache(maxsize=KEPT)
def _kept(build: Build, role: str, kind: str, _vendor: str, _zone: str, _today: date) -> Statement | None:
    """The statement for a role in a kind of space; None when it cannot be kept."""
    try:
        (sql, first), (also, second) = (_made(build, nobody, role, kind) for nobody in (ONE, OTHER))
        if sql != also:
            return None
        return Statement(sql, tuple(_meant(*values) for values in zip(first, second, strict=True)))
    except NotAgreedError:
        return None


def _made(build: Build, nobody: StandIn, role: str, kind: str) -> tuple[str, tuple[Any, ...]]:
    """The SQL of a question and its parameters, as a stand-in would ask it."""
    with connection.execute_wrapper(_refuse), translation.override(nobody.language):
        rows = build(nobody.actor(role, kind), nobody.day)
        if rows is None:
            raise NotAgreedError
        return rows.query.sql_with_params()


def _meant(one: Any, other: Any) -> tuple[str, Any]:
    """What a parameter stands for, of which the two stand-ins say this: itself, who asks, where, or a day counted from theirs."""
    if _is_moment(one) or _is_moment(other):
        raise NotAgreedError
    is_asked = any(isinstance(value, StandInKey | StandInDay) for value in (one, other))  # compared, they refuse
    if not is_asked and one == other:
        return "", one
    if _is_day(one) and _is_day(other):
        days, same = (DateField().to_python(value) - nobody.day for value, nobody in ((one, ONE), (other, OTHER)))
        if days == same:
            return "day", days.days
        raise NotAgreedError
    for word, first, second in (("space", ONE.space, OTHER.space), ("person", ONE.person, OTHER.person)):
        if (one, other) == (_key(first), _key(second)):
            return word, 0
    raise NotAgreedError


def _is_day(value: Any) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value) is not None)


def _is_moment(value: Any) -> bool:
    return isinstance(value, datetime) or (isinstance(value, str) and _MOMENT.match(value) is not None)
