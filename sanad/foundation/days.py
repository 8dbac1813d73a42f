"""Days that come back, days that are covered, days counted back from others."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import Refused


def covers(from_on: date | None, to_on: date | None, on: date) -> bool:
    """True when the day lies between two days, both of them in; an open end reaches for ever."""
    return (from_on is None or from_on <= on) and (to_on is None or on <= to_on)


def covering(on: date, first: str = "from_on", last: str = "to_on") -> Q:
    """The same of rows: two columns hold the first and the last day."""
    begun = Q(**{f"{first}__isnull": True}) | Q(**{f"{first}__lte": on})
    lasting = Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": on})
    return begun & lasting


def refuse_future(day: date, field: str = "on") -> None:
    """What is written down has happened. Refused at the field for a day that has not come yet."""
    if day > timezone.localdate():
        raise Refused(_("This day has not come yet."), field)


def is_month_end(day: date) -> bool:
    """True on the last day of a month."""
    return day.day == monthrange(day.year, day.month)[1]


def meant_day(day: date, meant: int | None = None) -> int:
    """The day of the month that is meant by `day`: its own, or the later one that its month is too short to have."""
    return max(meant or 0, day.day) if is_month_end(day) else day.day


def months_after(day: date, months: int, meant: int | None = None) -> date:
    """The same day of a later month (or an earlier one), or the last one it has: 31 January + 1 = 28 or 29 February.

    `meant` is the day of the month that an earlier move cut off: 30 September + 6, meant the 31st, is 31 March.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(meant_day(day, meant), monthrange(year, month + 1)[1]))


def recurring(first: date, every_months: int | None, until: date | None, meant: int | None = None) -> Iterator[date]:
    """The days on which something falls due, each counted from the first, so that none drifts."""
    yield first
    if every_months and until:
        count = (until.year - first.year) * 12 + until.month - first.month
        for months in range(every_months, count + 1, every_months):
            if (day := months_after(first, months, meant)) <= until:
                yield day


def notice_until(end: date, months: int, days: int) -> date:
    """The last day on which notice can be given of an end: so many months, or days, before it."""
    return months_after(end, -months) - timedelta(days=days)


class DaysBefore(Func):
    """The day so many days before another: `DaysBefore(day, count)`, in SQL of both databases."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    arity = 2
    output_field = DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite counts days in words."""
        template = "date(%(expressions)s || ' days')"
        return self.as_sql(compiler, connection, **{**context, "template": template, "arg_joiner": ", -"})


class MonthsBefore(Func):
    """The same day so many months before another, or the last one of that month; as `months_after` counts."""

    template = "(%(expressions)s))::date"
    arg_joiner = " - make_interval(months => "
    arity = 2
    output_field = DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:  # noqa: ARG002  Django calls it so
        """SQLite lets 31 March - 1 month run over into March; the end of the month before it comes first."""
        (day, of_day), (months, of_months) = (compiler.compile(part) for part in self.get_source_expressions())
        end = f"date({day}, 'start of month', (1 - {months}) || ' months', '-1 day')"
        return f"MIN(date({day}, -{months} || ' months'), {end})", [*of_day, *of_months] * 2
