"""What Sanad stands on: its own version and those of what it uses, the disks, the clock."""

import os
import platform
import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import django
from django.conf import settings
from django.core import checks
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import sanad
from sanad.foundation.arabic.bidi import isolate, isolate_ltr
from sanad.foundation.health import Finding, Level
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.reference import REFERENCES

PINS = Path(sanad.__file__).parents[1] / "requirements" / "base.txt"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;]+) *\\?$", re.MULTILINE)  # whatever the machine

MEGABYTE = 1024 * 1024
TIGHT, FULL = 2048 * MEGABYTE, 256 * MEGABYTE  # free bytes of a disk below which one should, and one must, do something
OFF = timedelta(minutes=2)  # as far as two clocks may be apart


def versions() -> Iterator[Finding]:
    """Sanad and what it uses, and whether that is what it was tried with."""
    about, others = _("Versions of programs"), _other_versions()
    found = f"Sanad {sanad.__version__}, Python {platform.python_version()}, Django {django.__version__}"
    if not others:
        yield Finding(Level.OK, about, isolate_ltr(found))
        return
    yield Finding(
        Level.WARN,
        about,
        _("%(versions)s. Not as Sanad was tried: %(names)s.")
        % {"versions": isolate_ltr(found), "names": isolate_ltr(", ".join(others))},
        _("Run `make install` in the folder of Sanad, then start it again."),
    )


def _other_versions() -> list[str]:
    """Libraries that are not the pinned ones, where the list of those is at hand."""
    pins = _PIN.findall(PINS.read_text(encoding="utf-8")) if PINS.exists() else []
    return [
        f"{name} {_installed(name)} ({pinned})" for name, pinned in pins if _plain(_installed(name)) != _plain(pinned)
    ]


def _plain(number: str) -> str:
    """1.002 is 1.2."""
    return re.sub(r"\b0+(?=\d)", "", number)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"


def settings_hold() -> Iterator[Finding]:
    """Django's own checks of settings and models."""
    found = checks.run_checks()
    for each in found:
        level = Level.FAIL if each.level >= checks.ERROR else Level.WARN
        yield Finding(level, _("Settings"), isolate_ltr(f"{each.msg} ({each.id})"), isolate_ltr(each.hint or ""))
    if not found:
        yield Finding(Level.OK, _("Settings"), _("they go together"))


def disks() -> Iterator[Finding]:
    """Room where Sanad writes, and whether it may."""
    seen = set()
    for folder in (Path(settings.STATE), Path(settings.FILES_ROOT), Path(tempfile.gettempdir())):
        if not folder.exists() or folder.stat().st_dev in seen:
            continue
        seen.add(folder.stat().st_dev)
        free = shutil.disk_usage(folder).free
        level = Level.FAIL if free < FULL else Level.WARN if free < TIGHT else Level.OK
        found = _("%(size)s are free in %(folder)s") % {
            "size": isolate(filesizeformat(free)),
            "folder": isolate(folder),
        }
        remedy = _("Make room, or give it a larger disk: once it is full nothing can be entered any more.")
        yield Finding(level, _("Disk"), found, "" if level is Level.OK else remedy)
    if not os.access(settings.STATE, os.R_OK | os.W_OK | os.X_OK):
        yield Finding(
            Level.FAIL,
            _("Disk"),
            _("%(folder)s cannot be read and written by who asks") % {"folder": isolate(settings.STATE)},
            _("Run this as the user of the service; if you do, give the folder back to that user."),
        )


def knowledge() -> Iterator[Finding]:
    """How old is what Sanad knows of the world from others: time zones first of all."""
    today = timezone.localdate()
    for known in REFERENCES:
        since = known.published_on
        days = (today - since).days if since else 0
        age = ngettext("%(count)d day old", "%(count)d days old", days) % {"count": days} if since else _("no date")
        found = f"{isolate_ltr(f'{known.key} {known.installed()}')} ({age})"
        warnings = known.warnings(today)
        yield Finding(Level.WARN if warnings else Level.OK, str(known.label), found, "; ".join(warnings))


def clock() -> Iterator[Finding]:
    """Whether the clock of the machine is that of its database, and did not go back."""
    now, about = timezone.now(), _("Clock")
    last = HistoryEntry.objects.order_by("-pk").values_list("at", flat=True).first()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - timezone.now())
        else:
            apart = timedelta()
    if last is not None and last - now > OFF:
        found = _("it went back: the last line of history is of %(moment)s") % {"moment": _moment(last)}
    elif apart > OFF:
        found = _("that of the database is another one: %(apart)s apart") % {"apart": isolate_ltr(apart)}
    else:
        yield Finding(Level.OK, about, _moment(now))
        return
    yield Finding(Level.FAIL, about, found, _("Let the machines take their time from the network (`timedatectl`)."))


def _moment(at: datetime) -> str:
    return isolate_ltr(f"{timezone.localtime(at):%Y-%m-%d %H:%M} ({settings.TIME_ZONE})")
