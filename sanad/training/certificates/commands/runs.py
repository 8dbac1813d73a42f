"""Runs: certificates asked for in one go, and issued by the worker a few at a time (T3)."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import Error, OperationalError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, override
from django_tasks import task

from sanad.directory.queries import signatory_of
from sanad.foundation.command import command, stated
from sanad.foundation.documents.engine import NotTypeset
from sanad.foundation.policy import Refused, Text
from sanad.foundation.spaces.actor import Actor, actor_of
from sanad.foundation.spaces.models import User, spoken
from sanad.foundation.ui.away import is_away
from sanad.foundation.worker import queue
from sanad.training.certificates.commands.certificates import whole_session, write_certificates
from sanad.training.certificates.policies import can_carry_on, can_issue_certificates, can_stop
from sanad.training.certificates.queries.awards import awarded, issuer_of
from sanad.training.certificates.queries.certificates import judged
from sanad.training.models import CertificateRun, Registration, RegistrationLetter, Session
from sanad.training.registrations.commands.letters import write_to

logger = logging.getLogger(__name__)
INTERRUPTED = gettext_noop("The work was interrupted. Ask again for those who have none yet.")
AT_ONCE = 50  # certificates in one transaction: few enough that a page does not wait long for it


@command(can_issue_certificates, says=_("asked for certificates"), is_final=True)
def ask_certificates(
    actor: Actor, session: Session, *, language: str, people: Sequence[UUID] | None = None
) -> CertificateRun:
    """Ask for the certificates of everybody who is due one, or of those named.

    Refused while others of the session are being issued, when nobody is due one, and for somebody who has no right.
    """
    if language not in {"ar", "fr"}:
        raise Refused(_("This choice does not exist."), "language")
    for run in session.certificate_runs.select_for_update(no_key=True).filter(finished_at=None):
        if is_at_work(run):
            raise Refused(_("Certificates of this session are being issued already."))
        _end(run, INTERRUPTED)
    rows = judged(actor, session, people)
    due = [row.taken.registration.pk for row in rows if row.waits]
    wanted = due if people is None else [_entitled(row) for row in rows]
    if not wanted:
        raise Refused(_("Nobody is due a certificate: each was issued, or what the course asks was not reached."))
    run = CertificateRun.objects.create(
        space_id=session.space_id, session=session, language=language, wanted=[str(pk) for pk in wanted], by=actor.user
    )
    queue_run(run, actor.user)
    return run


def _entitled(row: Any) -> UUID:
    name = row.taken.registration.name
    if not row.has_right:
        lacks = ", ".join(str(lack) for lack in row.missing)
        raise Refused(_("%(name)s has no right to a certificate: %(lacks)s.") % {"name": name, "lacks": lacks})
    if not row.may_have_one:
        raise Refused(_("%(name)s has a certificate already. It can be issued again.") % {"name": name})
    return row.taken.registration.pk


@command(can_carry_on, says=_("issued certificates"))
def issue_next(actor: Actor, run: CertificateRun, *, at_most: int | None = None) -> CertificateRun:
    """Issue the next certificates of a run, as the rule holds now; the run is finished when none is left."""
    if run.finished_at is not None:
        return run
    todo = run.left[: at_most or AT_ONCE]
    session = whole_session(run.session_id)
    rows = {row.taken.registration.pk: row for row in judged(actor, session, todo) if row.may_have_one}
    lost = {str(pk) for pk in todo if pk not in rows}
    run.wanted = [pk for pk in run.wanted if pk not in lost]
    due = [rows[pk] for pk in todo if pk in rows]
    if due:
        issuer = issuer_of(session)
        by = signatory_of(issuer)
        awards = [awarded(row.taken.registration, row.snapshot, session, issuer, by) for row in due]
        write_certificates(actor, session, [(award, None) for award in awards], run.language, run)
    return _gone_on(run)


@command(can_stop, says=_("passed over somebody whose certificate could not be issued"))
def pass_over(actor: Actor, run: CertificateRun, *, registration: UUID, why: str, detail: str = "") -> CertificateRun:
    """Note that this one cannot be issued, and why, so that the others get theirs; the run is finished when none is left."""
    if run.finished_at is None and registration in run.left:
        run.failures = [*run.failures, {"place": str(registration), "why": stated(why), "detail": detail[:300]}]
        _gone_on(run)
    return run


def _gone_on(run: CertificateRun) -> CertificateRun:
    if run.left:
        run.save()
    else:
        _end(run)
    return run


def _end(run: CertificateRun, refusal: str = "") -> None:
    """The run is over, however it went; who got one is told."""
    run.refusal, run.finished_at = refusal[:300], timezone.now()
    run.save()
    tell_certified.enqueue(str(run.pk))


@command(can_stop, says=_("stopped issuing certificates"))
def stop_run(actor: Actor, run: CertificateRun, *, reason: str) -> CertificateRun:
    """Say why a run cannot go on; what it issued stands."""
    if run.finished_at is None:
        _end(run, stated(reason))
    return run


@task()
def tell_certified(run_id: str) -> int:
    """Tell everybody whose certificate a run issued; how many."""
    people = Registration.objects.filter(certificates__run=UUID(run_id)).reachable()
    return write_to(people, RegistrationLetter.Kind.ISSUED)


def queue_run(run: CertificateRun, by: User) -> None:
    """Ask the worker for the certificates of a run, in the name of whoever asks."""
    issue_run.enqueue(str(run.pk), str(by.pk))


@task()
def issue_run(run_id: str, user_id: str) -> int:
    """Issue what a run still has to issue; how many it holds. Twice at once, or begun again, none is issued twice.

    Whatever one of them raises, the others get theirs, and the run ends: after a first failure they are issued one by one, and
    the one that fails is passed over with its reason.
    """
    run = CertificateRun.objects.select_related("space").get(pk=run_id)
    user = User.objects.get(pk=user_id)
    # Somebody who left the space has no role in it any more: the run is stopped with that reason.
    actor = actor_of(user, run.space_id) or Actor(user, run.space, "")
    at_most = None
    with override(spoken(user.language)):
        while run.finished_at is None:
            try:
                run = issue_next(actor, run, at_most=at_most)
            except Exception as raised:
                # What the database or the typesetter refuses is of one certificate; any other refusal is of them all.
                problem = raised.__cause__ if isinstance(raised.__cause__, Error) else raised
                if isinstance(problem, Refused) and not isinstance(problem, NotTypeset):
                    run = stop_run(actor, run, reason=_in_english(problem.message))
                    continue
                if is_away(problem):
                    raise  # nobody's fault: the whole task is tried again
                logger.exception("Certificates of the run %s", run.pk)
                if at_most is not None:
                    detail = f"{type(problem).__name__}: {getattr(problem, 'cause', problem)}"
                    run = pass_over(actor, run, registration=run.left[0], why=_why(problem), detail=detail)
                at_most = 1
    return run.certificates.count()


def _in_english(message: Text) -> str:
    """As the catalogues know it, so that everybody reads it in their own language."""
    with override("en"):
        return str(message)


def _why(problem: Exception) -> str:
    if isinstance(problem, NotTypeset):
        return gettext_noop("The paper could not be typeset.")
    if isinstance(problem, Error):
        return gettext_noop("The database did not take it.")
    return gettext_noop("Something went wrong that Sanad did not expect.")


def is_at_work(run: CertificateRun, *, by_worker: bool = False) -> bool:
    """Whether a worker issues the certificates of a run, or will."""
    return run.finished_at is None and queue.is_at_work(issue_run, str(run.pk), timezone.now(), by_worker=by_worker)


def end_lost_runs(now: datetime) -> None:
    """End the runs whose task is gone; what they issued stands and is told, and the others can be asked for again.

    One that cannot be ended does not keep the others.
    """
    for run in CertificateRun.objects.filter(finished_at=None, created_at__lt=now - queue.PATIENCE).select_related(
        "space", "by"
    ):
        try:
            if not is_at_work(run, by_worker=True):
                stop_run(Actor(run.by, run.space, ""), run, reason=INTERRUPTED)
        except OperationalError:
            raise  # the database is away, for all of them
        except Exception:
            logger.exception("The run %s could not be ended.", run.pk)
