"""Whether a worker is on duty: each says now and then that it looks at the queue.

It is said in the cache, which lies in the database: so it is known of a worker on another machine too.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from enum import Enum

from django.core.cache import cache
from django.db import Error
from django.utils import timezone

SAID_EVERY = timedelta(minutes=1)
# A worker that stays has one task in hand at most, of ten minutes; one that a timer starts comes each day at least.
STAYS, COMES = "worker-stays", "worker-comes"
GONE_AFTER = {STAYS: timedelta(minutes=15), COMES: timedelta(hours=26)}
_last_said_at: dict[str, datetime] = {}


class Workers(Enum):
    """Where the workers are."""

    HERE = "here"
    GONE = "gone"  # there was one
    NEVER = "never"  # and perhaps there need be none


def say(kind: str) -> None:
    """Say that a worker looks at the queue, one that STAYS or one that COMES. Quick when it was said a moment ago."""
    now = timezone.now()
    if kind not in _last_said_at or not timedelta() <= now - _last_said_at[kind] < SAID_EVERY:
        with suppress(
            Error
        ):  # no reason to leave the work: whether the database is there shows when it is asked for some
            cache.set(kind, now, timeout=None)
            _last_said_at[kind] = now


def last_said() -> datetime | None:
    """When a worker said so last."""
    return max(cache.get_many(GONE_AFTER).values(), default=None)


def workers(now: datetime) -> Workers:
    """Where the workers are, as far as they said."""
    found = cache.get_many(GONE_AFTER)
    if any(now - at < GONE_AFTER[kind] for kind, at in found.items()):
        return Workers.HERE
    return Workers.GONE if found else Workers.NEVER
