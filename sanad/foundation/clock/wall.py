"""Hours that people type: a day, when it begins, when it ends."""

from datetime import date, datetime, time, timedelta

from sanad.foundation.clock.fields import instant

NIGHT = timedelta(hours=16)  # the longest that is taken for an evening and its night, not for a slip of the finger


def at(day: date, clock: time) -> datetime:
    """That hour of that day, in the time of the place."""
    return instant(datetime.combine(day, clock))


def end_of(day: date, begins: time, ends: time) -> datetime:
    """When it ends: on that day, or on the next morning when the hour lies before the one at which it begins.

    A night in Ramadan, a wedding, a vigil. An end that would be further away than a night stays before its beginning,
    so that whoever typed it is asked.
    """
    start, end = datetime.combine(day, begins), datetime.combine(day, ends)
    next_morning = end + timedelta(days=1)
    return instant(next_morning if end < start and next_morning - start <= NIGHT else end)
