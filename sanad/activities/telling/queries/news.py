"""What somebody has not been told yet: the difference between what they were told last and what is true now."""

import hashlib
import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sanad.activities.models import Activity, Told
from sanad.activities.telling.queries.schedule import (
    Block,
    Change,
    read_blocks,
    schedule_changes,
    schedules,
    stored_blocks,
)

CANCELLED = "cancelled"


@dataclass(frozen=True)
class ScheduleHistory:
    """What stands in an activity now, and what stood before each change, the earliest first; by part."""

    now: dict[str, list[Block]]
    before: list[tuple[datetime, dict[str, Any]]]

    def stood(self, part: str, at: datetime) -> list[Block]:
        """What stood at a moment: what was kept before the first change after it, else what stands now."""
        kept = next((parts for moment, parts in self.before if moment > at), None)
        return self.now.get(part, []) if kept is None else read_blocks(kept.get(part, []))


def schedule_history(activity: Activity) -> ScheduleHistory:
    """What stands and stood in an activity."""
    log = activity.schedule_changes.order_by("created_at", "pk").values_list("created_at", "before")
    return ScheduleHistory(schedules(activity), list(log))


@dataclass(frozen=True)
class News:
    """What changed for somebody: their standing, and days, hours or place. `told` is kept once they are told.

    `after` is what they were told last: one thing is told after each, whoever is faster.
    """

    before: str
    state: str
    known: list[Block]
    now: list[Block]
    after: str

    @property
    def changes(self) -> list[Change]:
        """Old and new, of what is still to come."""
        return schedule_changes(self.known, self.now)

    @property
    def told(self) -> dict[str, Any]:
        """What they know once they are told."""
        return {"state": self.state, "blocks": stored_blocks(self.now)}

    @property
    def digest(self) -> str:
        """What tells this news from others."""
        kept = json.dumps([self.after, self.told], sort_keys=True)
        return hashlib.sha256(kept.encode()).hexdigest()[:20]

    def __bool__(self) -> bool:
        if self.state == CANCELLED:
            return self.before != CANCELLED and any(block.is_to_come for block in self.known)
        is_moved_up = self.before != self.state and any(block.is_to_come for block in self.now)
        return is_moved_up or bool(self.changes)


def news(
    history: ScheduleHistory,
    parts: Mapping[str, datetime],
    state: str,
    last: Told | None,
    *,
    first: str,
    gone: Container[str] = (),
) -> News:
    """What is new for somebody in that state who counts on these parts, each since a moment.

    They know what stood then, and were in the state `first`. Nothing stands of the parts that are `gone`.
    """
    now = _once(block for part in parts if part not in gone for block in history.now.get(part, []))
    if last is None:
        return News(first, state, _stood(history, parts), now, "")
    kept = last.told.get("blocks")  # none in a letter of before they said what they told
    known = _stood(history, dict.fromkeys(parts, last.created_at)) if kept is None else read_blocks(kept)
    later = {part: at for part, at in parts.items() if at > last.created_at}
    return News(last.told["state"], state, _once([*known, *_stood(history, later)]), now, str(last.pk))


def _stood(history: ScheduleHistory, parts: Mapping[str, datetime]) -> list[Block]:
    return _once(block for part, at in parts.items() for block in history.stood(part, at))


def _once(blocks: Iterable[Block]) -> list[Block]:
    """A course that takes as long as its meeting is said once."""
    return list({block.counts_on: block for block in blocks}.values())


def last_told(rows: Iterable[Told], whose: str) -> dict[Any, Told]:
    """The last of these rows that said how things stand, by whom it told."""
    return {getattr(row, whose): row for row in rows if row.told and not row.is_refused}
