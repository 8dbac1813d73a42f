"""HistoryEntry: one line per command."""

from django.db import models

from sanad.foundation.ids import new_id
from sanad.foundation.spaces.models import Space, User


class HistoryEntry(models.Model):
    """What one command did in one space. Never edited, never deleted: the database refuses both."""

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
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

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
