"""Certificates: asked for, issued a few at a time, revoked, issued again (T3, T5)."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sanad.directory.models import Organisation
from sanad.foundation.command import command, stated
from sanad.foundation.days import months_after
from sanad.foundation.documents.models import DocumentWithdrawal, IssuedDocument
from sanad.foundation.documents.papers import PAPERS, Draft, issue_all
from sanad.foundation.ids import new_id
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.training.commands.keys import live_key
from sanad.training.models import Certificate, CertificateRun, Registration, RegistrationLetter, Session, SigningKey
from sanad.training.policies import can_carry_on, can_issue_certificates, can_reissue, can_revoke
from sanad.training.policies.certificates import can_stop
from sanad.training.queries.awards import Award, issuer_of
from sanad.training.queries.certificates import judged, next_index
from sanad.training.queries.credentials import Badge, achievement_address, credential_of, criteria_of, session_address
from sanad.training.queries.seals import facts_of, sealed
from sanad.training.queries.syllabus import said
from sanad.training.tasks import INTERRUPTED, is_at_work, queue_letter, queue_run, tell_certified

AT_ONCE = 50  # certificates in one transaction: few enough that a page does not wait long for it


@command(can_issue_certificates, says=_("asked for certificates"))
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
    due = [row.taken.place.pk for row in rows if row.waits]
    wanted = due if people is None else [_entitled(row) for row in rows]
    if not wanted:
        raise Refused(_("Nobody is due a certificate: each was issued, or what the course asks was not reached."))
    run = CertificateRun.objects.create(
        space_id=session.space_id, session=session, language=language, wanted=[str(pk) for pk in wanted], by=actor.user
    )
    queue_run(run, actor.user)
    return run


def _entitled(row: Any) -> UUID:
    name = row.taken.place.name
    if not row.has_right:
        lacks = ", ".join(str(lack) for lack in row.lacks)
        raise Refused(_("%(name)s has no right to a certificate: %(lacks)s.") % {"name": name, "lacks": lacks})
    if not row.may_have_one:
        raise Refused(_("%(name)s has a certificate already. It can be issued again.") % {"name": name})
    return row.taken.place.pk


@command(can_carry_on, says=_("issued certificates"))
def issue_next(actor: Actor, run: CertificateRun, *, at_most: int | None = None) -> CertificateRun:
    """Issue the next certificates of a run, as the rule holds now; the run is finished when none is left."""
    if run.finished_at is not None:
        return run
    todo = run.left[: at_most or AT_ONCE]
    session = _whole(run.session_id)
    rows = {row.taken.place.pk: row for row in judged(actor, session, todo) if row.may_have_one}
    lost = {str(pk) for pk in todo if pk not in rows}
    run.wanted = [pk for pk in run.wanted if pk not in lost]
    due = [rows[pk] for pk in todo if pk in rows]
    if due:
        issuer = issuer_of(session)
        awards = [_award(row.taken.place, row.snapshot, session, issuer) for row in due]
        _write(actor, session, [(award, None) for award in awards], run.language, run)
    return _gone_on(run)


@command(can_stop, says=_("passed over somebody whose certificate could not be issued"))
def pass_over(actor: Actor, run: CertificateRun, *, place: UUID, why: str, detail: str = "") -> CertificateRun:
    """Note that this one cannot be issued, and why, so that the others get theirs; the run is finished when none is left."""
    if run.finished_at is None and place in run.left:
        run.failures = [*run.failures, {"place": str(place), "why": stated(why), "detail": detail[:300]}]
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


def _whole(session_id: UUID) -> Session:
    """The session with everything that its certificates say of it, asked for once."""
    rows = Session.objects.select_related("space", "course", "activity__place", "activity__host")
    return rows.prefetch_related("slots", "trainers__person").get(pk=session_id)


def _award(place: Registration, snapshot: dict[str, Any], session: Session, issuer: Organisation) -> Award:
    today, course = timezone.localdate(), session.course
    place.session = session
    months = course.validity_months if course else None
    return Award(place, snapshot, today, months_after(today, months) if months else None, issuer)


@command(can_stop, says=_("stopped issuing certificates"))
def stop_run(actor: Actor, run: CertificateRun, *, reason: str) -> CertificateRun:
    """Say why a run cannot go on; what it issued stands."""
    if run.finished_at is None:
        _end(run, stated(reason))
    return run


@command(can_reissue, says=_("issued a certificate again"))
def reissue_certificate(actor: Actor, certificate: Certificate, *, language: str) -> Certificate:
    """Issue it again with the name as it is written now; the old paper is replaced, the validity stays (T5).

    Who holds it is told.
    """
    if language not in {"ar", "fr"}:
        raise Refused(_("This choice does not exist."), "language")
    place = certificate.registration
    place.session = _whole(place.session_id)
    award = Award(place, certificate.snapshot, timezone.localdate(), certificate.valid_until, issuer_of(place.session))
    again = _write(actor, place.session, [(award, certificate.document)], language, None)[0]
    queue_letter(place, RegistrationLetter.Kind.ISSUED)
    return again


@command(can_revoke, says=_("revoked a certificate"))
def revoke_certificate(actor: Actor, certificate: Certificate, *, reason: str) -> DocumentWithdrawal:
    """State that it no longer stands, and why; whoever checks it sees that at once."""
    return DocumentWithdrawal.objects.create(
        space_id=certificate.space_id, document=certificate.document, by=actor.user, reason=stated(reason)
    )


Wanted = tuple[Award, IssuedDocument | None]


def _write(
    actor: Actor, session: Session, wanted: Sequence[Wanted], language: str, run: CertificateRun | None
) -> list[Certificate]:
    """Number, print, sign and keep certificates; each may take the place of a paper."""
    key, paper = live_key(session.space_id), PAPERS["certificate"]
    with override(language):
        drafts = [
            Draft(award.place, paper.build(award), before, partial(_seal, key, award)) for award, before in wanted
        ]
        documents = issue_all(actor, paper, drafts, language)
        first = next_index(session.space_id)
        rows = [
            _certified(key, session, award, document, first + number, run)
            for number, ((award, _before), document) in enumerate(zip(wanted, documents, strict=True))
        ]
    return Certificate.objects.bulk_create(rows)


def _seal(key: SigningKey, award: Award, content: dict[str, Any], code: str) -> str:
    fields = [*((name, value) for name, value in content["fields"]), ("number", content["reference"])]
    return sealed(key, facts_of(code, content["language"], award.valid_until, fields))


def _certified(
    key: SigningKey, session: Session, award: Award, document: IssuedDocument, index: int, run: CertificateRun | None
) -> Certificate:
    row = Certificate(
        pk=new_id(),
        space_id=session.space_id,
        registration=award.place,
        run=run,
        document=document,
        snapshot=award.snapshot,
        issued_on=award.issued_on,
        valid_until=award.valid_until,
        key=key,
        status_index=index,
    )
    course = session.course
    about = said(course.content.get("about", {}), document.language) if course else session.activity.purpose
    row.credential = credential_of(
        key,
        Badge(
            certificate_id=row.pk,
            name=award.public_name,
            space=session.space,
            title=document.data["subject"],
            about=about or document.data["subject"],
            criteria=criteria_of(award.snapshot["attendance_percent"], award.snapshot["test_percent"]),
            achievement=achievement_address(course) if course else session_address(session),
            issued_on=award.issued_on,
            valid_until=award.valid_until,
            status_index=index,
        ),
    )
    return row
