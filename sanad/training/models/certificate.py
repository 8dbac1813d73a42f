"""Certificates, and the keys that sign them."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import PartOf
from sanad.foundation.spaces.models import User
from sanad.foundation.written import CoveredRows
from sanad.training.models.registration import Registration
from sanad.training.models.session import Session


class SigningKey(TenantRow):
    """The public half of a key by which the space signs credentials. Old ones stay: what they signed stays verifiable.

    `public` and `public_rsa` are JSON Web Keys: what signs papers, and what signs credentials (none in keys made before that
    was there). The private halves lie sealed in the state folder, never in the database.
    """

    public = models.JSONField()
    public_rsa = models.JSONField(null=True, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["space"], condition=Q(retired_at=None), name="signing_key_one_live")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CertificateRun(PartOf, TenantRow):
    """Certificates asked for in one go: the worker issues them a few at a time, and the page shows how far it is.

    `wanted` holds the keys of the registrations; who lost the right meanwhile is taken out. `refusal` says why it stopped
    before the end, `failures` who got none, and why: the key of the registration, a sentence, what the machine said of it.
    Sentences are kept in English, as the catalogues know them, and read in the language of whoever reads.
    """

    why_not_covered = "how far a work has come; what it issued is covered itself"

    whole, subject = "session", "session.activity"

    session = models.ForeignKey(Session, models.PROTECT, related_name="certificate_runs", editable=False)
    language = models.CharField(max_length=2, editable=False)
    wanted = models.JSONField(editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    refusal = models.CharField(max_length=300, blank=True, editable=False)
    failures = models.JSONField(default=list, editable=False)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["space", "session", "-created_at"], name="run_by_session")]

    def __str__(self) -> str:
        return str(_("Certificates"))

    @property
    def left(self) -> list[UUID]:
        """Those of whom nothing is known yet: neither issued nor passed over."""
        over = {str(pk) for pk in self.certificates.values_list("registration_id", flat=True)}
        over |= {failure["place"] for failure in self.failures}
        return [UUID(pk) for pk in self.wanted if pk not in over]


class CertificateRows(CoveredRows):
    """Certificates by how they stand (T3, T5): revoked goes before replaced, replaced before expired."""

    def revoked(self) -> Self:
        """Taken back."""
        return self.filter(document__withdrawal__isnull=False)

    def replaced(self) -> Self:
        """Issued again, whatever became of the newer one."""
        return self.filter(document__withdrawal=None, document__replaced_by__isnull=False)

    def live(self) -> Self:
        """Neither revoked nor replaced. An expired one is still its holder's."""
        return self.filter(document__withdrawal=None, document__replaced_by=None)

    def with_standing(self) -> Self:
        """With all that `standing()` of each asks, and the session that it is of."""
        rows = self.select_related(
            "document__withdrawal", "registration__session__activity", "registration__session__course"
        )
        return rows.prefetch_related("document__replaced_by")

    def standing(self, standing: str, on: date) -> Self:
        """Those that stand so on a day; the last day of the validity is one of it."""
        ended = Q(valid_until__isnull=False, valid_until__lt=on)
        return {
            Certificate.Standing.REVOKED: self.revoked,
            Certificate.Standing.REPLACED: self.replaced,
            Certificate.Standing.EXPIRED: lambda: self.live().filter(ended),
            Certificate.Standing.VALID: lambda: self.live().exclude(ended),
        }[Certificate.Standing(standing)]()


class Certificate(PartOf, TenantRow):
    """What a person reached in a session, as it was on the day of issue. Never edited (T3).

    The paper is an issued document: numbered, frozen, checked by its code. It is revoked when that paper is withdrawn,
    and replaced when another paper replaces it. `snapshot` is what the rule was judged on; the validity is a closed
    interval (T5); `status_index` is its place in the public list of revoked credentials.
    """

    class Standing(models.TextChoices):
        """How a certificate stands on a day."""

        VALID = "valid", _("Valid")
        EXPIRED = "expired", _("Expired")
        REPLACED = "replaced", _("Replaced")
        REVOKED = "revoked", _("Revoked")

    whole, subject = "registration", "registration.session.activity"

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="certificates")
    run = models.ForeignKey(CertificateRun, models.PROTECT, null=True, related_name="certificates")
    document = models.OneToOneField(IssuedDocument, models.PROTECT, related_name="certificate")
    snapshot = models.JSONField()
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="+")
    credential = models.TextField()
    status_index = models.PositiveIntegerField()

    history_hidden = frozenset({"snapshot", "credential"})

    objects: ClassVar = models.Manager.from_queryset(CertificateRows)()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        indexes = [models.Index(fields=["space", "registration"], name="certificate_by_person")]
        constraints = [
            models.UniqueConstraint(fields=["space", "status_index"], name="certificate_status_once"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("issued_on")), name="certificate_valid_after_issue"
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)

    def standing(self, on: date | None = None) -> Standing:
        """How it stands on a day (today), as `CertificateRows` says it of many."""
        if hasattr(self.document, "withdrawal"):
            return self.Standing.REVOKED
        if list(self.document.replaced_by.all()):
            return self.Standing.REPLACED
        if self.valid_until is not None and self.valid_until < (on or timezone.localdate()):
            return self.Standing.EXPIRED
        return self.Standing.VALID
