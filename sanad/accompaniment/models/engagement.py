"""The engagement and its stages."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanad.directory.models import Organisation, Person
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.spaces.models import Space
from sanad.foundation.states import States, Step, Toned
from sanad.foundation.written import CoveredRows


class EngagementRows(CoveredRows):
    """Engagements, by whether they go on."""

    def open(self) -> Self:
        """Those that are not closed: a paused one is open, too."""
        return self.exclude(stage=Engagement.Stage.CLOSED)


class Engagement(TenantRow):
    """A support organisation (`space`) accompanies one association. `stage` is the fold of its steps."""

    class Stage(Toned):
        INTAKE = "intake", "calm", _("First contact")
        DIAGNOSING = "diagnosing", "info", _("Needs being recorded")
        PLANNED = "planned", "calm", _("Plan outlined")
        ACTIVE = "active", "good", _("Under way")
        PAUSED = "paused", "mute", _("Paused")
        CLOSED = "closed", "mute", pgettext_lazy("of an accompaniment", "Closed")

    STATES = States(
        Stage.INTAKE,
        {
            Stage.INTAKE: frozenset({Stage.DIAGNOSING, Stage.CLOSED}),
            Stage.DIAGNOSING: frozenset({Stage.PLANNED, Stage.CLOSED}),
            Stage.PLANNED: frozenset({Stage.ACTIVE, Stage.DIAGNOSING, Stage.CLOSED}),
            Stage.ACTIVE: frozenset({Stage.PAUSED, Stage.CLOSED}),
            Stage.PAUSED: frozenset({Stage.ACTIVE, Stage.CLOSED}),
        },
    )

    class Exit(models.TextChoices):
        GRADUATED = "graduated", _("The association carries on by itself")
        WITHDRAWN = "withdrawn", _("One side withdrew")
        REFERRED = "referred", _("Handed to another support organisation")

    association = models.ForeignKey(
        Organisation, models.PROTECT, related_name="engagements", verbose_name=_("Association")
    )
    association_space = models.ForeignKey(
        Space, models.PROTECT, null=True, blank=True, related_name="accompanied_in", editable=False
    )
    referent = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Referent")
    )
    purpose = models.TextField(_("What the accompaniment is for"), blank=True)
    opened_on = models.DateField(_("Opened"), default=timezone.localdate)
    closed_on = models.DateField(_("Closed"), null=True, blank=True, editable=False)
    exit = models.CharField(_("How it ended"), max_length=12, choices=Exit, blank=True, editable=False)
    stage = models.CharField(_("Stage"), max_length=12, choices=Stage, default=Stage.INTAKE, editable=False)

    objects: ClassVar = models.Manager.from_queryset(EngagementRows)()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        indexes = [
            models.Index(fields=["space", "stage"], name="engagement_by_stage"),
            models.Index(fields=["space", "association"], name="engagement_by_body"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "association"], condition=~Q(stage="closed"), name="engagement_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="engagement_closes_after_opening"
            ),
        ]

    def __str__(self) -> str:
        return self.association.name

    @property
    def is_open(self) -> bool:
        """True until it is closed: nothing is written in a closed one."""
        return self.stage != self.Stage.CLOSED


class EngagementStep(Step):
    """One change of stage."""

    states = Engagement.Stage

    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        indexes = [models.Index(fields=["space", "engagement", "created_at"], name="engagement_steps")]
