"""The days, hours and places of an activity as people are told them, and what differs from what they were told.

They are kept as they are read on the wall: a change of time zone data moves instants, not what was said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language, gettext

from sanad.activities.models import Activity
from sanad.activities.queries.halves import halves_of
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.bidi import isolate, isolate_ltr
from sanad.foundation.arabic.language import in_language

UNKNOWN = "—"
WHOLE = ""  # the activity itself, beside the courses inside it


@dataclass(frozen=True)
class Block:
    """From when to when, and where: `place` is its key with its path in Arabic and in French."""

    key: str
    begins: datetime
    ends: datetime
    venue: str
    place: tuple[str, str, str]

    @property
    def counts_on(self) -> tuple[Any, ...]:
        """What somebody who knows it counts on."""
        return self.begins, self.ends, self.where

    @property
    def where(self) -> tuple[str, str]:
        """The venue and the key of the place, whatever the place is called today."""
        return " ".join(self.venue.split()), self.place[0]

    @property
    def is_to_come(self) -> bool:
        """Whether one can still come to it."""
        return timezone.make_aware(self.ends) > timezone.now()

    def time_text(self) -> str:
        """The day and the hours, in the language of the reader; the day gives the line its direction."""
        language = get_language() or "ar"
        if dates.is_over_days(self.begins, self.ends):
            return dates.moments(self.begins, self.ends, language)
        later = dates.later_day(self.begins, self.ends, language)
        ends = " ".join(part for part in (isolate_ltr(dates.clock(self.ends)), later) if part)
        return f"{dates.long_day(self.begins, language)} · {isolate_ltr(dates.clock(self.begins))} – {ends}"

    def venue_text(self) -> str:
        """The venue and the place, in the language of the reader."""
        path = in_language(*self.place[1:])
        return " · ".join(isolate(" ".join(part.split())) for part in (self.venue, path) if part)

    def stored(self) -> list[Any]:
        """As it is kept."""
        return [self.key, self.begins.isoformat(), self.ends.isoformat(), self.venue, list(self.place)]


def read_blocks(kept: Iterable[list[Any]]) -> list[Block]:
    """The blocks that were kept."""
    return [
        Block(key, datetime.fromisoformat(begins), datetime.fromisoformat(ends), venue, (place[0], place[1], place[2]))
        for key, begins, ends, venue, place in kept
    ]


def stored_blocks(blocks: Iterable[Block]) -> list[list[Any]]:
    """The blocks as they are kept."""
    return [block.stored() for block in blocks]


def schedules(activity: Activity) -> dict[str, list[Block]]:
    """What stands now, of the activity and of each course inside it that people register for."""
    found: dict[str, list[Block]] = {}
    for half in halves_of([activity]):
        if half.withdrawn_at is None:
            block = _block(half.pk, activity, half.starts_at, half.ends_at, half.venue)
            found.setdefault(str(half.item or WHOLE), []).append(block)
    found.setdefault(WHOLE, [_block(activity.pk, activity, activity.starts_at, activity.ends_at, "")])
    return found


def _block(key: UUID, activity: Activity, starts_at: datetime, ends_at: datetime, venue: str) -> Block:
    place = activity.place
    known = (str(place.pk), place.path_ar, place.path_fr) if place else ("", "", "")
    return Block(str(key), _on_the_wall(starts_at), _on_the_wall(ends_at), venue or activity.venue, known)


def _on_the_wall(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(tzinfo=None)


class Change(NamedTuple):
    """What was told and what stands; None where nothing did, or does."""

    was: Block | None
    now: Block | None


def schedule_changes(told: list[Block], now: list[Block]) -> list[Change]:
    """What somebody who was told the one must hear to know the other; nothing of what is past in both."""
    known, stand = {block.counts_on for block in told}, {block.counts_on for block in now}
    gone = [block for block in told if block.counts_on not in stand]
    new = {block.key: block for block in now if block.counts_on not in known}
    pairs = [Change(block, new.pop(block.key, None)) for block in gone]
    left = [change for change in pairs if change.now is None]
    if len(left) == len(new) == 1:  # taken out and another one put in, or counted otherwise: it was moved
        pairs[pairs.index(left[0])] = Change(left[0].was, new.popitem()[1])
    pairs += [Change(None, block) for block in new.values()]
    return [change for change in pairs if any(block is not None and block.is_to_come for block in change)]


def told_lines(found: list[Change]) -> list[str]:
    """Old and new, line by line; a place that changed for all is said once."""
    moved_only = {
        (was.venue_text(), now.venue_text())
        for was, now in found
        if was and now and was.counts_on[:2] == now.counts_on[:2]
    }
    if len(moved_only) == 1 and all(was and now and was.counts_on[:2] == now.counts_on[:2] for was, now in found):
        [(before, after)] = moved_only
        return [f"- {gettext('Place until now:')} {before or UNKNOWN}", f"- {gettext('New place:')} {after or UNKNOWN}"]
    lines: list[str] = []
    for was, now in found:
        if lines:
            lines.append("")
        is_elsewhere = was is not None and now is not None and was.where != now.where
        if was is not None:
            word = gettext("Until now:") if now is not None else gettext("No longer takes place:")
            lines.append(f"- {word} {was.time_text()}{f' · {was.venue_text() or UNKNOWN}' if is_elsewhere else ''}")
        if now is not None:
            word = gettext("From now on:") if was is not None else gettext("Added:")
            lines.append(
                f"- {word} {now.time_text()}{f' · {now.venue_text() or UNKNOWN}' if is_elsewhere or was is None else ''}"
            )
    return lines


def when_and_where(blocks: list[Block]) -> list[str]:
    """All that stands: each day with its hours, and the place once where it is one."""
    places = {block.venue_text() for block in blocks}
    if len(places) == 1:
        where = [f"- {gettext('Place:')} {place}" for place in places if place]
        return [*(f"- {block.time_text()}" for block in blocks), *where]
    return [f"- {block.time_text()} · {block.venue_text() or UNKNOWN}" for block in blocks]
