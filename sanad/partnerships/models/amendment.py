"""Amendments: signed changes of articles and commitments that take effect on a day."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanad.accompaniment.models import Evidence
from sanad.foundation.arabic.language import in_language
from sanad.foundation.history.sealed import Sealed
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import HeldWith, Withdrawable
from sanad.foundation.spaces.models import User
from sanad.foundation.states import States, Toned
from sanad.foundation.written import CoveredRows
from sanad.partnerships.models.agreement import Agreement
from sanad.partnerships.models.commitment import Commitment
from sanad.partnerships.models.text import Article


class AmendmentRows(CoveredRows):
    """Amendments by how far they came."""

    def drafts(self) -> Self:
        """Those that are written; an agreement has one at a time."""
        return self.filter(state=Amendment.State.DRAFT)

    def signed(self) -> Self:
        """Those that are part of the agreement, from the day on which they take effect."""
        return self.filter(state=Amendment.State.SIGNED)


class Amendment(Sealed, HeldWith, TenantRow):
    """One amendment of a signed agreement. Signed, it is never changed (A2).

    `content` (`queries.content.AmendmentContent`) holds what was signed, sealed by its hash and chained to the amendment
    signed before it, the first one to the signed revision.
    """

    class State(Toned):
        DRAFT = "draft", "calm", _("Draft")
        SIGNED = "signed", "good", pgettext_lazy("of an amendment", "Signed")
        ABANDONED = "abandoned", "mute", pgettext_lazy("of an amendment", "Abandoned")

    STATES = States(State.DRAFT, {State.DRAFT: frozenset({State.SIGNED, State.ABANDONED})})
    whole = "agreement"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="amendments", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    reason = models.TextField(_("Why"))
    effective_on = models.DateField(_("Takes effect on"))
    ends_on = models.DateField(_("New end of the agreement"), null=True, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    signed_on = models.DateField(null=True, editable=False)
    abandoned_why = models.CharField(max_length=300, blank=True, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    proof = models.ForeignKey(
        Evidence, models.PROTECT, null=True, related_name="+", verbose_name=_("Signed copy"), editable=False
    )
    content = models.JSONField(default=dict, editable=False)

    objects: ClassVar = models.Manager.from_queryset(AmendmentRows)()
    history_hidden = frozenset({"content"})

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["space", "agreement", "number"], name="amendment_number_once"),
            models.UniqueConstraint(
                fields=["space", "agreement"], condition=Q(state="draft"), name="amendment_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.number}"

    def sealed_parts(self) -> list[Any]:
        """The agreement, the number, the day of signature and that of effect, and what it changes."""
        days = [day.isoformat() if day else None for day in (self.signed_on, self.effective_on)]
        return [str(self.agreement_id), self.number, *days, self.content]


class ArticleChange(Withdrawable, HeldWith, TenantRow):
    """New words of an article, or a new article (`article` empty)."""

    whole = "amendment.agreement"

    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="article_changes", editable=False)
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="changes", verbose_name=_("Article")
    )
    heading_ar = models.CharField(_("Heading in Arabic"), max_length=200, blank=True)
    heading_fr = models.CharField(_("Heading in French"), max_length=200, blank=True)
    text_ar = models.TextField(_("Text in Arabic"), blank=True)
    text_fr = models.TextField(_("Text in French"), blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "amendment", "article"],
                condition=Q(article__isnull=False, withdrawn_at=None),
                name="article_change_once",
            )
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        """The heading in the language of the page, else the one there is."""
        return in_language(self.heading_ar, self.heading_fr)


class CommitmentChange(Withdrawable, HeldWith, TenantRow):
    """A commitment moved, measured anew, or dropped. Refused for what is fulfilled already (A5).

    `measure` is in the unit of the commitment: centimes, or pieces.
    """

    whole = "amendment.agreement"

    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="commitment_changes", editable=False)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="changes", verbose_name=_("Promise"))
    due_on = models.DateField(_("New due date"), null=True, blank=True)
    measure = models.BigIntegerField(_("New quantity or amount"), null=True, blank=True)
    is_dropped = models.BooleanField(_("Dropped"), default=False)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "amendment", "commitment"],
                condition=Q(withdrawn_at=None),
                name="commitment_change_once",
            ),
            models.CheckConstraint(condition=Q(measure=None) | Q(measure__gt=0), name="commitment_change_positive"),
        ]

    def __str__(self) -> str:
        return str(self.commitment)
