"""What a crash leaves behind: files that no row names, temporaries, and rows whose file is gone.

A file is laid down before its row is stored, so a process that is killed between the two leaves a file that nobody asks
for. It is collected after a day: what is being stored now is younger.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.conf import settings

from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.store import name_of
from sanad.foundation.ids import as_uuid

GRACE = 24 * 3600  # seconds
GOING = ".going"
_SHA256 = 64

logger = logging.getLogger(__name__)


@dataclass
class Found:
    """What does not belong together: files to be collected, and the rows (their keys) whose file is not there."""

    files: list[Path] = field(default_factory=list)
    rows: list[UUID] = field(default_factory=list)


def find(now: float | None = None) -> Found:
    """Look at every file and every row. A file younger than a day belongs to a row that may be stored in a moment."""
    before = (time.time() if now is None else now) - GRACE
    found = Found()
    for room in sorted(Path(settings.FILES_ROOT).glob("*/")):
        space_id = as_uuid(room.name)
        named = (
            set(StoredFile.objects.filter(space_id=space_id).values_list("sha256", flat=True)) if space_id else set()
        )
        _put_back(room, named)
        found.files += [path for path in _files(room) if path.name not in named and _age(path) < before]
    rows = StoredFile.objects.order_by("space_id", "pk").values_list("pk", "space_id", "sha256")
    for key, space_id, sha256 in rows.iterator(chunk_size=1000):
        if not (Path(settings.FILES_ROOT) / name_of(space_id, sha256)).exists():
            found.rows.append(key)
    return found


def collect(now: float | None = None) -> Found:
    """Remove what nobody names, and say what was removed and which rows have no file."""
    found = find(now)
    before = (time.time() if now is None else now) - GRACE
    found.files = [path for path in found.files if _is_removed(path, before)]
    for path in found.files:
        logger.warning("Removed a file that no row names: %s", path.name)
    for key in found.rows:
        logger.error("The file of %s is not there.", key)
    return found


def _is_removed(path: Path, before: float) -> bool:
    """Put the file aside, look once more, and only then remove it: in between somebody may have said that it is wanted."""
    aside = path.with_name(path.name + GOING)
    try:
        path.rename(aside)
    except FileNotFoundError:
        return False
    if _age(aside) >= before and len(path.name) == _SHA256:
        aside.rename(path)
        return False
    aside.unlink()
    return True


def _put_back(room: Path, named: set[str]) -> None:
    """What was put aside by a process that was killed then, and has a row."""
    for aside in room.glob(f"*/*{GOING}"):
        path = aside.with_name(aside.name.removesuffix(GOING))
        if path.name in named and not path.exists():
            aside.rename(path)


def _files(room: Path) -> Iterator[Path]:
    return (path for path in sorted(room.glob("*/*")) if path.is_file())


def _age(path: Path) -> float:
    """When it was laid down, or last wanted; now, when it is gone meanwhile."""
    with suppress(FileNotFoundError):
        return path.stat().st_mtime
    return time.time()
