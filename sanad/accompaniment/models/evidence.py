"""Evidence: what shows that something is so, and what it is used for."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models.engagement import Engagement
from sanad.accompaniment.models.plan import PlanItem
from sanad.foundation.files.models import StoredFile
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.spaces.models import User


class Evidence(TenantRow):
    """A paper or picture on file, or one that was seen on site and stays where it is kept.

    `kind` is one of the kinds that the instruments know (receipt, minutes, …), empty when it is none of them. Without
    an engagement it belongs to what its space does outside any file, such as an agreement between two bodies.
    """

    engagement = models.ForeignKey(
        Engagement, models.PROTECT, null=True, blank=True, related_name="evidence", editable=False
    )
    title = models.CharField(_("What it is"), max_length=200)
    kind = models.CharField(_("Kind of evidence"), max_length=42, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    kept_at = models.CharField(_("Where the paper is kept"), max_length=200, blank=True)
    seen_on = models.DateField(_("Seen on"), default=timezone.localdate)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal = models.CharField(_("Why it was withdrawn"), max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["-seen_on", "-pk"]
        indexes = [models.Index(fields=["space", "engagement", "kind"], name="evidence_by_engagement")]
        constraints = [
            models.CheckConstraint(condition=Q(file__isnull=False) | ~Q(kept_at=""), name="evidence_is_somewhere")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject_id(self):
        return self.engagement_id or self.pk


class PlanItemEvidence(TenantRow):
    """What shows that a plan item was carried out. Both belong to one engagement (C1)."""

    plan_item = models.ForeignKey(PlanItem, models.PROTECT, related_name="evidence_links")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="plan_item_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "plan_item", "evidence"], name="plan_item_evidence_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan_item} ← {self.evidence}"

    @property
    def subject_id(self):
        return self.plan_item.engagement_id
