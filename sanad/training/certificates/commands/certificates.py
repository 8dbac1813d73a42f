"""Certificates: written, revoked, issued again (T3, T5)."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sanad.courses.queries.syllabus import said
from sanad.directory.queries import signatory_of
from sanad.foundation.command import command, stated
from sanad.foundation.documents.models import DocumentWithdrawal, IssuedDocument
from sanad.foundation.documents.papers import Draft, issue_all
from sanad.foundation.ids import new_id
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.training.certificates.commands.keys import live_key
from sanad.training.certificates.documents.certificate import CERTIFICATE
from sanad.training.certificates.policies import can_reissue, can_revoke
from sanad.training.certificates.queries.awards import Award, issuer_of
from sanad.training.certificates.queries.certificates import next_index
from sanad.training.certificates.queries.codes import facts_of, sealed
from sanad.training.certificates.queries.credentials import (
    Badge,
    achievement_address,
    credential_of,
    criteria_of,
    session_address,
)
from sanad.training.models import Certificate, CertificateRun, RegistrationLetter, Session, SigningKey
from sanad.training.registrations.commands.letters import queue_letter


def whole_session(session_id: UUID) -> Session:
    """The session with everything that its certificates say of it, asked for once."""
    rows = Session.objects.select_related("space", "course", "activity__place", "activity__host")
    return rows.prefetch_related("slots", "trainers__person").get(pk=session_id)


@command(can_reissue, says=_("issued a certificate again"), is_final=True)
def reissue_certificate(actor: Actor, certificate: Certificate, *, language: str) -> Certificate:
    """Issue it again with the name as it is written now; the old paper is replaced, the validity stays (T5).

    Who holds it is told.
    """
    if language not in {"ar", "fr"}:
        raise Refused(_("This choice does not exist."), "language")
    registration = certificate.registration
    registration.session = whole_session(registration.session_id)
    issuer = issuer_of(registration.session)
    award = Award(
        registration,
        certificate.snapshot,
        timezone.localdate(),
        certificate.valid_until,
        issuer,
        signatory_of(issuer),
    )
    [again] = write_certificates(actor, registration.session, [(award, certificate.document)], language, None)
    queue_letter(registration, RegistrationLetter.Kind.ISSUED)
    return again


@command(can_revoke, says=_("revoked a certificate"), is_final=True)
def revoke_certificate(actor: Actor, certificate: Certificate, *, reason: str) -> DocumentWithdrawal:
    """State that it no longer stands, and why; whoever checks it sees that at once."""
    return DocumentWithdrawal.objects.create(
        space_id=certificate.space_id, document=certificate.document, by=actor.user, reason=stated(reason)
    )


Wanted = tuple[Award, IssuedDocument | None]


def write_certificates(
    actor: Actor, session: Session, wanted: Sequence[Wanted], language: str, run: CertificateRun | None
) -> list[Certificate]:
    """Number, print, sign and keep certificates; each may take the place of a paper."""
    key, paper = live_key(session.space_id), CERTIFICATE
    with override(language):
        drafts = [
            Draft(award.registration, paper.build(award), before, partial(_seal, key, award))
            for award, before in wanted
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
        registration=award.registration,
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
