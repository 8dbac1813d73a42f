"""The text: articles while it is negotiated, remarks on them, and the revisions that went out to sign."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.language import in_language
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.spaces.models import Space, User
from sanad.partnerships.models.agreement import Agreement


class Article(TenantRow):
    """One article of the text at work. `version` grows with every save and guards against lost edits.

    Placeholders in braces ({budget}, {commitments}, …) are filled in when the text is read or printed.
    """

    class Section(models.TextChoices):
        VISAS = "visas", _("References")
        PREAMBLE = "preamble", _("Preamble")
        OBJECT = "object", _("Object")
        SCOPE = "scope", _("Scope and place")
        COMMITMENTS = "commitments", _("Commitments")
        BUDGET = "budget", _("Budget and instalments")
        DURATION = "duration", _("Duration")
        COMMITTEE = "committee", _("Steering committee")
        REPORTS = "reports", _("Reports and evaluation")
        ACCOUNTS = "accounts", _("Accounts and control")
        COMMUNICATION = "communication", _("Communication")
        DATA = "data", _("Personal data and shared records")
        AMENDMENT = "amendment", _("Amendment")
        TERMINATION = "termination", _("Suspension and termination")
        DISPUTES = "disputes", _("Disputes")
        ENTRY = "entry", _("Entry into force")
        OTHER = "other", _("Other")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="articles", editable=False)
    position = models.PositiveSmallIntegerField(editable=False)
    section = models.CharField(_("Section"), max_length=16, choices=Section, default=Section.OTHER)
    heading_ar = models.CharField(_("Heading in Arabic"), max_length=200, blank=True)
    heading_fr = models.CharField(_("Heading in French"), max_length=200, blank=True)
    text_ar = models.TextField(_("Text in Arabic"), blank=True)
    text_fr = models.TextField(_("Text in French"), blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    edited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["space", "agreement", "position"], name="article_in_order")]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        """The heading in the language of the page, else the one there is."""
        return in_language(self.heading_ar, self.heading_fr)

    @property
    def held_with(self) -> Agreement:
        """Locked before the row, so that what is decided of the whole holds for its parts."""
        return self.agreement

    @property
    def subject_id(self):
        return self.agreement_id


class ArticleRemark(TenantRow):
    """What a party says of an article, or the words that it proposes instead. `space` keeps the agreement."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        TAKEN = "taken", _("Taken over")
        LEFT = "left", _("Left as it was")

    article = models.ForeignKey(Article, models.PROTECT, related_name="remarks", editable=False)
    author_space = models.ForeignKey(Space, models.PROTECT, related_name="+", editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    text = models.TextField(_("Remark"), blank=True)
    proposed_ar = models.TextField(_("Proposed text in Arabic"), blank=True)
    proposed_fr = models.TextField(_("Proposed text in French"), blank=True)
    about_version = models.PositiveIntegerField(editable=False)
    state = models.CharField(_("State"), max_length=6, choices=State, default=State.OPEN, editable=False)
    answer = models.CharField(_("Answer"), max_length=300, blank=True, editable=False)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "article", "state"], name="remark_by_article")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(proposed_ar="") | ~Q(proposed_fr=""), name="remark_says_something"
            )
        ]

    def __str__(self) -> str:
        return (self.text or self.proposed_ar or self.proposed_fr)[:120]

    @property
    def is_proposal(self) -> bool:
        """True when it brings words to put in the place of the article's."""
        return bool(self.proposed_ar or self.proposed_fr)

    @property
    def held_with(self) -> Agreement:
        """Locked before the row, so that what is decided of the whole holds for its parts."""
        return self.article.agreement

    @property
    def subject_id(self):
        return self.article.agreement_id


class Revision(TenantRow):
    """The whole agreement as it went out to sign, sealed by its hash and chained to the one before. Never edited."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    on = models.DateField(_("Went out on"), default=timezone.localdate)
    content = models.JSONField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    history_hidden = frozenset({"content"})

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["space", "agreement", "number"], name="agreement_revision_once")]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.number}"

    @property
    def subject_id(self):
        return self.agreement_id
