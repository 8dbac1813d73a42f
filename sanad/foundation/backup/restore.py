"""Putting a backup back."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, ProgrammingError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.backup import Unfit
from sanad.foundation.backup.archive import unpacked
from sanad.foundation.backup.change_over import MOVES, changed_over, settle, undo
from sanad.foundation.backup.database import (
    FOLDER,
    SQLITE_NAME,
    bring_to,
    examine,
    fill,
    is_embedded,
    others,
)
from sanad.foundation.backup.in_use import ASIDE, UNPACKED, alone
from sanad.foundation.backup.sealed import Passphrase
from sanad.foundation.backup.take import FILES, STATE, heads, is_known, kept_in_the_state, key_mark, stored_files, told
from sanad.foundation.history.anchors import Head
from sanad.foundation.spaces.models import Space

_BESIDE = ("-wal", "-shm")  # what SQLite keeps beside a database; the one of an archive is whole without


@dataclass(frozen=True)
class Restored:
    """What was put back."""

    made_at: str
    spaces: int
    files: int
    lost: list[str]  # files that were not whole when the backup was taken
    has_the_key: bool  # whether this installation, started anew, has the key of the one that was backed up
    before: Path | None  # where what was here before lies now


def restored(source: Path, *, replace: bool, passphrase: Passphrase) -> Restored:
    """Put back what `source` holds. Raises Unfit; then everything is as it was."""
    state = Path(settings.STATE)
    try:
        with alone(), source.open("rb") as archive:
            _undo_what_was_cut_off()
            with tempfile.TemporaryDirectory(dir=state, prefix=UNPACKED) as made:
                folder = Path(made)
                manifest = unpacked(archive, folder, is_known, passphrase)
                _judge(manifest, folder)
                return _put_back(manifest, folder, replace=replace)
    except OSError as problem:
        raise Unfit(told(problem, state)) from problem


def undo_what_was_cut_off() -> bool:
    """Undo a restore whose process was killed; whether there was one. Raises Unfit while somebody works here."""
    state = Path(settings.STATE)
    if not any((*state.glob(f"{ASIDE}*/{MOVES}"), *state.glob(f"{UNPACKED}*"))):
        return False
    with alone():
        return _undo_what_was_cut_off()


def _undo_what_was_cut_off() -> bool:
    state = Path(settings.STATE)
    halves = [moves.parent for moves in state.glob(f"{ASIDE}*/{MOVES}")]
    for before in halves:
        if _is_filled():
            settle(before)
        else:
            _let_go()
            undo(before)
    for folder in state.glob(f"{UNPACKED}*"):
        shutil.rmtree(folder)
    return bool(halves)


def _is_filled() -> bool:
    """Whether a server was filled before all was over: it held nothing before, and is filled when the files are in place."""
    try:
        return not is_embedded() and Space.objects.exists()
    except ProgrammingError:  # there are no tables
        return False
    finally:
        connection.close()


def _judge(manifest: dict[str, Any], folder: Path) -> None:
    """Raises Unfit when the archive cannot be put back here."""
    if manifest["embedded"] != is_embedded():
        kinds = ("SQLite", "PostgreSQL") if manifest["embedded"] else ("PostgreSQL", "SQLite")
        named = dict(zip(("of", "here"), map(isolate, kinds), strict=True))
        raise Unfit(_("This backup is of %(of)s, and SANAD_DATABASE names %(here)s.") % named)
    known = MigrationLoader(None).disk_migrations
    if any((app, name) not in known for app, name in manifest["migrations"]):
        raise Unfit(_("This backup was made by a newer Sanad. Install that version or a later one, then restore."))
    if not (folder / FOLDER).exists():
        raise Unfit(_("The archive holds no database."))
    if is_embedded():
        examine(folder / SQLITE_NAME)


def _put_back(manifest: dict[str, Any], folder: Path, *, replace: bool) -> Restored:
    holds = _holds_something()
    if holds and not is_embedded():
        raise Unfit(_("This database holds spaces already. Restore into an empty one: name it in SANAD_DATABASE."))
    if holds and not replace:
        raise Unfit(
            _("There are spaces here already. `--replace` puts the backup in their place and keeps them aside.")
        )
    if others():
        raise Unfit(_("Others are connected to this database. End the server and the workers, then restore."))
    before = Path(settings.STATE) / f"{ASIDE}{timezone.now():%Y%m%dT%H%M%S}"
    with ExitStack() as undone:
        if not is_embedded():
            undone.enter_context(_filled(manifest["migrations"], folder / FOLDER))
        undone.enter_context(_files_changed_over(_places(folder), before))
        _compare(manifest)
    settle(before)
    if not holds and not _is_worth_keeping(before):
        shutil.rmtree(before)
    return Restored(
        made_at=manifest["made_at"],
        spaces=len(manifest["heads"]),
        files=manifest["files"],
        lost=manifest["lost"],
        has_the_key=manifest["key"] == key_mark(_key_of_the_next_start()),
        before=before if before.exists() else None,
    )


def _holds_something() -> bool:
    try:
        return Space.objects.exists()
    except DatabaseError as problem:
        # A file that cannot be read may be all that is left of somebody's work; one without tables is a new one.
        return is_embedded() and not isinstance(problem, OperationalError)
    finally:
        connection.close()


@contextmanager
def _filled(migrations: Sequence[Sequence[str]], tables: Path) -> Iterator[None]:
    """The database of the server, filled when the block ends well."""
    try:
        bring_to(migrations)
        with transaction.atomic():
            fill(tables)
            yield
    except DatabaseError as problem:
        raise Unfit(
            _("The rows of the archive do not go into this database: %(why)s") % {"why": isolate(problem)}
        ) from problem


def _places(folder: Path) -> list[tuple[Path, Path]]:
    """Where each thing belongs, and where it lies now that it is unpacked."""
    state = Path(settings.STATE)
    places = [(Path(settings.FILES_ROOT), folder / FILES)]
    names = {path.name for path in (*kept_in_the_state(), *(folder / STATE).glob("*"))}
    places += [(state / name, folder / STATE / name) for name in sorted(names)]
    if is_embedded():
        database = Path(settings.DATABASES["default"]["NAME"])
        places += [(database.with_name(database.name + ending), folder / ("none" + ending)) for ending in _BESIDE]
        places.append((database, folder / SQLITE_NAME))
    return places


@contextmanager
def _files_changed_over(places: list[tuple[Path, Path]], before: Path) -> Iterator[None]:
    _let_go()
    with changed_over(places, before):
        try:
            yield
        except BaseException:
            _let_go()
            raise


def _let_go() -> None:
    """No connection to a file that is moved; that to a server stays, it is in the middle of a transaction."""
    if is_embedded():
        connection.close()


def _compare(manifest: dict[str, Any]) -> None:
    """Raises Unfit when the history or a file is not the one that was backed up."""
    if heads(_rows) != {head["space"]: [head["seq"], head["hash"]] for head in manifest["heads"]}:
        raise Unfit(_("The history in the archive is not the one that was backed up."))
    for name in set(stored_files(_rows)) - set(manifest["lost"]):
        if not (Path(settings.FILES_ROOT) / name).is_file():
            raise Unfit(_("The archive lacks the file %(name)s.") % {"name": isolate(name)})


def _rows(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _is_worth_keeping(before: Path) -> bool:
    """Whether somebody's files or keys lie there, though the database held no space."""
    return any(
        path.is_file()
        for place in (settings.FILES_ROOT, settings.KEYS_ROOT)
        for path in (before / Path(place).name).rglob("*")
    )


def _key_of_the_next_start() -> str:
    path = Path(settings.STATE) / "secret_key"
    return os.environ.get("SANAD_SECRET_KEY") or (path.read_text() if path.exists() else "")


def heads_in(source: Path, passphrase: Passphrase) -> list[Head]:
    """The heads of the histories when a backup was taken. Raises Unfit for what is no whole backup."""
    try:
        with source.open("rb") as archive:
            return list(unpacked(archive, None, is_known, passphrase)["heads"])
    except OSError as problem:
        raise Unfit(told(problem, source.parent)) from problem
