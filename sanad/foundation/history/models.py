"""HistoryEntry: one line per command; RowCover: what every row was when the line was written."""

from django.db import models

from sanad.foundation.ids import new_id
from sanad.foundation.spaces.models import Space, User


class HistoryEntry(models.Model):
    """What one command did in one space. Never edited, never deleted: the database refuses both.

    `covers` seals the rows that the command wrote, "" when it wrote none; `signature` is that of the installation, whose key is
    not in the database. Lines of before there were any have neither.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(Space, models.PROTECT, related_name="history")
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    actor_space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    command = models.CharField(max_length=80)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    subject_id = models.UUIDField()
    label = models.CharField(max_length=200)
    changes = models.JSONField()
    key = models.UUIDField(null=True)
    digest = models.CharField(max_length=64)
    covers = models.CharField(max_length=64, default="", blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "seq"], name="history_gapless"),
            models.UniqueConstraint(fields=["space", "key"], name="history_key_once"),
        ]
        indexes = [
            models.Index(fields=["space", "subject_id", "seq"], name="history_by_subject"),
            models.Index(fields=["space", "object_id", "seq"], name="history_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.command} {self.label}"


class RowCover(models.Model):
    """The digest of one row as it was when the line was written: the `number`th time that it was. Append-only.

    `columns` names which columns the digest covers; `digest` is "" once the row was removed; `before` holds what was found in the
    place of what the cover before this one says, "" when it was as it should be.
    """

    entry = models.ForeignKey(HistoryEntry, models.PROTECT, related_name="row_covers")
    model = models.CharField(max_length=60)
    object_id = models.UUIDField()
    number = models.PositiveIntegerField()
    columns = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, blank=True)
    before = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object_id", "model", "number"], name="row_cover_in_order")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id} · {self.number}"


class CoveredColumns(models.Model):
    """Which columns a cover covers, written once for each release that changed them. Append-only."""

    key = models.CharField(max_length=16, primary_key=True)
    model = models.CharField(max_length=60)
    columns = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["model"], name="covered_columns_of")]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
