"""Needs, and the ways proposed to overcome them."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanad.accompaniment.models.engagement import Engagement
from sanad.activities.models import Activity
from sanad.directory.models import Person
from sanad.foundation.arabic.joined import index_text
from sanad.foundation.naming.models import Findable, TenantRow
from sanad.foundation.naming.parts import PartOf
from sanad.foundation.states import States, Step, Toned
from sanad.foundation.written import CoveredRows


class NeedRows(CoveredRows):
    """Needs, by what becomes of them."""

    def unsettled(self) -> Self:
        """Those that are neither met nor left out: more may be found that asks for them."""
        return self.exclude(state__in=[Need.State.RESOLVED, Need.State.OUT_OF_SCOPE])


class Need(PartOf, TenantRow, Findable):
    """Something lacking, in the association's words. `state` is the fold of its steps."""

    whole = "engagement"

    class Kind(models.TextChoices):
        CAPACITY = "capacity", _("Need of the association itself")
        RESIDENTS = "residents", _("Problem of the residents")

    class Priority(models.IntegerChoices):
        HIGH = 1, _("High")
        MIDDLE = 2, _("Middle")
        LOW = 3, _("Low")

    class State(Toned):
        VOICED = "voiced", "calm", pgettext_lazy("of a need", "Voiced")
        ACCEPTED = "accepted", "info", pgettext_lazy("of a need", "Accepted")
        IN_PLAN = "in_plan", "info", _("In the plan")
        ADDRESSED = "addressed", "good", pgettext_lazy("of a need", "Addressed")
        RESOLVED = "resolved", "good", pgettext_lazy("of a need", "Resolved")
        PARKED = "parked", "mute", pgettext_lazy("of a need", "Parked")
        OUT_OF_SCOPE = "out_of_scope", "mute", _("Out of scope")

    # "Resolved" has a command of its own, which asks for measured change and evidence (C4).
    STATES = States(
        State.VOICED,
        {
            State.VOICED: frozenset({State.ACCEPTED, State.PARKED, State.OUT_OF_SCOPE}),
            State.ACCEPTED: frozenset({State.IN_PLAN, State.PARKED, State.OUT_OF_SCOPE}),
            State.IN_PLAN: frozenset({State.ADDRESSED, State.PARKED}),
            State.ADDRESSED: frozenset({State.IN_PLAN, State.RESOLVED}),
            State.RESOLVED: frozenset({State.IN_PLAN}),
            State.PARKED: frozenset({State.ACCEPTED}),
            State.OUT_OF_SCOPE: frozenset({State.ACCEPTED}),
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

    objects: ClassVar = models.Manager.from_queryset(NeedRows)()

    class Meta:
        ordering = ["priority", "created_at", "pk"]
        indexes = [models.Index(fields=["space", "engagement", "state"], name="need_by_engagement")]

    def __str__(self) -> str:
        return self.statement[:120]

    def refresh_index(self) -> None:
        """Found by all that was said of it, and by the ways proposed to overcome it."""
        ways = [] if self._state.adding else self.ways.values_list("text", flat=True)
        self.folded = index_text(self.statement, self.root_cause, self.concerned, *ways)

    @property
    def is_answered(self) -> bool:
        """True while the plan answers it, so that it may be said to be met."""
        return self.state in {self.State.IN_PLAN, self.State.ADDRESSED}


class NeedStep(Step):
    """One change of state of a need."""

    states = Need.State

    need = models.ForeignKey(Need, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        indexes = [models.Index(fields=["space", "need", "created_at"], name="need_steps")]


class WayForward(PartOf, TenantRow):
    """A way proposed to overcome a need."""

    whole = "need.engagement"

    need = models.ForeignKey(Need, models.PROTECT, related_name="ways")
    text = models.CharField(_("Way proposed"), max_length=400)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "need"], name="ways_by_need")]

    def __str__(self) -> str:
        return self.text
