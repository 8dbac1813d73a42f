"""What stood before something moved, and what people were told of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanad.activities.models.activity import Activity
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import PartOf


class ScheduleChange(TenantRow):
    """The days, hours and places of an activity, and of each course inside it, as they stood before a change.

    By it one knows what somebody counts on who was told nothing since.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="schedule_changes")
    before = models.JSONField()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "activity", "created_at"], name="schedule_changes")]

    def __str__(self) -> str:
        return str(self.activity)


class Told(TenantRow):
    """Something that somebody was told: by a letter, noted just before it leaves, or by who noted that they told it.

    `about` is what makes it another time: the same kind about the same is told once. `told` is what it said of days,
    hours and place; what is told next is the difference from it. An address that the mail server refuses was told
    nothing.
    """

    why_not_covered = "notes of letters, made by the worker and taken back"

    about = models.CharField(max_length=120, blank=True)
    told = models.JSONField(default=dict)
    language = models.CharField(max_length=2)
    is_refused = models.BooleanField(_("The mail server refused the address"), default=False)

    class Meta:
        abstract = True


class Notice(PartOf, Told):
    """What somebody who is expected at an activity was told of it. `guest` is the key of a person or an organisation."""

    whole = "activity"

    class Kind(models.TextChoices):
        CHANGED = "changed", _("Another day, hour or place")
        CANCELLED = "cancelled", _("The activity is cancelled")
        BY_HAND = "by_hand", _("Told without e-mail")
        MINUTES = "minutes", _("The minutes go round")
        INVITED = "invited", _("The invitation")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="notices")
    guest = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["space", "activity", "guest", "kind", "about"], name="notice_once")
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
