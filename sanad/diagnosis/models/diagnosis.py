"""A diagnosis and its states."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement
from sanad.activities.models import Activity
from sanad.diagnosis.models.instrument import Instrument
from sanad.directory.models import Person
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.spaces.models import User
from sanad.foundation.states import States
from sanad.territory.models import Place


class Diagnosis(TenantRow):
    """One use of an instrument in the file of an association. `state` is the fold of its steps."""

    class Kind(models.TextChoices):
        BASELINE = "baseline", _("At the start")
        MIDLINE = "midline", _("On the way")
        ENDLINE = "endline", _("At the end")
        ANNUAL = "annual", _("Yearly")

    class Mode(models.TextChoices):
        WORKSHOP = "workshop", _("Workshop")
        VISIT = "visit", _("Visit")
        REMOTE = "remote", _("At a distance")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being answered")
        RATED = "rated", _("Answered")
        AGREED = "agreed", _("Agreed")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    # Closed is frozen: a diagnosis is followed by another, never corrected (D5).
    STATES = States(
        "draft",
        {
            "draft": frozenset({"rated", "cancelled"}),
            "rated": frozenset({"draft", "agreed", "cancelled"}),
            "agreed": frozenset({"rated", "closed", "cancelled"}),
        },
    )

    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="diagnoses", editable=False)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="diagnoses", editable=False)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)
    mode = models.CharField(_("How it is done"), max_length=10, choices=Mode)
    is_core_only = models.BooleanField(_("Core items only"), default=False, editable=False)
    held_on = models.DateField(_("Day"), default=timezone.localdate)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Place asked about")
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="diagnoses", verbose_name=_("Meeting or visit")
    )
    facilitator = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Facilitator")
    )
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["space", "engagement", "-held_on"], name="diagnosis_by_engagement")]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "engagement", "instrument"],
                condition=Q(state__in=["draft", "rated", "agreed"]),
                name="diagnosis_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument.title} · {self.engagement}"

    @property
    def subject_id(self):
        return self.engagement_id


class DiagnosisStep(TenantRow):
    """One change of state of a diagnosis."""

    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, related_name="steps")
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "diagnosis", "created_at"], name="diagnosis_steps")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    @property
    def after_word(self) -> str:
        """The state that was reached, in words."""
        return str(Diagnosis.State(self.after).label)
