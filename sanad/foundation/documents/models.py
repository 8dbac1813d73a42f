"""Issued documents, their scans, their withdrawal. All append-only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.joined import index_text
from sanad.foundation.files.models import StoredFile
from sanad.foundation.naming.models import Findable, TenantRow
from sanad.foundation.spaces.models import User


class IssuedDocument(Findable, TenantRow):
    """One paper as it left the house: its content, its PDF, its number in a gapless series of the year."""

    kind = models.CharField(max_length=40)
    series = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=250)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    data = models.JSONField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    code = models.CharField(max_length=20, unique=True)
    # The last line of the history when it was issued: its number, and how its seal begins. "" on papers of before.
    head = models.CharField(max_length=40, default="", blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")

    history_hidden = frozenset({"data", "folded"})

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["space", "series", "year", "number"], name="document_number_once")
        ]
        indexes = [
            models.Index(fields=["space", "-issued_at"], name="document_by_day"),
            models.Index(fields=["space", "subject_id"], name="document_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.reference}"

    def refresh_index(self) -> None:
        """It is found by its title, and by whom and what it is about."""
        self.folded = index_text(self.title, *(self.data.get(part) or "" for part in ("name", "subtitle")))

    @property
    def reference(self) -> str:
        """Number and year, as printed: 3/2023."""
        return f"{self.number}/{self.year}"

    @property
    def language_name(self) -> str:
        """The language of the paper, in words."""
        return str(dict(settings.LANGUAGES).get(self.language, self.language))

    @property
    def code_in_groups(self) -> str:
        """The code as printed, four signs at a time."""
        return "-".join(self.code[i : i + 4] for i in range(0, len(self.code), 4))


class DocumentScan(TenantRow):
    """The signed and stamped copy of an issued document."""

    document = models.ForeignKey(IssuedDocument, models.PROTECT, related_name="scans")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.CharField(_("Note"), max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["space", "document"], name="scan_by_document")]

    def __str__(self) -> str:
        return str(self.file)

    @property
    def subject_id(self):
        return self.document_id


class DocumentWithdrawal(TenantRow):
    """The statement that a document no longer stands, and why."""

    document = models.OneToOneField(IssuedDocument, models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(_("Reason"), max_length=300)

    class Meta:
        indexes = [models.Index(fields=["space", "created_at"], name="withdrawal_by_day")]

    def __str__(self) -> str:
        return self.reason

    @property
    def subject_id(self):
        return self.document_id
