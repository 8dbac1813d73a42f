"""Commitments: who owes what to whom until when, and what was delivered of it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Evidence, PlanItem
from sanad.foundation.arabic.joined import index_text
from sanad.foundation.arabic.language import in_language
from sanad.foundation.naming.models import Findable, TenantRow
from sanad.foundation.naming.parts import HeldWith, PartOf, Withdrawable, WithdrawableRows
from sanad.foundation.spaces.models import Space, User
from sanad.foundation.states import Toned
from sanad.foundation.written import CoveredRows
from sanad.partnerships.models.agreement import Agreement, Party

MONTH_END = 31  # the day that every month has when its last one is meant


def spoken_for(space: Space, side: str) -> Q:
    """The rows whose party `side` the space speaks for: its own one, or one without a space in what it keeps itself."""
    seats = Party.objects.filter(organisation__own_space=space).order_by().values("pk")
    return Q(**{f"{side}__among": seats}) | Q(**{f"{side}__organisation__own_space": None, "space": space})


class CommitmentRows(WithdrawableRows):
    """Commitments, also those taken out of their text."""

    def once_signed(self) -> Self:
        """Those that stand in an agreement that was signed."""
        return self.standing().filter(agreement__state__in=Agreement.ONCE_SIGNED)

    def binding_on(self, day: date) -> Self:
        """Those of agreements that were signed, and are not terminated on that day."""
        signed, terminated = Agreement.State.SIGNED, Agreement.State.TERMINATED
        ended_later = Q(agreement__state=terminated, agreement__terminated_on__gt=day)
        return self.standing().filter(Q(agreement__state=signed) | ended_later)

    def owed(self) -> Self:
        """Those of which something is still owed."""
        return self.filter(open_due_on__isnull=False)

    def undelivered(self) -> Self:
        """Those of which something that is owed is still to be delivered."""
        return self.filter(undelivered_due_on__isnull=False)

    def owed_by(self, space: Space) -> Self:
        """Those of which the space speaks for the debtor."""
        return self.filter(spoken_for(space, "debtor"))

    def owed_to(self, space: Space) -> Self:
        """Those of which the space speaks for the creditor."""
        return self.filter(spoken_for(space, "creditor"))

    def kept_as(self, state: str, day: date) -> Self:
        """Those that stand so on that day, as `Commitment.kept` says of one."""
        kept = Commitment.Kept
        conditions: dict[str, Q] = {
            kept.FULFILLED: Q(open_due_on=None, waived_on=None),
            kept.WAIVED: Q(open_due_on=None, waived_on__isnull=False),
            kept.DELIVERED: Q(open_due_on__isnull=False, undelivered_due_on=None),
            kept.OVERDUE: Q(undelivered_due_on__lt=day),
            kept.PENDING: Q(undelivered_due_on__gte=day),
        }
        return self.filter(conditions[state])


class Commitment(Withdrawable, HeldWith, TenantRow, Findable):
    """One commitment of one party to another: a quantity of something, or an amount of money.

    With `every_months` it falls due again and again from `due_on` to `until_on`, the whole quantity each time. Who owes it
    to whom until when may be open while the text is drafted; nothing goes out to sign before it is said. `meant_day` is
    the day of the month that is meant where the month of `due_on` ends before it; 31 is the end of every month.

    `open_due_on` is what `commitments.terms` folds from the commitment and its fulfilments, kept so that lists can ask for
    it: the first day on which something is still owed, nothing when all is kept, waived or dropped. `undelivered_due_on` is
    the first on which something of it is also still to be delivered, nothing when all the rest waits for the answer of the
    other side. Late is derived from it: whoever delivered in time is not late because the other side has not answered.
    """

    class Kept(Toned):
        """Where a commitment stands: exactly one of these on every day (A4; what waits for an answer is neither pending nor late)."""

        FULFILLED = "fulfilled", "good", _("Fulfilled")
        WAIVED = "waived", "mute", _("Waived")
        DELIVERED = "delivered", "warn", _("Delivered, waits for a yes")
        OVERDUE = "overdue", "late", _("Overdue")
        PENDING = "pending", "calm", _("Pending")

    whole = "agreement"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="commitments", editable=False)
    debtor = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="owes", verbose_name=_("Who promises")
    )
    creditor = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="is_owed", verbose_name=_("To whom")
    )
    text_ar = models.TextField(_("What is promised, in Arabic"))
    text_fr = models.TextField(_("What is promised, in French"), blank=True)
    quantity = models.PositiveIntegerField(_("How many"), null=True, blank=True)
    unit = models.CharField(_("Of what"), max_length=60, blank=True)
    amount = models.BigIntegerField(_("Amount"), null=True, blank=True, help_text=_("In centimes"))
    due_on = models.DateField(_("Due"), null=True, blank=True)
    every_months = models.PositiveSmallIntegerField(_("Again every … months"), null=True, blank=True)
    until_on = models.DateField(_("Until"), null=True, blank=True)
    meant_day = models.PositiveSmallIntegerField(null=True, editable=False)
    plan_item = models.ForeignKey(
        PlanItem, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("Plan item")
    )
    open_due_on = models.DateField(null=True, editable=False)
    undelivered_due_on = models.DateField(null=True, editable=False)
    waived_on = models.DateField(null=True, editable=False)
    waiver = models.CharField(_("Why it is waived"), max_length=300, blank=True, editable=False)
    waiver_proof = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+", editable=False)

    objects: ClassVar = models.Manager.from_queryset(CommitmentRows)()

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "created_at", "pk"]
        indexes = [
            models.Index(fields=["space", "agreement", "due_on"], name="commitment_by_due"),
            models.Index(fields=["space", "open_due_on"], name="commitment_by_open_due"),
            models.Index(fields=["space", "undelivered_due_on"], name="commitment_by_undelivered"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(debtor=F("creditor")), name="commitment_between_two"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, amount=None) | Q(quantity=None, amount__gt=0), name="commitment_is_measured"
            ),
            models.CheckConstraint(
                condition=Q(every_months=None, until_on=None)
                | Q(every_months__gt=0, until_on__isnull=False, until_on__gte=F("due_on")),
                name="commitment_recurs_until",
            ),
            models.CheckConstraint(
                condition=Q(undelivered_due_on=None) | Q(open_due_on__lte=F("undelivered_due_on")),
                name="commitment_undelivered_is_owed",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:120]

    def refresh_index(self) -> None:
        """Found by its text in both languages."""
        self.folded = index_text(self.text_ar, self.text_fr)

    @property
    def text(self) -> str:
        """What is promised, in the language of the page, else the one there is."""
        return in_language(self.text_ar, self.text_fr)

    @property
    def kept(self) -> "Commitment.Kept":
        """Where a commitment of a signed agreement stands today; `commitments.terms` tells it of any day."""
        if self.open_due_on is None:
            return self.Kept.WAIVED if self.waived_on else self.Kept.FULFILLED
        if self.undelivered_due_on is None:
            return self.Kept.DELIVERED
        return self.Kept.OVERDUE if self.undelivered_due_on < timezone.localdate() else self.Kept.PENDING

    def get_kept_display(self) -> str:
        """The same in words."""
        return str(self.kept.label)

    @property
    def falls_due_on(self) -> date | None:
        """The first day on which something is still to be delivered; of what is all delivered, that on which it was owed."""
        return self.undelivered_due_on or self.open_due_on

    @property
    def measure(self) -> int:
        """How much is promised each time: centimes, or pieces."""
        return self.amount if self.amount is not None else (self.quantity or 0)

    @property
    def is_month_end(self) -> bool:
        """True when it falls due at the end of the month, whichever day that is."""
        return self.meant_day == MONTH_END


class Instalment(Withdrawable, HeldWith, TenantRow):
    """One dated payment of a commitment of money. All instalments together are the amount promised."""

    whole = "commitment.agreement"

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="instalments", editable=False)
    amount = models.BigIntegerField(_("Amount"), help_text=_("In centimes"))
    due_on = models.DateField(_("Due"))
    meant_day = models.PositiveSmallIntegerField(null=True, editable=False)
    condition = models.CharField(_("Paid when"), max_length=250, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["space", "commitment", "due_on"], name="instalment_by_due")]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_positive")]

    def __str__(self) -> str:
        return f"{self.commitment} · {self.due_on}"


class FulfilmentRows(CoveredRows):
    """What was delivered, by what the other side said of it."""

    def submitted(self) -> Self:
        """What waits for an answer."""
        return self.filter(state=Fulfilment.State.SUBMITTED)

    def accepted(self) -> Self:
        """What counts."""
        return self.filter(state=Fulfilment.State.ACCEPTED)

    def answered_by_space(self, space: Space) -> Self:
        """What the space answers: it speaks for the creditor."""
        return self.filter(commitment__in=Commitment.objects.owed_to(space).order_by().values("pk"))


class Fulfilment(HeldWith, TenantRow):
    """A part of a commitment delivered, shown by evidence, and accepted or not by the other side.

    `quantity` is in the unit of the commitment: centimes, or pieces.
    """

    class State(Toned):
        SUBMITTED = "submitted", "warn", _("Waiting for the other side")
        ACCEPTED = "accepted", "info", _("Accepted")
        DECLINED = "declined", "mute", _("Not accepted")

    whole = "commitment.agreement"

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="fulfilments", editable=False)
    quantity = models.BigIntegerField(_("How much"), help_text=_("Pieces, or centimes"))
    on = models.DateField(_("Day"))
    note = models.CharField(_("What was delivered"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.SUBMITTED, editable=False)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answer = models.CharField(_("Why"), max_length=300, blank=True, editable=False)

    objects: ClassVar = models.Manager.from_queryset(FulfilmentRows)()

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["space", "commitment", "state"], name="fulfilment_by_commitment")]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="fulfilment_positive")]

    def __str__(self) -> str:
        return self.note or str(self.commitment)


class FulfilmentEvidence(PartOf, TenantRow):
    """What shows that something was delivered, or that the other side, which has no space of its own, accepted it."""

    whole = "fulfilment.commitment.agreement"

    fulfilment = models.ForeignKey(Fulfilment, models.PROTECT, related_name="evidence_links")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="fulfilment_links")
    is_of_acceptance = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "fulfilment", "evidence"], name="fulfilment_evidence_once")
        ]

    def __str__(self) -> str:
        return f"{self.fulfilment} · {self.evidence}"
