"""After the data about a zone changed: what is known as an instant only is looked at again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import tzdata
from django.conf import settings
from django.utils import timezone

from sanad.foundation.clock.models import KnownClock
from sanad.foundation.clock.zones import Offsets, differences, horizon, of_machine, offsets

Follow = Callable[[datetime, datetime], int]
"""Look again at what lies in [begin, end), where the clock is now another one; how many things were put right."""

Move = tuple[datetime, datetime, datetime]

FOLLOWERS: list[Follow] = []


def put_clock_right() -> tuple[int, list[tuple[datetime, datetime]]]:
    """Compare the data with those known before, and look again at what the difference touches.

    Returns how many things were put right, and the spans of time in which the clock is another one. Planned hours are
    not among them: they are kept as typed. On the first call the data before are those of the machine.
    """
    zone, (begin, end) = ZoneInfo(settings.TIME_ZONE), horizon(timezone.now())
    known = KnownClock.objects.filter(zone=settings.TIME_ZONE).first()
    old = _read(known.offsets) if known else offsets(of_machine(settings.TIME_ZONE), begin, end)
    new = offsets(zone, begin, end)
    spans = list(differences(old, new, end))
    done = sum(follow(*span) for span in spans for follow in FOLLOWERS)
    now, moves = timezone.now(), known.moves if known else []
    moves = [*moves, *([now.isoformat(), begin.isoformat(), end.isoformat()] for begin, end in spans)]
    KnownClock.objects.update_or_create(
        zone=settings.TIME_ZONE,
        defaults={"version": tzdata.IANA_VERSION, "offsets": _written(new), "moves": moves, "seen_at": now},
    )
    return done, spans


def moves() -> list[Move]:
    """Which spans of time got another hour, and when that was seen."""
    known = KnownClock.objects.filter(zone=settings.TIME_ZONE).values_list("moves", flat=True).first()
    return [(_moment(seen), _moment(begin), _moment(end)) for seen, begin, end in known or []]


def _moment(text: object) -> datetime:
    return datetime.fromisoformat(str(text)).astimezone(UTC)


def _written(data: Offsets) -> list[list[object]]:
    return [[at.isoformat(), int(offset.total_seconds())] for at, offset in data]


def _read(data: list[list[object]]) -> Offsets:
    return [(_moment(at), timedelta(seconds=int(str(seconds)))) for at, seconds in data]
