"""By which data an hour was typed before planned hours were kept as typed.

Until then Python read the machine's own zones, which few machines had renewed since Morocco went to UTC for good on 20
September 2026 (tzdb 2026c), and an instant was kept. What was typed follows from the instant and from the data that the
machine had at that time: those it has, or, for what was typed before it was renewed, those of 2025b, which lie beside
this file (public domain).
"""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from sanad.foundation.clock.zones import folders_of_machine, of_machine

RENEWED = datetime(2026, 9, 20, 12, tzinfo=UTC)
OLD = Path(__file__).parent / "data" / "Casablanca-2025b"
MOROCCO = "Africa/Casablanca"


def zone_when_typed(at: datetime) -> ZoneInfo:
    """The zone of the installation as the machine had it at that time."""
    name = settings.TIME_ZONE
    present = of_machine(name)
    since = _renewed_at(name)
    if name != MOROCCO or since is None or at >= since or RENEWED.astimezone(present).utcoffset():
        return present
    with OLD.open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


def _renewed_at(name: str) -> datetime | None:
    """When the machine's own data came onto it; None where it has none."""
    for folder in folders_of_machine():
        if (folder / name).is_file():
            return datetime.fromtimestamp((folder / name).stat().st_ctime, UTC)
    return None


def as_typed(moment: datetime, at: datetime) -> datetime:
    """The hour on the wall that was typed at a time, and kept as that instant."""
    return moment.astimezone(zone_when_typed(at)).replace(tzinfo=None)
