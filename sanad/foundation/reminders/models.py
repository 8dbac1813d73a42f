"""SentReminder: what was told to whom by e-mail."""

from django.db import models

from sanad.foundation.naming.models import TenantRow
from sanad.foundation.reminders.sources import Stage
from sanad.foundation.spaces.models import User


class SentReminder(TenantRow):
    """One stage of one thing, told to one person in the digest of one day. None is changed.

    One that the mail server gave back is removed. A thing that is moved and moved back is told again: what counts is what was told of it last.
    """

    why_not_covered = "notes of letters, made by the worker and taken back"

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    due_on = models.DateField()
    stage = models.CharField(max_length=8, choices=Stage)
    told_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "user", "key", "told_on"], name="reminder_sent_once")]
        indexes = [models.Index(fields=["space", "user", "told_on"], name="reminder_by_day")]

    def __str__(self) -> str:
        return self.key
