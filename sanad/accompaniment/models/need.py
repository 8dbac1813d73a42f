"""Needs, and the ways proposed to overcome them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models.engagement import Engagement
from sanad.activities.models import Activity
from sanad.directory.models import Person
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.spaces.models import User
from sanad.foundation.states import States


class Need(TenantRow):
    """Something lacking, in the association's words. `state` is the fold of its steps."""

    class Kind(models.TextChoices):
        CAPACITY = "capacity", _("Need of the association itself")
        RESIDENTS = "residents", _("Problem of the residents")

    class Priority(models.IntegerChoices):
        HIGH = 1, _("High")
        MIDDLE = 2, _("Middle")
        LOW = 3, _("Low")

    class State(models.TextChoices):
        VOICED = "voiced", _("Voiced")
        ACCEPTED = "accepted", _("Accepted")
        IN_PLAN = "in_plan", _("In the plan")
        ADDRESSED = "addressed", _("Addressed")
        RESOLVED = "resolved", _("Resolved")
        PARKED = "parked", _("Parked")
        OUT_OF_SCOPE = "out_of_scope", _("Out of scope")

    # "Resolved" has a command of its own, which asks for measured change and evidence (C4).
    STATES = States(
        "voiced",
        {
            "voiced": frozenset({"accepted", "parked", "out_of_scope"}),
            "accepted": frozenset({"in_plan", "parked", "out_of_scope"}),
            "in_plan": frozenset({"addressed", "parked"}),
            "addressed": frozenset({"in_plan", "resolved"}),
            "resolved": frozenset({"in_plan"}),
            "parked": frozenset({"accepted"}),
            "out_of_scope": frozenset({"accepted"}),
        },
    )

    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="needs", editable=False)
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind)
    statement = models.TextField(_("In the association's words"))
    root_cause = models.TextField(_("Root cause"), blank=True)
    concerned = models.CharField(_("Who is concerned"), max_length=250, blank=True)
    priority = models.PositiveSmallIntegerField(_("Priority"), choices=Priority, default=Priority.MIDDLE)
    voiced_at = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Voiced at")
    )
    voiced_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Voiced by")
    )
    state = models.CharField(_("State"), max_length=12, choices=State, default=State.VOICED, editable=False)

    class Meta:
        ordering = ["priority", "created_at", "pk"]
        indexes = [models.Index(fields=["space", "engagement", "state"], name="need_by_engagement")]

    def __str__(self) -> str:
        return self.statement[:120]

    @property
    def subject_id(self):
        return self.engagement_id


class NeedStep(TenantRow):
    """One change of state of a need."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="steps")
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "need", "created_at"], name="need_steps")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    @property
    def after_word(self) -> str:
        """The state that was reached, in words."""
        return str(Need.State(self.after).label)


class WayForward(TenantRow):
    """A way proposed to overcome a need."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="ways")
    text = models.CharField(_("Way proposed"), max_length=400)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "need"], name="ways_by_need")]

    def __str__(self) -> str:
        return self.text

    @property
    def subject_id(self):
        return self.need.engagement_id
