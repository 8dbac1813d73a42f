"""One question, put into SQL once for everybody who asks it in the same role.

Making the SQL of all sources takes Django longer than any database needs to answer it. Between two people of one role
it differs only in who they are, in which space, and on which day. So it is made with stand-ins, and each who asks
puts themselves in their place. Nothing is kept beyond the day, because a source may know today. A question that asked
the database while it was made, or that knows the hour, cannot be kept, and is made anew each time.
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
from django.utils import timezone

from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space, User

Build = Callable[[Actor, date], QuerySet[Any] | None]
SPACE, PERSON = UUID(int=0x5A7AD << 96 | 1), UUID(int=0x5A7AD << 96 | 2)
DAY, REACH = date(2999, 6, 15), 3660  # a day of no real row, and how many days before or after it a source may look
KEPT = 128  # statements: roles, kinds of spaces, parts of pages
_DAY, _MOMENT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\d[ T]\d")  # as SQLite keeps them


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


class _AsksWhileMadeError(Exception):
    pass


def _refuse(*_question: Any) -> None:
    raise _AsksWhileMadeError


@lru_cache(maxsize=KEPT)
def _kept(build: Build, role: str, kind: str, _vendor: str, _zone: str, _today: date) -> Statement | None:
    """The statement for a role in a kind of space; None when it cannot be kept."""
    stand_in = Actor(User(pk=PERSON), Space(pk=SPACE, kind=kind), role)
    try:
        with connection.execute_wrapper(_refuse):
            rows = build(stand_in, DAY)
            if rows is None:
                return None
            sql, values = rows.query.sql_with_params()
    except _AsksWhileMadeError:
        return None
    if any(_is_moment(value) for value in values):
        return None
    return Statement(sql, tuple(_meant(value) for value in values))


def _is_moment(value: Any) -> bool:
    return isinstance(value, datetime) or (isinstance(value, str) and _MOMENT.match(value) is not None)


def _meant(value: Any) -> tuple[str, Any]:
    """What a parameter stands for: a day before or after the one asked about, who asks, where, or itself."""
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        days = (DateField().to_python(value) - DAY).days
        if abs(days) <= REACH:
            return "day", days
    return {_key(SPACE): ("space", 0), _key(PERSON): ("person", 0)}.get(value, ("", value))
