"""The outline of the partnership: plan items linked to needs."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import answers
from sanad.accompaniment.models.engagement import Engagement
from sanad.accompaniment.models.need import Need
from sanad.activities.models import Activity
from sanad.directory.models import Organisation, Person
from sanad.foundation.naming.models import Findable, TenantRow
from sanad.foundation.naming.parts import PartOf, Withdrawable
from sanad.foundation.spaces.models import User
from sanad.foundation.states import States, Step, Toned
from sanad.foundation.written import CoveredRows


class PlanItemRows(CoveredRows):
    """Plan items, by what is still to come of them."""

    def live(self) -> Self:
        """Those that were not cancelled."""
        return self.exclude(state=PlanItem.State.CANCELLED)

    def promised(self) -> Self:
        """Those that both sides agreed to and that are not carried out yet."""
        return self.filter(state__in=PlanItem.PROMISED)

    def going_on(self) -> Self:
        """Those of engagements that are not closed."""
        return self.exclude(engagement__stage=Engagement.Stage.CLOSED)

    def with_standing(self) -> Self:
        """Each with where it `stands` and when it `falls_due_on`, whatever slice knows it: one state of one thing.

        What was signed is agreed, of which a part was accepted, or all delivered, is running, what was kept or held is done, what was let go is cancelled, and a promise says when it is due.
        """
        state, owed, delivered = PlanItem.State, answers.where("owed"), answers.where("delivered")
        is_open = ~Q(state__in=[state.DONE, state.CANCELLED])
        stands = Case(
            When(Q(state__in=[state.DONE, state.CANCELLED]), then=F("state")),
            When(answers.where("carried_out") & ~owed, then=Value(state.DONE.value)),
            When(answers.where("dropped") & ~owed, then=Value(state.CANCELLED.value)),
            When(answers.where("under_way") | delivered, then=Value(state.RUNNING.value)),
            When(Q(state=state.PROPOSED) & answers.where("agreed"), then=Value(state.AGREED.value)),
            default=F("state"),
            output_field=models.CharField(max_length=12),
        )
        is_delivered = Case(When(is_open & delivered, then=Value(value=True)), default=Value(value=False))
        return self.annotate(
            stands=stands, is_delivered=is_delivered, falls_due_on=Coalesce(*answers.days_due(), F("due_on"))
        )

    def standing_in(self, states: Iterable[str]) -> Self:
        """Those that stand so, whatever slice knows it."""
        return self.with_standing().filter(stands__in=list(states))

    def outstanding(self) -> Self:
        """Those that are promised as they stand, and not carried out."""
        return self.standing_in(PlanItem.PROMISED)

    def unanswered(self) -> Self:
        """Those of which all was delivered, and the other side has not answered yet."""
        return self.with_standing().filter(is_delivered=True)

    def promised_here_alone(self) -> Self:
        """Those that are promised, and of which no promise or session of another slice tells."""
        told = answers.where("agreed") | answers.where("carried_out") | answers.where("dropped")
        return self.promised().exclude(told)

    def late(self, on: date) -> Self:
        """Those of `PlanItem.is_late`, on a day: promised, and due before it."""
        return self.outstanding().filter(falls_due_on__lt=on, is_delivered=False)


class PlanItem(PartOf, TenantRow, Findable):
    """One thing that a side promises to do. `state` is the fold of its steps; late is derived."""

    whole = "engagement"

    class Form(models.TextChoices):
        TRAINING = "training", _("Training course")
        DIRECT_SUPPORT = "direct_support", _("Direct support")
        COACHING = "coaching", _("Coaching")
        ADVOCACY = "advocacy", _("Advocacy")
        REFERRAL = "referral", _("Referral")
        SELF = "self", _("Done by the association itself")

    class Field(models.TextChoices):
        DIGITIZATION = "digitization", _("Digitization")
        PARTICIPATORY_DEMOCRACY = "participatory_democracy", _("Participatory democracy")
        COMMUNICATION = "communication", _("Effective communication")
        SELF_DEVELOPMENT = "self_development", _("Self-development")
        ADVOCACY = "advocacy", _("Advocacy for the residents with the authorities")
        MANAGEMENT = "management", _("Administrative and financial management of associations")

    class Side(models.TextChoices):
        SUPPORT = "support", _("The support organisation")
        ASSOCIATION = "association", _("The association")
        THIRD = "third", _("A third party")

    class State(Toned):
        PROPOSED = "proposed", "calm", pgettext_lazy("of a plan item", "Proposed")
        AGREED = "agreed", "info", pgettext_lazy("of a plan item", "Agreed")
        RUNNING = "running", "info", _("Running")
        DONE = "done", "good", pgettext_lazy("of a plan item", "Done")
        CANCELLED = "cancelled", "mute", pgettext_lazy("of a plan item", "Cancelled")

    STATES = States(
        State.PROPOSED,
        {
            State.PROPOSED: frozenset({State.AGREED, State.CANCELLED}),
            # Back to proposed when a promise that both sides agreed is changed: they agree again.
            State.AGREED: frozenset({State.RUNNING, State.DONE, State.CANCELLED, State.PROPOSED}),
            State.RUNNING: frozenset({State.DONE, State.CANCELLED, State.PROPOSED}),
        },
    )

    Standing = State
    stands, is_delivered = "", False  # of rows `with_standing`
    falls_due_on: date | None = None
    done_on: date | None = None  # of those that `plan.queries.items.with_days` went through

    # What both sides agree to; a change of any of it asks them again.
    TERMS = (
        "form",
        "field",
        "objective",
        "side",
        "third_party_id",
        "is_free",
        "cost",
        "due_on",
        "target_item",
        "target_level",
    )
    PROMISED = (State.AGREED, State.RUNNING)

    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="plan_items", editable=False)
    form = models.CharField(_("Form of support"), max_length=16, choices=Form)
    field = models.CharField(_("Field of training"), max_length=24, choices=Field, blank=True)
    objective = models.CharField(_("Objective"), max_length=300)
    side = models.CharField(_("Who does it"), max_length=12, choices=Side, default=Side.SUPPORT)
    is_free = models.BooleanField(_("Free of charge for the association"), default=True)
    third_party = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Which third party")
    )
    responsible = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Person responsible")
    )
    cost = models.BigIntegerField(_("Cost"), null=True, blank=True, help_text=_("In centimes"))
    currency = models.CharField(max_length=3, default="MAD", editable=False)
    due_on = models.DateField(_("Due"), null=True, blank=True)
    # An item of an instrument and the level to reach; the instruments live in a higher slice, so by its stable key.
    target_item = models.CharField(_("Item to improve"), max_length=42, blank=True)
    target_level = models.PositiveSmallIntegerField(_("Level to reach"), null=True, blank=True)
    needs = models.ManyToManyField(Need, through="PlanItemNeed", related_name="plan_items", verbose_name=_("Needs"))
    state = models.CharField(_("State"), max_length=12, choices=State, default=State.PROPOSED, editable=False)

    objects: ClassVar = models.Manager.from_queryset(PlanItemRows)()

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "created_at", "pk"]
        indexes = [models.Index(fields=["space", "engagement", "state"], name="plan_by_engagement")]
        constraints = [
            models.CheckConstraint(condition=~Q(form="training") | ~Q(field=""), name="plan_training_has_field"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="plan_cost_not_negative"),
            models.CheckConstraint(condition=Q(side="third") | Q(third_party=None), name="plan_third_party_is_third"),
        ]

    def __str__(self) -> str:
        return self.objective

    @property
    def standing(self) -> "PlanItem.State":
        """Where it stands, as far as the rows were read `with_standing`; else as the plan alone says."""
        return self.State(self.stands or self.state)

    def get_standing_display(self) -> str:
        """The same in words."""
        return gettext("Delivered, waits for a yes") if self.is_delivered else str(self.standing.label)

    @property
    def due(self) -> date | None:
        """When it is due: as the promise that repeats it says, else as the plan does."""
        return self.falls_due_on or self.due_on

    @property
    def day(self) -> date | None:
        """Where it stands in time: done on the day on which it was, else when it is due."""
        return (self.done_on if self.standing == self.State.DONE else None) or self.due

    @property
    def is_late(self) -> bool:
        """True when promised, neither finished nor delivered, and its day has passed; derived, never stored."""
        is_open = self.standing in self.PROMISED and not self.is_delivered
        return is_open and self.due is not None and self.due < timezone.localdate()

    @property
    def is_live(self) -> bool:
        """True unless it was cancelled."""
        return self.state != self.State.CANCELLED

    @property
    def terms(self) -> str:
        """A fingerprint of what is agreed to, so that nobody says yes to other words than they read."""
        said = [getattr(self, name) for name in self.TERMS]
        plain = [each.value if isinstance(each, models.Choices) else each for each in said]
        return sha256(repr(plain).encode()).hexdigest()[:32]

    @property
    def who(self) -> str:
        """The side that does it, by name when it is a third party."""
        return self.third_party.name if self.third_party else str(self.Side(self.side).label)


class PlanItemNeed(PartOf, TenantRow):
    """The join: this item answers this need. Both belong to one engagement (C1)."""

    whole = "need.engagement"

    plan_item = models.ForeignKey(PlanItem, models.PROTECT, related_name="need_links")
    need = models.ForeignKey(Need, models.PROTECT, related_name="plan_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "plan_item", "need"], name="plan_need_once")]

    def __str__(self) -> str:
        return f"{self.plan_item} · {self.need}"


class PlanItemStep(Step):
    """One change of state of a plan item."""

    states = PlanItem.State

    plan_item = models.ForeignKey(PlanItem, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        indexes = [models.Index(fields=["space", "plan_item", "created_at"], name="plan_steps")]


class PlanApproval(PartOf, Withdrawable, TenantRow):
    """One side says yes to a plan item as it stands. Withdrawn when the item is changed afterwards."""

    whole = "plan_item.engagement"

    plan_item = models.ForeignKey(PlanItem, models.PROTECT, related_name="approvals")
    side = models.CharField(_("Which side"), max_length=12, choices=PlanItem.Side)
    on = models.DateField(_("Agreed on"), default=timezone.localdate)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    basis = models.ForeignKey(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Meeting at which it was agreed"),
    )

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "plan_item", "side"], condition=Q(withdrawn_at=None), name="plan_one_approval_a_side"
            ),
            models.CheckConstraint(condition=~Q(side="third"), name="plan_approval_of_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_item} · {self.get_side_display()}"
