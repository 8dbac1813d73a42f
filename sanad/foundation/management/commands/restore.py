"""`restore`: put a backup back."""

from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanad.foundation.arabic.bidi import isolate, isolate_ltr
from sanad.foundation.backup.restore import restored
from sanad.foundation.management.keeper import KeeperCommand, passphrase_from, take_a_passphrase


class Command(KeeperCommand):
    help = "Put back what `backup` wrote into FILE, where nothing is; nothing changes unless all of it can be."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="in the place of what is here, which is kept aside")
        take_a_passphrase(parser)

    def handle(self, *, file: Path, replace: bool, passphrase_file: Path | None, **_options) -> None:
        done = restored(file, replace=replace, passphrase=passphrase_from(passphrase_file))
        self.stdout.write(
            _("Put back as of %(moment)s: %(spaces)s with their history, and %(files)s.")
            % {
                "moment": isolate_ltr(done.made_at),
                "spaces": ngettext("%(count)d space", "%(count)d spaces", done.spaces) % {"count": done.spaces},
                "files": ngettext("%(count)d file", "%(count)d files", done.files) % {"count": done.files},
            }
        )
        self.stdout.write(_("Everybody signs in again. Letters that were sent since may be sent once more."))
        for name in done.lost:
            self.stderr.write(_("The backup did not have the file %(name)s.") % {"name": isolate(name)})
        if not done.has_the_key:
            self.stderr.write(
                _(
                    "The key of the installation is not the one that was backed up: set SANAD_SECRET_KEY as it was."
                    " Without it nothing that was signed or sealed with it can be used."
                )
            )
        if done.before:
            self.stdout.write(_("What was here before: %(folder)s") % {"folder": isolate(done.before)})
        self.stdout.write(_("`sanad serve` brings it up to date and starts it."))
