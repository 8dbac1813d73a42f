"""Promises: who owes what to whom until when, and what was delivered of it."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Evidence, PlanItem
from sanad.foundation.arabic.language import in_language
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.spaces.models import User
from sanad.partnerships.models.agreement import Agreement, Party

MONTH_END = 31  # the day that every month has when its last one is meant


class Commitment(TenantRow):
    """One promise of one party to another: a quantity of something, or an amount of money.

    With `every_months` it falls due again and again from `due_on` to `until_on`, the whole quantity each time. Who owes it
    to whom until when may be open while the text is drafted; nothing goes out to sign before it is said. `meant_day` is
    the day of the month that is meant where the month of `due_on` ends before it; 31 is the end of every month.

    `open_due_on` is what `queries.standing` folds from the promise and its pieces, kept so that lists can ask for it: the
    first day on which something is still owed, nothing when all is kept, waived or dropped. Late is derived from it.
    """

    class Kept(models.TextChoices):
        """Where a promise stands: exactly one of these on every day (A4)."""

        FULFILLED = "fulfilled", _("Fulfilled")
        WAIVED = "waived", _("Waived")
        OVERDUE = "overdue", _("Overdue")
        PENDING = "pending", _("Pending")

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
    waived_on = models.DateField(null=True, editable=False)
    waiver = models.CharField(_("Why it is waived"), max_length=300, blank=True, editable=False)
    waiver_proof = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+", editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "created_at", "pk"]
        indexes = [
            models.Index(fields=["space", "agreement", "due_on"], name="commitment_by_due"),
            models.Index(fields=["space", "open_due_on"], name="commitment_by_open_due"),
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
        ]

    def __str__(self) -> str:
        return self.text[:120]

    @property
    def text(self) -> str:
        """What is promised, in the language of the page, else the one there is."""
        return in_language(self.text_ar, self.text_fr)

    @property
    def kept(self) -> "Commitment.Kept":
        """Where a promise of a signed agreement stands today; `queries.standing` tells it of any day."""
        if self.open_due_on is None:
            return self.Kept.WAIVED if self.waived_on else self.Kept.FULFILLED
        return self.Kept.OVERDUE if self.open_due_on < timezone.localdate() else self.Kept.PENDING

    def get_kept_display(self) -> str:
        """The same in words."""
        return str(self.kept.label)

    @property
    def measure(self) -> int:
        """How much is promised each time: centimes, or pieces."""
        return self.amount if self.amount is not None else (self.quantity or 0)

    @property
    def is_month_end(self) -> bool:
        """True when it falls due at the end of the month, whichever day that is."""
        return self.meant_day == MONTH_END

    @property
    def held_with(self) -> Agreement:
        """Locked before the row, so that what is decided of the whole holds for its parts."""
        return self.agreement

    @property
    def subject_id(self):
        return self.agreement_id


class Instalment(TenantRow):
    """One dated payment of a promise of money. All instalments together are the amount promised."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="instalments", editable=False)
    amount = models.BigIntegerField(_("Amount"), help_text=_("In centimes"))
    due_on = models.DateField(_("Due"))
    meant_day = models.PositiveSmallIntegerField(null=True, editable=False)
    condition = models.CharField(_("Paid when"), max_length=250, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["space", "commitment", "due_on"], name="instalment_by_due")]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_positive")]

    def __str__(self) -> str:
        return f"{self.commitment} · {self.due_on}"

    @property
    def held_with(self) -> Agreement:
        """Locked before the row, so that what is decided of the whole holds for its parts."""
        return self.commitment.agreement

    @property
    def subject_id(self):
        return self.commitment.agreement_id


class Fulfilment(TenantRow):
    """A piece of a promise delivered, shown by evidence, and accepted or not by the other side."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Waiting for the other side")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Not accepted")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="fulfilments", editable=False)
    quantity = models.BigIntegerField(_("How much"), help_text=_("Pieces, or centimes"))
    on = models.DateField(_("Day"))
    note = models.CharField(_("What was delivered"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.SUBMITTED, editable=False)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answer = models.CharField(_("Why"), max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["space", "commitment", "state"], name="fulfilment_by_commitment")]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="fulfilment_positive")]

    def __str__(self) -> str:
        return self.note or str(self.commitment)

    @property
    def held_with(self) -> Agreement:
        """Locked before the row, so that what is decided of the whole holds for its parts."""
        return self.commitment.agreement

    @property
    def subject_id(self):
        return self.commitment.agreement_id


class FulfilmentEvidence(TenantRow):
    """What shows that a piece was delivered, or that the other side, which has no space of its own, accepted it."""

    fulfilment = models.ForeignKey(Fulfilment, models.PROTECT, related_name="evidence_links")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="fulfilment_links")
    is_of_acceptance = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "fulfilment", "evidence"], name="fulfilment_evidence_once")
        ]

    def __str__(self) -> str:
        return f"{self.fulfilment} ← {self.evidence}"

    @property
    def subject_id(self):
        return self.fulfilment.commitment.agreement_id
