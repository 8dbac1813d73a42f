"""Time zones: the pinned data, the data that a machine has of its own, and where two data differ."""

import os
import sysconfig
import time
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import tzdata
from django.utils.translation import gettext as _

Offsets = list[tuple[datetime, timedelta]]
"""From each instant on, the hours ahead of UTC."""

LOOK_BACK, LOOK_AHEAD = timedelta(days=2 * 366), timedelta(days=5 * 366)
STEP = timedelta(hours=6)  # no country changes its clock twice within it
EXACT = timedelta(minutes=1)


def use_pinned_zones() -> None:
    """Let the whole process read the package `tzdata` and nothing of the machine's own (PEP 615 reads the latter first)."""
    zoneinfo.reset_tzpath(to=[])
    ZoneInfo.clear_cache()


def let_c_library_follow(name: str) -> None:
    """Let what asks the C library for the hour (`datetime.now()`, the log) read the pinned data too."""
    path = files("tzdata") / "zoneinfo" / name
    if isinstance(path, Path) and path.is_file():
        os.environ["TZ"] = f":{path}"
        time.tzset()


def pinned(name: str) -> ZoneInfo:
    """A zone as the pinned package has it."""
    with (files("tzdata") / "zoneinfo" / name).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


def folders_of_machine() -> list[Path]:
    """Where Python would look first, were it not for `use_pinned_zones`."""
    named = os.environ.get("PYTHONTZPATH", sysconfig.get_config_var("TZPATH") or "")
    return [Path(folder) for folder in named.split(os.pathsep) if folder and Path(folder).is_absolute()]


def of_machine(name: str) -> ZoneInfo:
    """A zone as the machine has it; as pinned, where the machine has none."""
    for folder in folders_of_machine():
        try:
            with (folder / name).open("rb") as data:
                return ZoneInfo.from_file(data, key=name)
        except (OSError, ValueError):
            continue
    return pinned(name)


def offsets(zone: ZoneInfo, begin: datetime, end: datetime) -> Offsets:
    """Every change of the clock in [begin, end), the offset at the beginning first."""
    at, found = begin, [(begin, _offset(zone, begin))]
    while at < end:
        after = at + STEP
        if _offset(zone, after) != _offset(zone, at):
            found.append(_change(zone, at, after))
        at = after
    return found


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> tuple[datetime, timedelta]:
    """The one change between two instants, to the minute."""
    old = _offset(zone, before)
    while after - before > EXACT:
        middle = before + (after - before) / 2
        before, after = (middle, after) if _offset(zone, middle) == old else (before, middle)
    minute = after.replace(second=0, microsecond=0)
    return minute, _offset(zone, after)


def horizon(now: datetime) -> tuple[datetime, datetime]:
    """The time over which data are compared: what was entered lately, and what is planned."""
    noon = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return noon - LOOK_BACK, noon + LOOK_AHEAD


def differences(old: Offsets, new: Offsets, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The spans of time, up to `end`, in which two data have another hour."""
    marks = sorted({at for at, _offset in (*old, *new) if at < end})
    for begin, until in zip(marks, [*marks[1:], end], strict=True):
        if _in_force(old, begin) != _in_force(new, begin):
            yield begin, until


def _in_force(data: Offsets, at: datetime) -> timedelta | None:
    return next((offset for begin, offset in reversed(data) if begin <= at), None)


def version_of_machine() -> str:
    """The version of the machine's own data, such as 2025b; "" where it has none or does not say."""
    for folder in folders_of_machine():
        try:
            with (folder / "tzdata.zi").open(encoding="ascii") as text:
                return text.readline().removeprefix("# version").strip()
        except (OSError, UnicodeDecodeError):
            continue
    return ""


def warnings_about(name: str, now: datetime) -> list[str]:
    """What whoever keeps the machine should know of its time zones."""
    machine, begin, end = version_of_machine(), *horizon(now)
    found = []
    if machine > tzdata.IANA_VERSION:
        found.append(
            _("this machine has newer ones (%(version)s): look for a newer version of Sanad") % {"version": machine}
        )
    elif list(differences(offsets(of_machine(name), begin, end), offsets(ZoneInfo(name), begin, end), end)):
        named = {"version": machine or _("no version")}
        found.append(_("this machine's own (%(version)s) have another hour; Sanad does not read them") % named)
    return found
