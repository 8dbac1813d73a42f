"""What anybody may know: how certificates stand, by which keys they are signed, and what law says of a word of the field."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.soundness import faults_of
from sanad.foundation.help.terms import Term
from sanad.foundation.history.covers import Fault
from sanad.rulebook.queries import Rule, rule
from sanad.training.certificates.queries.codes import facts_of_paper
from sanad.training.models import Certificate, SigningKey

DIGEST = 24  # hexadecimal signs of the digest of a code: nobody finds a code of 80 bits from it


@dataclass(frozen=True)
class CertificateCheck:
    """A certificate as a stranger sees it. Of a minor the paper shows the name, and the page its first letters."""

    standing: Certificate.Standing
    valid_until: date | None
    is_minor: bool
    facts: str  # every printed field, as its digest is signed in the QR code
    said: dict[str, str]  # the printed fields by name, as they stand on the paper
    lines: list[tuple[str, str]]  # the same, with labels in the language of the page


def certificate_check(document: IssuedDocument) -> CertificateCheck | None:
    """How a paper stands when it is a certificate; None for every other paper."""
    row = Certificate.objects.filter(document=document).select_related("document__withdrawal", "registration").first()
    if row is None:
        return None
    fields = [*map(tuple, row.document.data["fields"]), ("number", row.document.reference)]
    masked = fields[0][1] != row.document.data["name"]
    labels = labels_of_fields()
    lines = [(labels.get(name, name), value) for name, value in fields]
    return CertificateCheck(row.standing(), row.valid_until, masked, facts_of_paper(row), dict(fields), lines)


def faults_of_paper(document: IssuedDocument) -> list[Fault]:
    """What does not hold of a paper; of a certificate its key too."""
    row = Certificate.objects.filter(document=document).select_related("key", "document").first()
    return faults_of(document, [] if row is None else [row, row.key])


def offline_lists() -> dict[str, Any]:
    """What a phone keeps to check certificates without a network: public keys, and which certificates are gone."""
    keys = SigningKey.objects.select_related("space").order_by("created_at")
    gone: dict[str, str] = {}
    certificates = Certificate.objects
    for standing, rows in (
        (Certificate.Standing.REVOKED, certificates.revoked()),
        (Certificate.Standing.REPLACED, certificates.replaced()),
    ):
        gone |= dict.fromkeys(map(digest_of_code, rows.values_list("document__code", flat=True)), standing.value)
    return {
        "as_of": timezone.localtime().strftime("%Y-%m-%d %H:%M"),
        "keys": {key.public["kid"]: {"key": key.public, "name": key.space.name_ar} for key in keys if key.public},
        "gone": gone,
    }


def digest_of_code(code: str) -> str:
    """How a code is called in the list of those that are gone."""
    return hashlib.sha256(code.encode()).hexdigest()[:DIGEST]


def labels_of_fields() -> dict[str, str]:
    """What the printed fields of a certificate are called, in the language of the page."""
    return {
        "name": _("Full name"),
        "subject": _("Title"),
        "duration": _("Duration"),
        "days": _("Days"),
        "place": _("Place"),
        "organiser": _("Organiser"),
        "attendance": _("Attendance"),
        "result": _("Test result"),
        "until": _("Valid until"),
        "trainers": _("Taught by"),
        "issuer": _("Issued by"),
        "issued": _("Issued"),
        "number": _("Number"),
        "space": _("Signed by"),
    }


def verdict_texts() -> dict[str, Any]:
    """What the page says when it has read a signature, in the language of the page."""
    return {
        "valid": _("Genuine and valid."),
        "compare": _("Compare what is written here with the paper."),
        "expired": _("Genuine, but expired."),
        "revoked": _("Revoked: this certificate no longer stands."),
        "replaced": _("Replaced: a newer certificate stands in its place."),
        "forged": _("Not genuine: this paper was altered, or was not issued through Sanad."),
        "unknown": _(
            "Not recognised: altered, or signed by a key that this phone does not know. Check it again with a network."
        ),
        "unable": _("This browser cannot check the signature. Compare the paper with what is written here."),
        "unsigned": _("Without a network only the QR code of a certificate can be checked."),
        "partly": _("The other lines of the paper can be checked with a network only."),
        "offline": _("Checked without a network. Whether it was revoked later is not known; last list:"),
        "labels": labels_of_fields(),
        "rest": _("All that is printed on it"),
    }


def law_of(term: Term) -> Rule | None:
    """The rule that decides on a word of the field; none where no law does."""
    return rule(term.law) if term.law else None
