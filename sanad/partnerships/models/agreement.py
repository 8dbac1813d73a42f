"""The agreement, its parties, its budget, its states."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, Evidence
from sanad.activities.models import Activity
from sanad.directory.models import Mandate, Organisation, Person
from sanad.foundation.arabic.joined import index_text
from sanad.foundation.arabic.language import in_language
from sanad.foundation.naming.models import Findable, TenantRow
from sanad.foundation.spaces.models import User
from sanad.foundation.states import States


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

    class State(models.TextChoices):
        IDEA = "idea", _("Idea")
        NEGOTIATING = "negotiating", _("Being negotiated")
        READY = "ready", _("Text agreed")
        OUT = "out", _("Out for signature")
        SIGNED = "signed", _("Signed")
        TERMINATED = "terminated", _("Terminated")
        ABANDONED = "abandoned", _("Abandoned")

    # From "out" the text is frozen; back to negotiating it becomes the next revision.
    STATES = States(
        "idea",
        {
            "idea": frozenset({"negotiating", "abandoned"}),
            "negotiating": frozenset({"ready", "abandoned"}),
            "ready": frozenset({"negotiating", "out", "abandoned"}),
            "out": frozenset({"negotiating", "signed", "abandoned"}),
            "signed": frozenset({"terminated"}),
        },
    )

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
    def subject_id(self):
        return self.pk


class AgreementStep(TenantRow):
    """One change of state of an agreement."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="steps")
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "agreement", "created_at"], name="agreement_steps")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    @property
    def after_word(self) -> str:
        """The state that was reached, in words."""
        return str(Agreement.State(self.after).label)


class Party(TenantRow):
    """One party: the body, who signs for it, in which capacity, and what proves the mandate."""

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
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "agreement", "organisation"], condition=Q(withdrawn_at=None), name="party_once"
            )
        ]

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def held_with(self) -> Agreement:
        """Locked before the row, so that what is decided of the whole holds for its parts."""
        return self.agreement

    @property
    def subject_id(self):
        return self.agreement_id


class BudgetLine(TenantRow):
    """What a part of the budget is spent on. All lines together are the budget."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="budget_lines", editable=False)
    label_ar = models.CharField(_("Heading in Arabic"), max_length=200)
    label_fr = models.CharField(_("Heading in French"), max_length=200, blank=True)
    amount = models.BigIntegerField(_("Amount"), help_text=_("In centimes"))
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

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

    @property
    def held_with(self) -> Agreement:
        """Locked before the row, so that what is decided of the whole holds for its parts."""
        return self.agreement

    @property
    def subject_id(self):
        return self.agreement_id


class Suspension(TenantRow):
    """From a day, until a day or until lifted, the agreement binds nobody."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="suspensions", editable=False)
    from_on = models.DateField(_("From"))
    to_on = models.DateField(_("To"), null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

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

    @property
    def held_with(self) -> Agreement:
        """Locked before the row, so that what is decided of the whole holds for its parts."""
        return self.agreement

    @property
    def subject_id(self):
        return self.agreement_id


class AgreementActivity(TenantRow):
    """An activity held under an agreement, such as a meeting of its steering committee."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="activity_links", editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="agreement_links", verbose_name=_("Activity"))
    is_committee = models.BooleanField(_("Meeting of the steering committee"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "agreement", "activity"], name="agreement_activity_once")
        ]

    def __str__(self) -> str:
        return str(self.activity)

    @property
    def held_with(self) -> Agreement:
        """Locked before the row, so that what is decided of the whole holds for its parts."""
        return self.agreement

    @property
    def subject_id(self):
        return self.agreement_id
