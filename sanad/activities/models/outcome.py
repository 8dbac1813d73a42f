"""Decisions and follow-ups."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models.activity import Activity
from sanad.directory.models import Person
from sanad.foundation.naming.models import Findable, TenantRow
from sanad.foundation.spaces.models import User
from sanad.foundation.states import States


class Decision(TenantRow):
    """What those present agreed, and how."""

    class Method(models.TextChoices):
        CONSENSUS = "consensus", _("By agreement of those present")
        VOTE = "vote", _("By vote")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="decisions")
    text = models.TextField(_("Decision"))
    method = models.CharField(_("How it was taken"), max_length=12, choices=Method, default=Method.CONSENSUS)
    votes_for = models.PositiveSmallIntegerField(_("For"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("Against"), null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(_("Abstained"), null=True, blank=True)
    entitled = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "activity"], name="decision_by_activity")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def did_not_vote(self) -> int | None:
        """Those entitled who did not vote: yes + no + abstained + this = entitled (M3)."""
        if self.entitled is None:
            return None
        return self.entitled - (self.votes_for or 0) - (self.votes_against or 0) - (self.abstained or 0)

    @property
    def subject_id(self):
        return self.activity_id


class FollowUp(TenantRow, Findable):
    """Something to do, with one owner and a due date. Late is derived."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    STATES = States(
        "open", {"open": frozenset({"done", "dropped"}), "done": frozenset({"open"}), "dropped": frozenset({"open"})}
    )

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="follow_ups")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="follow_ups")
    text = models.CharField(_("What is to be done"), max_length=400)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="follow_ups", verbose_name=_("Owner"))
    due_on = models.DateField(_("Due"))
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.OPEN, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closing_note = models.CharField(_("Note"), max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["space", "state", "due_on"], name="followup_by_due"),
            models.Index(fields=["space", "owner", "state"], name="followup_by_owner"),
            models.Index(fields=["space", "activity"], name="followup_by_activity"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_late(self) -> bool:
        """True when open and its day has passed; derived, never stored."""
        return self.state == self.State.OPEN and self.due_on < timezone.localdate()

    @property
    def subject_id(self):
        return self.activity_id


class FollowUpStep(TenantRow):
    """One change of state of a follow-up."""

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="steps")
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "follow_up", "created_at"], name="followup_steps")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
