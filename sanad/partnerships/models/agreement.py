"""The agreement, its parties, its budget, its states."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, Evidence
from sanad.activities.models import Activity
from sanad.directory.models import Mandate, Organisation, Person
from sanad.foundation.arabic.joined import index_text
from sanad.foundation.arabic.language import in_language
from sanad.foundation.naming.models import Findable, TenantRow
from sanad.foundation.naming.parts import HeldWith, PartOf, Withdrawable, WithdrawableRows
from sanad.foundation.spaces.models import Space, User
from sanad.foundation.states import States, Step, Toned
from sanad.foundation.written import CoveredRows


class AgreementRows(CoveredRows):
    """Agreements by how far they came."""

    def signed(self) -> Self:
        """Signed by all, and not terminated."""
        return self.filter(state=Agreement.State.SIGNED)

    def once_signed(self) -> Self:
        """Signed by all; some were terminated since."""
        return self.filter(state__in=Agreement.ONCE_SIGNED)

    def not_abandoned(self) -> Self:
        """All but those given up before they were signed."""
        return self.exclude(state=Agreement.State.ABANDONED)

    def shown_to_parties(self) -> Self:
        """From the negotiation on. An idea is its keeper's alone, also when it was given up."""
        negotiated = Q(state=Agreement.State.ABANDONED, steps__after=Agreement.State.NEGOTIATING)
        return self.filter(~Q(state__in=[Agreement.State.IDEA, Agreement.State.ABANDONED]) | negotiated)


class Agreement(TenantRow, Findable):
    """An agreement that the space keeps: the drafting party's own copy, seen by the other parties' spaces."""

    class Kind(models.TextChoices):
        FRAMEWORK = "framework", _("Framework agreement")
        SPECIFIC = "specific", _("Specific agreement")
        FUNDING = "funding", _("Funding agreement")

    class Languages(models.TextChoices):
        ARABIC = "ar", _("Arabic")
        FRENCH = "fr", _("French")
        BOTH = "ar+fr", _("Arabic and French, side by side")

    class State(Toned):
        IDEA = "idea", "calm", _("Idea")
        NEGOTIATING = "negotiating", "info", _("Being negotiated")
        READY = "ready", "info", _("Text agreed")
        OUT = "out", "info", _("Out for signature")
        SIGNED = "signed", "good", _("Signed")
        TERMINATED = "terminated", "mute", _("Terminated")
        ABANDONED = "abandoned", "mute", _("Abandoned")

    # From "out" the text is frozen; back to negotiating it becomes the next revision.
    STATES = States(
        State.IDEA,
        {
            State.IDEA: frozenset({State.NEGOTIATING, State.ABANDONED}),
            State.NEGOTIATING: frozenset({State.READY, State.ABANDONED}),
            State.READY: frozenset({State.NEGOTIATING, State.OUT, State.ABANDONED}),
            State.OUT: frozenset({State.NEGOTIATING, State.SIGNED, State.ABANDONED}),
            State.SIGNED: frozenset({State.TERMINATED}),
        },
    )
    # While it is drafted, everything may be changed; afterwards only by going back, and once signed by an amendment.
    DRAFTED = frozenset({State.IDEA, State.NEGOTIATING})
    ONCE_SIGNED = frozenset({State.SIGNED, State.TERMINATED})
    FROZEN = ONCE_SIGNED | {State.OUT}

    engagement = models.ForeignKey(
        Engagement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("File of accompaniment"),
    )
    framework = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="specifics",
        verbose_name=_("Under the framework agreement"),
    )
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", editable=False
    )
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)
    languages = models.CharField(_("Language of the text"), max_length=5, choices=Languages, default=Languages.ARABIC)
    title_ar = models.CharField(_("Title in Arabic"), max_length=250, blank=True)
    title_fr = models.CharField(_("Title in French"), max_length=250, blank=True)
    object = models.TextField(_("What it is about"), blank=True)
    starts_on = models.DateField(_("From"), null=True, blank=True)
    ends_on = models.DateField(_("To"), null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(_("Days of notice"), default=30)
    notice_months = models.PositiveSmallIntegerField(_("Or months of notice"), default=0)
    budget = models.BigIntegerField(_("Budget"), null=True, blank=True, help_text=_("In centimes"))
    currency = models.CharField(max_length=3, default="MAD", editable=False)
    copies = models.PositiveSmallIntegerField(_("Number of copies"), default=3)
    state = models.CharField(_("State"), max_length=12, choices=State, default=State.IDEA, editable=False)
    signed_on = models.DateField(null=True, editable=False)
    terminated_on = models.DateField(null=True, editable=False)
    notice_on = models.DateField(_("Notice given on"), null=True, editable=False)
    short_notice = models.CharField(_("Why the notice is shorter"), max_length=300, blank=True, editable=False)

    objects: ClassVar = models.Manager.from_queryset(AgreementRows)()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["space", "state", "ends_on"], name="agreement_by_state"),
            models.Index(fields=["space", "engagement"], name="agreement_by_engagement"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(title_ar="") | ~Q(title_fr=""), name="agreement_has_title"),
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gte=0), name="agreement_budget_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title

    def refresh_index(self) -> None:
        """Found by its title in either language."""
        self.folded = index_text(self.title_ar, self.title_fr)

    @property
    def title(self) -> str:
        """The title in the language of the page, else the one there is."""
        return in_language(self.title_ar, self.title_fr)

    @property
    def text_languages(self) -> list[str]:
        """The languages of the text, "ar" before "fr"; papers are headed in the first."""
        return self.languages.split("+")


class AgreementStep(PartOf, Step):
    """One change of state of an agreement."""

    whole = "agreement"
    states = Agreement.State

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        indexes = [models.Index(fields=["space", "agreement", "created_at"], name="agreement_steps")]


class PartyRows(WithdrawableRows):
    """Parties, also those that left the table."""

    def of_space(self, space: Space) -> Self:
        """The seats of the organisation to which the space belongs."""
        return self.standing().filter(organisation__own_space=space)

    def signed(self) -> Self:
        """Those who signed."""
        return self.filter(signed_on__isnull=False)


class Party(Withdrawable, HeldWith, TenantRow):
    """One party: the body, who signs for it, in which capacity, and what proves the mandate."""

    whole = "agreement"

    class Part(models.TextChoices):
        LEAD = "lead", _("First party")
        PARTNER = "partner", _("Partner")
        FUNDER = "funder", _("Funder")
        BENEFICIARY = "beneficiary", _("Beneficiary")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties", editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("Organisation"))
    part = models.CharField(_("Part"), max_length=12, choices=Part, default=Part.PARTNER)
    position = models.PositiveSmallIntegerField(editable=False)
    signatory = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Signatory")
    )
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Mandate of the signatory")
    )
    proof = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Proof of the mandate")
    )
    signed_on = models.DateField(_("Signed on"), null=True, blank=True, editable=False)

    objects: ClassVar = models.Manager.from_queryset(PartyRows)()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "agreement", "organisation"], condition=Q(withdrawn_at=None), name="party_once"
            )
        ]

    def __str__(self) -> str:
        return self.organisation.name


class BudgetLine(Withdrawable, HeldWith, TenantRow):
    """What a part of the budget is spent on. All lines together are the budget."""

    whole = "agreement"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="budget_lines", editable=False)
    label_ar = models.CharField(_("Heading in Arabic"), max_length=200)
    label_fr = models.CharField(_("Heading in French"), max_length=200, blank=True)
    amount = models.BigIntegerField(_("Amount"), help_text=_("In centimes"))

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "agreement"], name="budget_line_by_agreement")]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="budget_line_positive")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The heading in the language of the page, else the one there is."""
        return in_language(self.label_ar, self.label_fr)


class SuspensionRows(WithdrawableRows):
    """Suspensions of agreements."""

    def within(self, first: date, last: date | None) -> Self:
        """Those that share a day with the days from `first` to `last`; None is for ever."""
        rows = self.exclude(to_on__lt=first)
        return rows.filter(from_on__lte=last) if last else rows


class Suspension(Withdrawable, HeldWith, TenantRow):
    """From a day, until a day or until lifted, the agreement binds nobody."""

    whole = "agreement"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="suspensions", editable=False)
    from_on = models.DateField(_("From"))
    to_on = models.DateField(_("To"), null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects: ClassVar = models.Manager.from_queryset(SuspensionRows)()

    class Meta:
        ordering = ["from_on", "pk"]
        indexes = [models.Index(fields=["space", "agreement", "from_on"], name="suspension_by_agreement")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="suspension_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.reason


class AgreementActivity(HeldWith, TenantRow):
    """An activity held under an agreement, such as a meeting of its steering committee."""

    whole = "agreement"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="activity_links", editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="agreement_links", verbose_name=_("Activity"))
    is_committee = models.BooleanField(_("Meeting of the steering committee"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "agreement", "activity"], name="agreement_activity_once")
        ]

    def __str__(self) -> str:
        return str(self.activity)
