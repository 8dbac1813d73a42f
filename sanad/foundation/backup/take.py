"""Taking a backup."""

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.backup import Unfit
from sanad.foundation.backup.archive import Archive, unpacked, writing
from sanad.foundation.backup.database import FOLDER as DATABASE
from sanad.foundation.backup.database import Moment, is_embedded, moment
from sanad.foundation.backup.in_use import ASIDE
from sanad.foundation.backup.in_use import NAME as IN_USE
from sanad.foundation.backup.sealed import ENDING as SEALED
from sanad.foundation.backup.sealed import judged
from sanad.foundation.files.store import is_full, name_of
from sanad.foundation.history import anchors

FILES, STATE = "files/", "state/"
ENDING = ".tar.gz"

Rows = Callable[[str], Iterable[tuple[Any, ...]]]
Progress = Callable[[Iterable[Any], str, int], Iterable[Any]]


@dataclass(frozen=True)
class Taken:
    """What stands in the archive."""

    file: Path
    spaces: int
    lines: int  # of history
    files: int
    size: int  # bytes of the archive
    lost: list[str]  # files that rows name and the disk does not have, or has changed


@dataclass(frozen=True)
class Last:
    """The backup that was taken last from here."""

    at: datetime
    file: str
    is_sealed: bool


def taken(target: Path, progress: Progress, passphrase: str = "") -> Taken:
    """Write everything that is kept into `target`, and read it again; into a folder, under the day and the hour.

    Sealed, when there is a passphrase. Raises Unfit; then there is no archive.
    """
    if passphrase:
        judged(passphrase)
    if target.is_dir():
        target /= f"sanad-{timezone.localtime():%Y-%m-%dT%H%M%S}{ENDING}{SEALED if passphrase else ''}"
    if target.exists():
        raise Unfit(
            _("%(file)s is there already: a backup never writes over another file.") % {"file": isolate(target)}
        )
    if target.resolve().is_relative_to(Path(settings.STATE).resolve()):
        raise Unfit(
            _("Put the backup outside of %(folder)s: what is lost with that folder would be lost with it.")
            % {"folder": isolate(settings.STATE)}
        )
    partial = target.with_name(target.name + ".partial")
    try:
        # A copy of the database lies there meanwhile: not in clear on a disk that is to hold a sealed archive.
        beside = settings.STATE if passphrase else target.parent
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out, tempfile.TemporaryDirectory(dir=beside, prefix=".sanad-") as folder:
            facts = _written(out, Path(folder), progress, passphrase)
            out.flush()
            os.fsync(out.fileno())
        with partial.open("rb") as source:
            unpacked(source, None, is_known, lambda: passphrase)
        size = partial.stat().st_size
        partial.rename(target)
        _note(target, is_sealed=bool(passphrase))
    except (OSError, sqlite3.Error) as problem:
        raise Unfit(told(problem, target.parent)) from problem
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    lines = sum(head["seq"] for head in facts["heads"])
    return Taken(target, len(facts["heads"]), lines, facts["files"], size, facts["lost"])


def _note(target: Path, *, is_sealed: bool) -> None:
    """Write down when the last backup was taken, whole or not at all."""
    said = {"at": timezone.now().isoformat(timespec="seconds"), "file": str(target.resolve()), "is_sealed": is_sealed}
    beside = Path(settings.LAST_BACKUP).with_suffix(".new")
    beside.write_text(json.dumps(said))
    beside.rename(settings.LAST_BACKUP)


def last_taken() -> Last | None:
    """The backup that was taken last from here; None when there was none, or nobody can say."""
    try:
        said = json.loads(Path(settings.LAST_BACKUP).read_text())
        return Last(datetime.fromisoformat(said["at"]), said["file"], said["is_sealed"])
    except (OSError, ValueError, KeyError):
        return None


def told(problem: OSError | sqlite3.Error, folder: Path) -> str:
    """What the system refused, in a sentence."""
    named = {"file": isolate(getattr(problem, "filename", "") or folder), "why": isolate(_reason(problem))}
    if _is_full(problem):
        return _("There is no room left on the disk of %(folder)s.") % {"folder": isolate(folder)}
    if isinstance(problem, FileNotFoundError):
        return _("There is no %(file)s.") % named
    if isinstance(problem, PermissionError):
        return _("Sanad may not read or write %(file)s here: run it as the user of the service.") % named
    return _("%(file)s cannot be read or written: %(why)s.") % named


def _reason(problem: OSError | sqlite3.Error) -> str:
    return getattr(problem, "strerror", "") or str(problem)


def _is_full(problem: OSError | sqlite3.Error) -> bool:
    if isinstance(problem, sqlite3.Error):
        return getattr(problem, "sqlite_errorname", "") == "SQLITE_FULL"
    return is_full(problem)


def is_known(name: str) -> bool:
    """Whether a member of an archive is one of ours."""
    return name.startswith((DATABASE, FILES, STATE))


def key_mark(key: str) -> str:
    """What tells whether the key of an installation is the one of the archive, without giving it away."""
    return salted_hmac("sanad.foundation.backup", "the same key", key, algorithm="sha256").hexdigest()


def _written(out: Any, folder: Path, progress: Progress, passphrase: str) -> dict[str, Any]:
    """The heads of the histories first, then the database, then the files: what a row names was on the disk before it."""
    anchors_then = _copied(Path(settings.ANCHORS), folder / "anchors")
    with writing(out, passphrase) as archive, moment(folder) as now:
        facts = _facts(now)
        for name, path in now.parts(folder):
            archive.add(name, path)
        files, lost = _add_files(archive, now, progress)
        for path in (path for top in kept_in_the_state() for path in _files_of(top)):
            source = anchors_then if path == Path(settings.ANCHORS) else path
            archive.add(STATE + path.relative_to(settings.STATE).as_posix(), source)
        facts |= {"files": files, "lost": lost}
        archive.close_with(facts)
    return facts


def _copied(path: Path, target: Path) -> Path:
    """The file as it is now: it goes on growing while the database is copied."""
    if path.exists():
        shutil.copyfile(path, target)
    else:
        target.touch()
    return target


def _facts(now: Moment) -> dict[str, Any]:
    return {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "address": settings.PUBLIC_ADDRESS,
        "embedded": is_embedded(),
        "key": key_mark(settings.SECRET_KEY),
        "migrations": sorted([app, name] for app, name in now.rows("SELECT app, name FROM django_migrations")),
        "heads": [anchors.signed(space, *last) for space, last in heads(now.rows).items()],
    }


def heads(rows: Rows) -> dict[str, list[Any]]:
    """The last line of the history of each space that has one: its number and its hash."""
    return {
        str(UUID(str(space))): [seq, hash_]
        for space, seq, hash_ in rows(
            "SELECT space_id, seq, hash FROM foundation_historyentry AS line WHERE seq = (SELECT max(seq)"
            " FROM foundation_historyentry AS other WHERE other.space_id = line.space_id)"
        )
    }


def stored_files(rows: Rows) -> list[str]:
    """The files that rows name, as they are called below the folder of the files."""
    return sorted(
        name_of(UUID(str(space)), sha256)
        for space, sha256 in rows("SELECT DISTINCT space_id, sha256 FROM foundation_storedfile")
    )


def _add_files(archive: Archive, now: Moment, progress: Progress) -> tuple[int, list[str]]:
    """The files that rows name; how many, and which of them are not as they were stored."""
    lost = []
    names = stored_files(now.rows)
    for name in progress(names, "Files", len(names)):
        path = Path(settings.FILES_ROOT) / name
        if not path.is_file() or archive.add(FILES + name, path) != path.name:
            lost.append(name)
    return len(names) - len(lost), lost


def kept_in_the_state() -> list[Path]:
    """What belongs in a backup of what lies in the state folder: keys, and whatever is kept beside the database."""
    database = Path(settings.DATABASES["default"]["NAME"]).name if is_embedded() else ""
    # Files come by their rows; the others are made anew by every start, or are of this machine and this hour alone.
    apart = {
        settings.FILES_ROOT,
        settings.SMALL_ROOT,
        settings.STATIC_ROOT,
        settings.PROCESSES_ROOT,
        settings.FIRST_VISIT,
        settings.LAST_BACKUP,
    }
    names = {Path(path).name for path in apart} | {IN_USE}
    return [
        path
        for path in sorted(Path(settings.STATE).iterdir())
        if path.name not in names
        and not path.name.startswith((".", ASIDE))
        and not (database and path.name.startswith(database))
    ]


def _files_of(top: Path) -> list[Path]:
    return [path for path in sorted([top, *top.rglob("*")]) if path.is_file() and not path.is_symlink()]
