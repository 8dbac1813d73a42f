"""The text: articles while it is negotiated, remarks on them, and the revisions that went out to sign."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanad.foundation.arabic.language import in_language
from sanad.foundation.history.sealed import Sealed
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import HeldWith, PartOf, Withdrawable
from sanad.foundation.spaces.models import Space, User
from sanad.foundation.states import Toned
from sanad.foundation.written import CoveredRows
from sanad.partnerships.models.agreement import Agreement


class Article(Withdrawable, HeldWith, TenantRow):
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

    whole = "agreement"

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

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["space", "agreement", "position"], name="article_in_order")]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        """The heading in the language of the page, else the one there is."""
        return in_language(self.heading_ar, self.heading_fr)


class ArticleRemarkRows(CoveredRows):
    """Remarks by what became of them."""

    def unanswered(self) -> Self:
        """Those that nobody took over or left."""
        return self.filter(state=ArticleRemark.State.OPEN)


class ArticleRemark(HeldWith, TenantRow):
    """What a party says of an article, or the words that it proposes instead. `space` keeps the agreement."""

    class State(Toned):
        OPEN = "open", "info", pgettext_lazy("of a remark", "Open")
        TAKEN = "taken", "good", _("Taken over")
        LEFT = "left", "mute", _("Left as it was")

    whole = "article.agreement"

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

    objects: ClassVar = models.Manager.from_queryset(ArticleRemarkRows)()

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


class RevisionRows(CoveredRows):
    """The texts that went out to sign."""

    def newest(self) -> Any:
        """The one that went out last, once signed the one that was signed; None before any did."""
        return self.order_by("-number").first()


class Revision(Sealed, PartOf, TenantRow):
    """The whole agreement as it went out to sign, sealed by its hash and chained to the one before. Never edited.

    `content` is the agreement as JSON (`queries.content.AgreementContent`).
    """

    whole = "agreement"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    on = models.DateField(_("Went out on"), default=timezone.localdate)
    content = models.JSONField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects: ClassVar = models.Manager.from_queryset(RevisionRows)()
    history_hidden = frozenset({"content"})

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["space", "agreement", "number"], name="agreement_revision_once")]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.number}"

    def sealed_parts(self) -> list[Any]:
        """The agreement, the number, the day on which it went out, and all that it says."""
        return [str(self.agreement_id), self.number, self.on.isoformat(), self.content]
