"""Minutes, their frozen revisions, and the press report made of an approved revision."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanad.activities.models.activity import Activity
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.spaces.models import User
from sanad.foundation.states import States


class Minutes(TenantRow):
    """The text at work: one per activity. `version` grows with every save and guards against lost edits."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CIRCULATED = "circulated", _("Circulated")
        APPROVED = "approved", _("Approved")

    # approved → draft opens a correction: the next approval is a new revision, the old one stays.
    STATES = States(
        "draft",
        {
            "draft": frozenset({"circulated"}),
            "circulated": frozenset({"draft", "approved"}),
            "approved": frozenset({"draft"}),
        },
    )

    activity = models.OneToOneField(Activity, models.PROTECT, related_name="minutes")
    body = models.TextField(_("Text of the minutes"), blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    state = models.CharField(_("State"), max_length=12, choices=State, default=State.DRAFT, editable=False)
    edited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["space", "state"], name="minutes_by_state")]

    def __str__(self) -> str:
        return str(self.activity)

    @property
    def subject_id(self):
        return self.activity_id


class MinutesStep(TenantRow):
    """One change of state of minutes; opening a correction has a reason."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="steps")
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "minutes", "created_at"], name="minutes_steps")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class MinutesRevision(TenantRow):
    """Approved minutes: text and facts as they were, sealed and chained. Never edited (M1)."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    body = models.TextField()
    facts = models.JSONField()
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["space", "minutes", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.minutes} · {self.number}"

    @property
    def subject_id(self):
        return self.minutes.activity_id


class PressReport(TenantRow):
    """A report for the public, written from one approved revision: which facts it tells, and who signs it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")

    STATES = States("draft", {"draft": frozenset({"approved"})})

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="press_reports")
    revision = models.ForeignKey(MinutesRevision, models.PROTECT, related_name="press_reports")
    language = models.CharField(_("Language"), max_length=2, choices=[("ar", _("Arabic")), ("fr", _("French"))])
    author = models.CharField(_("Author"), max_length=150, blank=True)
    outlet = models.CharField(_("Newspaper, branch"), max_length=200, blank=True)
    told = models.JSONField(default=list)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["space", "activity"], name="press_by_activity")]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "revision", "language"], condition=Q(state="draft"), name="press_one_draft"
            )
        ]

    def __str__(self) -> str:
        return str(self.activity)

    @property
    def subject_id(self):
        return self.activity_id
