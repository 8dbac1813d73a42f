"""The certificate on paper, and the same facts for who checks it."""

from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from sanad.courses.queries.syllabus import said
from sanad.directory.documents import facts_of_card, letterhead, place_and_day, signing_for
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.agreement import agreeing
from sanad.foundation.documents.content import Facts, PaperContent
from sanad.foundation.documents.papers import Paper, declare
from sanad.training.certificates.policies import can_issue_certificates
from sanad.training.certificates.queries.awards import Award
from sanad.training.learning.queries.figures import percent
from sanad.training.models import Session
from sanad.training.policies import half_days

HOUR = 60
DID = {
    "w": gettext_lazy("she completed the training course"),
    "m": gettext_lazy("he completed the training course"),
    "": gettext_lazy("he or she completed the training course"),
}
CAME = {
    "w": gettext_lazy("she took part in"),
    "m": gettext_lazy("he took part in"),
    "": gettext_lazy("he or she took part in"),
}


@dataclass(frozen=True)
class CertificateContent(PaperContent):
    """What is printed. `blocks` is what the public page shows: the same facts, with a name that may be public.

    `fields` are the printed facts by name, as they are signed: (name of the field, what is printed).
    """

    says: str = ""
    name: str = ""
    did: str = ""
    subject: str = ""
    lines: list[tuple[str, str]] = field(default_factory=list)
    signers: list[tuple[str, str]] = field(default_factory=list)
    stamp: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)


def _language() -> str:
    return get_language() or "ar"


def duration(minutes: int) -> str:
    """Hours and minutes in words."""
    hours, rest = divmod(minutes, HOUR)
    parts = [
        ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours} if hours else "",
        ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest} if rest else "",
    ]
    return _(" and ").join(part for part in parts if part)


def _held(session: Session) -> tuple[str, str]:
    """How long it was, and on which days."""
    slots = half_days(session)
    count = ngettext("%(count)d half-day", "%(count)d half-days", len(slots)) % {"count": len(slots)}
    days = [timezone.localdate(slot.starts_at) for slot in slots]
    long = f"{count} ({duration(sum(slot.minutes for slot in slots))})"
    if days[0] == days[-1]:
        return long, dates.day(days[0], _language())
    return long, dates.span(days[0], days[-1], _language())


def certificate(award: Award) -> CertificateContent:
    """The content of one certificate, in the active language."""
    session, snapshot, registration = award.registration.session, award.snapshot, award.registration
    head, town, host = letterhead(facts_of_card(award.issuer)), session.activity.place, session.activity.host
    long, days = _held(session)
    course = session.course
    subject = said(course.content["title"], _language()) if course else session.activity.title
    trainers = _(", ").join(str(row.person) for row in session.trainers.all() if row.is_standing)
    known = [
        ("subject", _("Course") if course else _("Title"), subject),
        ("duration", _("Duration"), long),
        ("days", _("Days"), days),
        ("place", _("Place"), _(", ").join(part for part in (session.activity.venue, town.name if town else "") if part)),
        ("organiser", _("Organiser"), host.name if host != award.issuer else ""),
        ("attendance", _("Attendance"), percent(snapshot["minutes"] / snapshot["held"])),
        ("result", _("Test result"), _("%(score)s of %(of)s") % {"score": snapshot["score"], "of": snapshot["out_of"]} if snapshot["test_percent"] else ""),
        ("until", _("Valid until"), dates.day(award.valid_until, _language()) if award.valid_until else ""),
        ("trainers", _("Taught by"), trainers),
        ("issuer", _("Issued by"), head.name),
        ("issued", _("Issued"), dates.day(award.issued_on, _language())),
    ]  # fmt: skip
    known = [row for row in known if row[2]]
    shown = [(label, value) for name, label, value in known if name not in {"subject", "issuer", "issued", "trainers"}]
    return CertificateContent(
        language=_language(),
        head=head,
        title=_("Certificate of training") if course else _("Certificate of attendance"),
        subtitle=subject,
        place_and_day=place_and_day(town.name if town else "", award.issued_on),
        blocks=[Facts([(_("Full name"), award.public_name), *((label, value) for _name, label, value in known)])],
        says=agreeing(_("%(issuer)s certifies that"), head.name) % {"issuer": head.name},
        name=registration.name,
        did=str((DID if course else CAME)[registration.sex]),
        subject=subject,
        lines=shown,
        signers=[(_("Taught by"), trainers), signing_for(award.issuer, award.signatory)],
        stamp=_("Signature and stamp"),
        fields=[("name", award.public_name), *((name, value) for name, _label, value in known)],
    )


CERTIFICATE = declare(
    Paper(
        "certificate",
        "certificate",
        gettext_lazy("Certificate"),
        certificate,
        lambda actor, registration: can_issue_certificates(actor, registration.session),
        template=Path(__file__).with_suffix(".typ"),
    )
)
