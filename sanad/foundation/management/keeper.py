"""What the commands for the keeper of an installation have in common: their language, their refusals, a passphrase."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error
from django.utils.translation import gettext as _
from django.utils.translation import override
from rich.progress import track

from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.backup import Unfit
from sanad.foundation.backup.sealed import Passphrase
from sanad.foundation.backup.take import told
from sanad.foundation.ui.away import is_away

SECRET = "SANAD_BACKUP_PASSPHRASE"  # noqa: S105  the name of a variable


def spoken_here() -> str:
    """The language of the terminal, as its environment names it (LC_ALL, LC_MESSAGES, LANG); English for all others."""
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    language = named[:2].lower()
    return language if language in dict(settings.LANGUAGES) else "en"


@contextmanager
def told_here() -> Iterator[None]:
    """What is said meanwhile is in the language of the terminal, and what cannot be done is a CommandError."""
    with override(spoken_here()):
        try:
            yield
        except Unfit as problem:
            raise CommandError(str(problem)) from problem


class KeeperCommand(BaseCommand):
    """A command that speaks the language of the terminal, and says in a sentence what it cannot do."""

    def execute(self, *args: Any, **options: Any) -> Any:
        with told_here():
            try:
                return super().execute(*args, **options)
            except Error as problem:
                if not is_away(problem):
                    raise
                why = isolate(str(problem).strip())
                raise Unfit(_("The database does not answer: %(why)s") % {"why": why}) from problem


def progress(things: Iterable[Any], label: str, total: int | None = None) -> Iterable[Any]:
    """The things, and how far one is with them where somebody looks on."""
    return track(things, label, total=total, transient=True, disable=not sys.stderr.isatty())


def take_a_passphrase(parser: CommandParser) -> None:
    """Let a file be named in which a passphrase stands; never is it said on the command line, where others read it."""
    parser.add_argument(
        "--passphrase-file", type=Path, help=f"holds the passphrase of the archive (else {SECRET}, else asked for)"
    )


def passphrase_from(file: Path | None) -> Passphrase:
    """The passphrase that stands in the file, or in the environment, or is asked for. Raises Unfit when there is none."""

    def found() -> str:
        if given := given_passphrase(file):
            return given
        if not sys.stdin.isatty():
            raise Unfit(
                _(
                    "The archive is encrypted. Name a file that holds its passphrase (--passphrase-file), or set %(name)s."
                )
                % {"name": isolate(SECRET)}
            )
        return getpass(_("Passphrase of the archive: "))

    return found


def given_passphrase(file: Path | None) -> str:
    """The passphrase that is given without a question; "" when there is none. Raises Unfit for a file that cannot be read."""
    if file is None:
        return os.environ.get(SECRET, "")
    try:
        return file.read_text().rstrip("\r\n")
    except OSError as problem:
        raise Unfit(told(problem, file)) from problem


def new_passphrase(file: Path | None) -> str:
    """A passphrase that is given, or asked for twice. Raises Unfit when there is none, or the two are not the same."""
    if given := given_passphrase(file):
        return given
    passphrase = passphrase_from(file)()
    if getpass(_("Once more: ")) != passphrase:
        raise Unfit(_("These were two different passphrases."))
    return passphrase
