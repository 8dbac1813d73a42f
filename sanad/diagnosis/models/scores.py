"""What raters answered, and what all agreed: kept apart (D3)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Evidence
from sanad.diagnosis.models.diagnosis import Diagnosis
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import HeldWith, PartOf, Withdrawable
from sanad.foundation.spaces.models import Space, User
from sanad.foundation.written import CoveredRows

LEVELS = range(1, 5)


class Reply(models.TextChoices):
    """How an item was answered: with a level, or with one of the two answers that are not a level (D1)."""

    LEVEL = "level", _("A level")
    UNKNOWN = "unknown", _("We do not know")
    NOT_APPLICABLE = "na", _("Does not apply")


def _level_goes_with_reply() -> Q:
    return Q(reply="level", level__gte=LEVELS[0], level__lte=LEVELS[-1]) | (~Q(reply="level") & Q(level=None))


class Sheet(HeldWith, Withdrawable, TenantRow):
    """The answers of one rater. No name is kept: `who` says in which capacity they answered, or which household.

    `written_in` is the space from which it is answered; `answered` counts its answers.
    """

    whole, subject = "diagnosis", "diagnosis.engagement"

    class Group(models.TextChoices):
        ASSOCIATION = "association", _("The association")
        FACILITATOR = "facilitator", _("The facilitator")
        RESIDENTS = "residents", _("The residents")

    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, related_name="sheets", editable=False)
    group = models.CharField(_("Who answers"), max_length=12, choices=Group)
    who = models.CharField(_("In which capacity"), max_length=120, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    written_in = models.ForeignKey(Space, models.PROTECT, related_name="+", editable=False)
    answered = models.PositiveSmallIntegerField(default=0, editable=False)
    withdrawal = models.CharField(_("Why it is left out"), max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["space", "diagnosis", "group"], name="sheet_by_diagnosis")]

    def __str__(self) -> str:
        return f"{self.get_group_display()} · {self.who}" if self.who else str(self.get_group_display())


class RatingRows(CoveredRows):
    """Answers, by whether their sheet stands."""

    def standing(self) -> Self:
        """Those on sheets that were not withdrawn."""
        return self.filter(sheet__withdrawn_at=None)


class Rating(PartOf, TenantRow):
    """One answer on one sheet."""

    whole = "sheet.diagnosis.engagement"

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="ratings", editable=False)
    item = models.CharField(max_length=42, editable=False)
    reply = models.CharField(max_length=8, choices=Reply)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.CharField(_("Comment"), max_length=400, blank=True)

    objects: ClassVar = models.Manager.from_queryset(RatingRows)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "sheet", "item"], name="rating_once"),
            models.CheckConstraint(condition=_level_goes_with_reply(), name="rating_level_goes_with_reply"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.level or self.get_reply_display()}"


class AgreedScore(HeldWith, TenantRow):
    """What all agreed on one item: where it stands, and where they wish it to be.

    `verified` is the highest level that somebody checked against the evidence on file (D2).
    """

    whole, subject = "diagnosis", "diagnosis.engagement"

    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, related_name="scores", editable=False)
    item = models.CharField(max_length=42, editable=False)
    reply = models.CharField(max_length=8, choices=Reply)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    desired = models.PositiveSmallIntegerField(_("Desired level"), null=True, blank=True)
    comment = models.CharField(_("Why"), max_length=400, blank=True)
    verified = models.PositiveSmallIntegerField(_("Verified level"), null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    verified_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "diagnosis", "item"], name="score_once"),
            models.CheckConstraint(condition=_level_goes_with_reply(), name="score_level_goes_with_reply"),
            models.CheckConstraint(
                condition=Q(desired=None) | Q(desired__gte=LEVELS[0], desired__lte=LEVELS[-1]),
                name="score_desired_on_scale",
            ),
            models.CheckConstraint(
                condition=Q(verified=None) | Q(verified__gte=LEVELS[0], verified__lte=LEVELS[-1]),
                name="score_verified_on_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.level or self.get_reply_display()}"

    @property
    def is_below(self) -> bool:
        """True when it stands below the level wished for, so that a gap must be answered (D5)."""
        return self.level is not None and self.desired is not None and self.level < self.desired


class ScoreEvidenceRows(CoveredRows):
    """What scores rest on, by whether the evidence stands."""

    def standing(self) -> Self:
        """The links to evidence that was not withdrawn."""
        return self.filter(evidence__withdrawn_at=None)


class ScoreEvidence(PartOf, TenantRow):
    """Evidence filed for an agreed score. Both belong to one engagement (C1)."""

    whole = "score.diagnosis.engagement"

    score = models.ForeignKey(AgreedScore, models.PROTECT, related_name="evidence_links")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="score_links")

    objects: ClassVar = models.Manager.from_queryset(ScoreEvidenceRows)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "score", "evidence"], name="score_evidence_once")]

    def __str__(self) -> str:
        return f"{self.score} · {self.evidence}"
