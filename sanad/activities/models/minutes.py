"""Minutes, their frozen revisions, and the press report made of an approved revision."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanad.activities.models.activity import Activity
from sanad.foundation.history.sealed import Sealed
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import HeldWith, PartOf
from sanad.foundation.spaces.models import User
from sanad.foundation.states import States, Step, Toned
from sanad.foundation.written import CoveredRows


class MinutesRows(CoveredRows):
    """Minutes, by who may rely on them."""

    def approved(self) -> Self:
        """Those whose text and facts are frozen, and of which no correction is open."""
        return self.filter(state=Minutes.State.APPROVED)


class Minutes(HeldWith, TenantRow):
    """The text at work: one per activity. `version` grows with every save and guards against lost edits."""

    whole = "activity"

    class State(Toned):
        DRAFT = "draft", "calm", _("Draft")
        CIRCULATED = "circulated", "info", _("Circulated")
        APPROVED = "approved", "good", _("Approved")

    # approved → draft opens a correction: the next approval is a new revision, the old one stays.
    STATES = States(
        State.DRAFT,
        {
            State.DRAFT: frozenset({State.CIRCULATED}),
            State.CIRCULATED: frozenset({State.DRAFT, State.APPROVED}),
            State.APPROVED: frozenset({State.DRAFT}),
        },
    )

    activity = models.OneToOneField(Activity, models.PROTECT, related_name="minutes")
    body = models.TextField(_("Text of the minutes"), blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    state = models.CharField(_("State"), max_length=12, choices=State, default=State.DRAFT, editable=False)
    edited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = models.Manager.from_queryset(MinutesRows)()

    class Meta:
        indexes = [models.Index(fields=["space", "state"], name="minutes_by_state")]

    def __str__(self) -> str:
        return str(self.activity)


class MinutesStep(Step):
    """One change of state of minutes; opening a correction has a reason."""

    states = Minutes.State

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        indexes = [models.Index(fields=["space", "minutes", "created_at"], name="minutes_steps")]


class MinutesRevision(Sealed, PartOf, TenantRow):
    """Approved minutes: text and facts as they were, sealed and chained. Never edited (M1)."""

    whole = "minutes.activity"

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    body = models.TextField()
    facts = models.JSONField()
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["space", "minutes", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.minutes} · {self.number}"

    def sealed_parts(self) -> list[Any]:
        """Of which minutes it is, its number, its text and its facts."""
        return [str(self.minutes_id), self.number, self.body, self.facts]


class PressReport(HeldWith, TenantRow):
    """A report for the public, written from one approved revision: which facts it tells, and who signs it."""

    whole = "activity"

    class State(Toned):
        DRAFT = "draft", "calm", _("Draft")
        APPROVED = "approved", "good", _("Approved")

    STATES = States(State.DRAFT, {State.DRAFT: frozenset({State.APPROVED})})
    LANGUAGES = [("ar", _("Arabic")), ("fr", _("French"))]

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="press_reports")
    revision = models.ForeignKey(MinutesRevision, models.PROTECT, related_name="press_reports")
    language = models.CharField(_("Language"), max_length=2, choices=LANGUAGES)
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
