"""What a calendar program reads: one event for each thing with hours, as RFC 5545 and 7986 write it.

Programs take a change of an event they know only with a higher SEQUENCE, and forget what vanishes only where they
fetch the whole again: so what is called off is said, as CANCELLED, for a while. Hours are instants (UTC), from the time
zone data in force, so that no program needs to know our zone.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils import timezone
from icalendar import Calendar, Event

from sanad.foundation.clock.follow import Move, moves

FRESH = timedelta(hours=1)  # how soon a program may look again
WRITTEN_AT = re.compile(rb"^DTSTAMP[^\r]*\r\n", re.MULTILINE)
SAID_FOR = timedelta(days=90)  # how long what was taken out is said to be


class Status(StrEnum):
    """Whether it takes place, for who reads the calendar."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """One event. `changes` counts what happened to it; without an end it is a whole day."""

    key: UUID
    title: str
    starts: datetime | date
    ends: datetime | None
    status: Status
    created_at: datetime
    changes: int
    changed_at: datetime | None = None
    where: str = ""
    url: str = ""


def as_icalendar(entries: Iterable[Entry], name: str) -> bytes:
    """The events as a calendar that people subscribe to."""
    now, whole = timezone.now(), Calendar()
    whole.add("prodid", "-//Sanad//AR")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    whole.add("name", name)
    whole.add("x-wr-calname", name)
    whole.add("refresh-interval", FRESH, parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", FRESH)
    moved = moves()
    for entry in entries:
        whole.add_component(_event(_by_the_clock(entry, moved), now))
    return whole.to_ical()


def _by_the_clock(entry: Entry, moved: Iterable[Move]) -> Entry:
    """An hour that stayed on the wall is another instant once the country changed its clock: programs must take it anew."""
    if entry.ends is None or not isinstance(entry.starts, datetime):
        return entry
    seen = [at for at, begin, end in moved if begin <= entry.starts < end and at > entry.created_at]
    if not seen:
        return entry
    changed_at = max([*seen, *([entry.changed_at] if entry.changed_at else [])])
    return replace(entry, changes=entry.changes + len(seen), changed_at=changed_at)


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@sanad")
    event.add("dtstamp", now)
    event.add("created", entry.created_at)
    event.add("last-modified", max(entry.changed_at or entry.created_at, entry.created_at))
    event.add("sequence", entry.changes)
    event.add("summary", entry.title)
    event.add("status", entry.status.value)
    if entry.ends is None:
        event.add("dtstart", entry.starts)
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", _instant(entry.starts))
        event.add("dtend", _instant(entry.ends))
    if entry.where:
        event.add("location", entry.where)
    if entry.url:
        event.add("url", entry.url)
    return event


def _instant(moment: datetime | date) -> datetime | date:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def etag_of(content: bytes) -> str:
    """What tells one state of a calendar from another: all of it but the moment at which it was written."""
    return f'"{hashlib.sha256(WRITTEN_AT.sub(b"", content)).hexdigest()[:32]}"'
