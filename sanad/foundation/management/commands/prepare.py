"""`prepare`: everything that stands between a fresh or older state and one that can serve."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.backup import Unfit
from sanad.foundation.backup.restore import undo_what_was_cut_off
from sanad.foundation.health.schema import schema
from sanad.foundation.history.chain import digest_of
from sanad.foundation.history.takeover import take_over
from sanad.foundation.management.keeper import told_here
from sanad.foundation.management.processes import known_at_work
from sanad.foundation.worker.queue import follow_moves


class Command(BaseCommand):
    help = "Bring the database and the static files up to date; quick when they are."

    def handle(self, **_options) -> None:
        with told_here():
            if undo_what_was_cut_off():
                self.stdout.write(_("A restore was cut off here: what was there before is in its place again."))
            if unknown := schema().unknown:
                raise Unfit(
                    _(
                        "This database was made by a newer Sanad (%(name)s). Install that version again, or restore the"
                        " backup of before into another place (docs/operate.md)."
                    )
                    % {"name": isolate(".".join(unknown[-1]))}
                )
        with known_at_work():
            self._prepare()

    def _prepare(self) -> None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_territory")
        take_over()
        follow_moves()
        call_command("put_clock_right", verbosity=0)
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        present = digest_of(_sources())
        if not stamp.exists() or stamp.read_text() != present:
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(present)


def _sources() -> list[tuple[str, float]]:
    """What `collectstatic` would gather: names and times."""
    found = [(name, store) for finder in get_finders() for name, store in finder.list([])]
    return sorted((name, store.get_modified_time(name).timestamp()) for name, store in found)
