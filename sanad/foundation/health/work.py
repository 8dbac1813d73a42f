"""What is done in the background: the workers, what waits for them, and the way of letters out."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from sanad.foundation.arabic.bidi import isolate_ltr
from sanad.foundation.health import Finding, Level
from sanad.foundation.letters.models import LetterUnderWay
from sanad.foundation.worker.on_duty import Workers, last_said, workers

WAITS = timedelta(hours=1)  # in which a worker comes to everything, unless there is none, or far too much
LATELY = timedelta(days=7)
PATIENCE = 5  # seconds for a mail server


def worker() -> Iterator[Finding]:
    """Whether somebody works in the background."""
    about, where, last = _("Worker"), workers(timezone.now()), last_said()
    if where is Workers.NEVER or last is None:
        yield Finding(
            Level.WARN,
            about,
            _("none was seen here"),
            _("Reminders and letters wait until one runs: `sanad serve` brings one, `sanad work` is one."),
        )
        return
    found = _("the last one was seen at %(moment)s") % {
        "moment": isolate_ltr(f"{timezone.localtime(last):%Y-%m-%d %H:%M}")
    }
    if where is Workers.HERE:
        yield Finding(Level.OK, about, found)
    else:
        yield Finding(Level.FAIL, about, found, _("Start the service again; `journalctl -u sanad` says why it ended."))


def queue() -> Iterator[Finding]:
    """What waits for long, and what failed of late."""
    about, now = _("Tasks"), timezone.now()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - WAITS).count()
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=now - LATELY).count()
    letters = LetterUnderWay.objects.filter(began_at__lt=now - WAITS).count()
    for count, said in (
        (waiting, ngettext("%(count)d waits for more than an hour", "%(count)d wait for more than an hour", waiting)),
        (failed, ngettext("%(count)d failed within a week", "%(count)d failed within a week", failed)),
        (
            letters,
            ngettext(
                "%(count)d letter is under way for more than an hour",
                "%(count)d letters are under way for more than an hour",
                letters,
            ),
        ),
    ):
        if count:
            remedy = _("It is tried again by itself; `journalctl -u sanad` says what stands in its way.")
            yield Finding(Level.WARN, about, said % {"count": count}, remedy)
    if not (waiting or failed or letters):
        yield Finding(Level.OK, about, _("nothing waits, nothing failed"))


def mail() -> Iterator[Finding]:
    """Whether the mail server lets us in; nothing is sent."""
    about = _("Mail")
    if not settings.EMAIL_URL:
        yield Finding(
            Level.WARN,
            about,
            _("no server is named: reminders stand on the page only"),
            _("Name one in SANAD_MAIL (docs/operate.md)."),
        )
        return
    server = isolate_ltr(f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}")
    try:
        with closing(get_connection(timeout=PATIENCE)) as line:
            line.open()
    except (OSError, ValueError) as problem:  # those of smtplib and ssl are of the first
        yield Finding(
            Level.FAIL,
            about,
            _("%(server)s does not take us: %(why)s") % {"server": server, "why": isolate_ltr(problem)},
            _("Look at SANAD_MAIL, and whether this machine may reach that server; letters wait meanwhile."),
        )
    else:
        yield Finding(Level.OK, about, _("%(server)s lets us in") % {"server": server})
