"""What an activity takes along when it moves or is called off: higher slices have sessions with half-days in it."""

from collections.abc import Callable
from datetime import datetime

from sanad.activities.models import Activity
from sanad.foundation.spaces.actor import Actor

Hours = tuple[datetime, datetime]
MOVERS: list[Callable[[Activity, Hours], None]] = []  # what has hours of its own, after it stood at these
CANCELLERS: list[Callable[[Actor, Activity, str], None]] = []  # what is called off with it, for that reason


def take_along(activity: Activity, before: Hours) -> None:
    """Move what has hours of its own as far as the activity moved on the wall. Refused where that cannot be."""
    if before != (activity.starts_at, activity.ends_at):
        for move in MOVERS:
            move(activity, before)
