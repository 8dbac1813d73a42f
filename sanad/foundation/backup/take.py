"""Taking a backup."""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sanad.foundation.backup import Unfit
from sanad.foundation.backup.archive import Archive, unpacked, writing
from sanad.foundation.backup.database import FOLDER as DATABASE
from sanad.foundation.backup.database import Moment, is_embedded, moment
from sanad.foundation.backup.in_use import NAME as IN_USE
from sanad.foundation.files.store import name_of
from sanad.foundation.history import anchors

FILES, STATE = "files/", "state/"


Rows = Callable[[str], Iterable[tuple[Any, ...]]]
Progress = Callable[[Iterable[Any], str, int], Iterable[Any]]


@dataclass(frozen=True)
class Taken:
    """What stands in the archive."""

    spaces: int
    lines: int  # of history
    files: int
    size: int  # bytes of the archive
    lost: list[str]  # files that rows name and the disk does not have, or has changed


def taken(target: Path, progress: Progress) -> Taken:
    """Write everything that is kept into `target`, and read it again. Raises Unfit; then there is no `target`."""
    if target.exists():
        raise Unfit(f"{target} is there already: a backup never writes over another file.")
    if target.resolve().is_relative_to(Path(settings.STATE).resolve()):
        raise Unfit(f"Put the backup outside of {settings.STATE}: what is lost with that folder would be lost with it.")
    partial = target.with_name(target.name + ".partial")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out, tempfile.TemporaryDirectory(dir=target.parent, prefix=".sanad-") as folder:
            facts = _written(out, Path(folder), progress)
            out.flush()
            os.fsync(out.fileno())
        with partial.open("rb") as source:
            unpacked(source, None, is_known)
        size = partial.stat().st_size
        partial.rename(target)
    except OSError as problem:
        raise Unfit(told(problem, target.parent)) from problem
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return Taken(len(facts["heads"]), sum(head["seq"] for head in facts["heads"]), facts["files"], size, facts["lost"])


def told(problem: OSError, folder: Path) -> str:
    """What the system refused, in a sentence."""
    if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"There is no room left on the disk of {folder}."
    return f"{problem.filename or folder}: {problem.strerror or problem}."


def is_known(name: str) -> bool:
    """Whether a member of an archive is one of ours."""
    return name.startswith((DATABASE, FILES, STATE))


def key_mark(key: str) -> str:
    """What tells whether the key of an installation is the one of the archive, without giving it away."""
    return salted_hmac("sanad.foundation.backup", "the same key", key, algorithm="sha256").hexdigest()


def _written(out: Any, folder: Path, progress: Progress) -> dict[str, Any]:
    """The heads of the histories first, then the database, then the files: what a row names was on the disk before it."""
    anchors_then = _copied(Path(settings.ANCHORS), folder / "anchors")
    with writing(out) as archive, moment(folder) as now:
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
    apart = {settings.FILES_ROOT, settings.STATIC_ROOT, settings.PROCESSES_ROOT, settings.FIRST_VISIT}
    names = {Path(path).name for path in apart} | {IN_USE}
    return [
        path
        for path in sorted(Path(settings.STATE).iterdir())
        if path.name not in names
        and not path.name.startswith((".", "before-restore-"))
        and not (database and path.name.startswith(database))
    ]


def _files_of(top: Path) -> list[Path]:
    return [path for path in sorted([top, *top.rglob("*")]) if path.is_file() and not path.is_symlink()]
