"""Hours that people type: a day, when it begins, when it ends."""

from datetime import date, datetime, time, timedelta

from sanad.foundation.clock.fields import instant

EVENING = time(17)
NIGHT = timedelta(hours=16)  # the longest that is taken for an evening and its night, not for a slip of the finger
LATE = timedelta(hours=10)  # the longest that may begin by day and end after midnight


def at(day: date, clock: time) -> datetime:
    """That hour of that day, in the time of the place."""
    return instant(datetime.combine(day, clock))


def end_of(day: date, begins: time, ends: time) -> datetime:
    """When it ends: on that day, or on the next morning when the hour lies before the one at which it begins.

    A night in Ramadan, a wedding, a vigil. An end that would be further away stays before its beginning, so that whoever
    typed "from 9 to 1" is asked.
    """
    start, end = datetime.combine(day, begins), datetime.combine(day, ends)
    next_morning, longest = end + timedelta(days=1), NIGHT if begins >= EVENING else LATE
    return instant(next_morning if end < start and next_morning - start <= longest else end)
