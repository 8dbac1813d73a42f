"""`backup`: everything that is kept, in one archive."""

import sys
from pathlib import Path

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.backup.sealed import judged
from sanad.foundation.backup.take import taken
from sanad.foundation.management.keeper import (
    KeeperCommand,
    given_passphrase,
    new_passphrase,
    progress,
    take_a_passphrase,
)


class Command(KeeperCommand):
    help = "Write database, files and keys into FILE while people go on working, and read it again."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="the archive, or a folder in which it is named after the moment")
        parser.add_argument(
            "--encrypt", action="store_true", help="sealed with a passphrase, also when none is given but asked for"
        )
        take_a_passphrase(parser)

    def handle(self, *, file: Path, encrypt: bool, passphrase_file: Path | None, **_options) -> None:
        asked = encrypt or passphrase_file is not None or bool(given_passphrase(None))
        passphrase = judged(new_passphrase(passphrase_file)) if asked else ""
        made = taken(file, progress, passphrase)
        self.stdout.write(
            _("%(file)s: %(size)s, read again and whole. It holds %(spaces)s, %(lines)s and %(files)s.")
            % {
                "file": isolate(made.file),
                "size": isolate(filesizeformat(made.size)),
                "spaces": ngettext("%(count)d space", "%(count)d spaces", made.spaces) % {"count": made.spaces},
                "lines": ngettext("%(count)d line of history", "%(count)d lines of history", made.lines)
                % {"count": made.lines},
                "files": ngettext("%(count)d file", "%(count)d files", made.files) % {"count": made.files},
            }
        )
        self.stdout.write(
            _("It is encrypted: nobody opens it without the passphrase, you neither. Keep that elsewhere.")
            if passphrase
            else _("It holds all data and keys in clear: keep it where nobody else can read it.")
        )
        for name in made.lost:
            self.stderr.write(
                _("Not in the backup: the file %(name)s is missing or was changed on the disk.")
                % {"name": isolate(name)}
            )
        if made.lost:
            sys.exit(1)
