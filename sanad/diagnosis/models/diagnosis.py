"""A diagnosis and its states."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanad.accompaniment.models import Engagement
from sanad.activities.models import Activity
from sanad.diagnosis.models.instrument import Instrument
from sanad.directory.models import Person
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import PartOf
from sanad.foundation.states import States, Step, Toned
from sanad.foundation.written import CoveredRows
from sanad.territory.models import Place


class DiagnosisRows(CoveredRows):
    """Diagnoses, by how far they came."""

    def live(self) -> Self:
        """Those that were not cancelled."""
        return self.exclude(state=Diagnosis.State.CANCELLED)

    def open(self) -> Self:
        """Those that are under way: neither closed nor cancelled."""
        return self.filter(state__in=Diagnosis.OPEN)

    def closed(self) -> Self:
        """Those that are closed, which alone are compared."""
        return self.filter(state=Diagnosis.State.CLOSED)

    def counting_sheets(self) -> Self:
        """Each with `sheet_count`, of the sheets that stand."""
        return self.annotate(sheet_count=Count("sheets", filter=Q(sheets__withdrawn_at=None)))


class Diagnosis(PartOf, TenantRow):
    """One use of an instrument in an engagement. `state` is the fold of its steps."""

    whole = "engagement"

    class Kind(models.TextChoices):
        BASELINE = "baseline", _("At the start")
        MIDLINE = "midline", _("On the way")
        ENDLINE = "endline", _("At the end")
        ANNUAL = "annual", _("Yearly")

    class Mode(models.TextChoices):
        WORKSHOP = "workshop", _("Workshop")
        VISIT = "visit", _("Visit")
        REMOTE = "remote", _("At a distance")

    class State(Toned):
        DRAFT = "draft", "calm", _("Being answered")
        RATED = "rated", "info", _("Answered")
        AGREED = "agreed", "info", _("Agreed")
        CLOSED = "closed", "mute", pgettext_lazy("of a diagnosis", "Closed")
        CANCELLED = "cancelled", "mute", _("Cancelled")

    OPEN = (State.DRAFT, State.RATED, State.AGREED)

    # Closed is frozen: a diagnosis is followed by another, never corrected (D5).
    STATES = States(
        State.DRAFT,
        {
            State.DRAFT: frozenset({State.RATED, State.CANCELLED}),
            State.RATED: frozenset({State.DRAFT, State.AGREED, State.CANCELLED}),
            State.AGREED: frozenset({State.RATED, State.CLOSED, State.CANCELLED}),
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

    objects: ClassVar = models.Manager.from_queryset(DiagnosisRows)()

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


class DiagnosisStep(Step):
    """One change of state of a diagnosis."""

    states = Diagnosis.State

    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        indexes = [models.Index(fields=["space", "diagnosis", "created_at"], name="diagnosis_steps")]
