"""Decisions and follow-ups."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanad.activities.models.activity import Activity
from sanad.directory.models import Organisation, Person
from sanad.foundation.arabic.joined import index_text
from sanad.foundation.naming.models import Findable, TenantRow
from sanad.foundation.naming.parts import HeldWith, PartOf, Withdrawable
from sanad.foundation.states import States, Step, Toned
from sanad.foundation.written import CoveredRows


class Decision(Withdrawable, HeldWith, TenantRow, Findable):
    """What those present agreed, and how."""

    whole = "activity"

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

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "activity"], name="decision_by_activity")]

    def __str__(self) -> str:
        return self.text[:80]

    def refresh_index(self) -> None:
        """Found by all that was decided, not only by its beginning."""
        self.folded = index_text(self.text)

    @property
    def did_not_vote(self) -> int | None:
        """Those entitled who did not vote: yes + no + abstained + this = entitled (M3)."""
        if self.entitled is None:
            return None
        return self.entitled - (self.votes_for or 0) - (self.votes_against or 0) - (self.abstained or 0)


class FollowUpRows(CoveredRows):
    """Follow-ups, by whether something is left to do, and whether they were meant at all."""

    def open(self) -> Self:
        """Those that are neither done nor dropped."""
        return self.filter(state=FollowUp.State.OPEN)

    def meant(self) -> Self:
        """All but those that were written down by mistake."""
        return self.exclude(state=FollowUp.State.MISTAKEN)


class FollowUp(PartOf, TenantRow, Findable):
    """Something to do, with one owner, a person or a body, and a due date. Late is derived."""

    whole = "activity"

    class State(Toned):
        OPEN = "open", "info", pgettext_lazy("of a follow-up", "Open")
        DONE = "done", "good", pgettext_lazy("of a follow-up", "Done")
        DROPPED = "dropped", "mute", pgettext_lazy("of a follow-up", "Dropped")
        MISTAKEN = "mistaken", "mute", _("Written by mistake")

    STATES = States(
        State.OPEN,
        {
            State.OPEN: frozenset({State.DONE, State.DROPPED, State.MISTAKEN}),
            State.DONE: frozenset({State.OPEN}),
            State.DROPPED: frozenset({State.OPEN}),
        },
    )

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="follow_ups")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="follow_ups")
    text = models.CharField(_("What is to be done"), max_length=400)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="follow_ups", verbose_name=_("Owner")
    )
    body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="follow_ups", verbose_name=_("Owner")
    )
    due_on = models.DateField(_("Due"))
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.OPEN, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closing_note = models.CharField(_("Note"), max_length=300, blank=True)

    objects: ClassVar = models.Manager.from_queryset(FollowUpRows)()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["space", "state", "due_on"], name="followup_by_due"),
            models.Index(fields=["space", "owner", "state"], name="followup_by_owner"),
            models.Index(fields=["space", "activity"], name="followup_by_activity"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True) ^ Q(body__isnull=True), name="follow_up_person_or_body"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def who(self) -> Person | Organisation | None:
        """The card of whoever is to do it."""
        return self.owner or self.body

    @property
    def is_late(self) -> bool:
        """True when open and its day has passed; derived, never stored."""
        return self.state == self.State.OPEN and self.due_on < timezone.localdate()


class FollowUpStep(Step):
    """One change of state of a follow-up."""

    states = FollowUp.State

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        indexes = [models.Index(fields=["space", "follow_up", "created_at"], name="followup_steps")]
