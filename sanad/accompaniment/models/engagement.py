"""The engagement and its stages."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Organisation, Person
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.spaces.models import Space, User
from sanad.foundation.states import States


class Engagement(TenantRow):
    """A support organisation (`space`) accompanies one association. `stage` is the fold of its steps."""

    class Stage(models.TextChoices):
        INTAKE = "intake", _("First contact")
        DIAGNOSING = "diagnosing", _("Needs being recorded")
        PLANNED = "planned", _("Plan outlined")
        ACTIVE = "active", _("Under way")
        PAUSED = "paused", _("Paused")
        CLOSED = "closed", _("Closed")

    STATES = States(
        "intake",
        {
            "intake": frozenset({"diagnosing", "closed"}),
            "diagnosing": frozenset({"planned", "closed"}),
            "planned": frozenset({"active", "diagnosing", "closed"}),
            "active": frozenset({"paused", "closed"}),
            "paused": frozenset({"active", "closed"}),
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


class EngagementStep(TenantRow):
    """One change of stage."""

    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="steps")
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "engagement", "created_at"], name="engagement_steps")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    @property
    def after_word(self) -> str:
        """The stage that was reached, in words."""
        return str(Engagement.Stage(self.after).label)
