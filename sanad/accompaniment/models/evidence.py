"""Evidence: what shows that something is so, and what it is used for."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, ForeignObjectRel, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models.engagement import Engagement
from sanad.accompaniment.models.plan import PlanItem
from sanad.foundation.files.models import StoredFile
from sanad.foundation.naming.models import Findable, TenantRow
from sanad.foundation.naming.parts import PartOf, Withdrawable, WithdrawableRows
from sanad.foundation.spaces.models import User


class EvidenceRows(WithdrawableRows):
    """Evidence, by what rests on it."""

    def used(self) -> Self:
        """What any row of any slice refers to: every foreign key to evidence counts, without being told of here."""
        rests = Q(pk__in=[])
        for relation in Evidence._meta.get_fields(include_hidden=True):
            if isinstance(relation, ForeignObjectRel):
                rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
                rests |= Q(Exists(rows))
        return self.filter(rests)


class Evidence(PartOf, Withdrawable, TenantRow, Findable):
    """A paper or picture on file, or one that was seen on site and stays where it is kept.

    `kind` is one of the kinds that the instruments know (receipt, minutes, …), empty when it is none of them. Without
    an engagement it belongs to what its space does outside any engagement, such as an agreement between two bodies.
    A row that refers to it, in whichever slice, rests on it: it is not withdrawn any more.
    """

    whole = "engagement"

    engagement = models.ForeignKey(
        Engagement, models.PROTECT, null=True, blank=True, related_name="evidence", editable=False
    )
    title = models.CharField(_("What it is"), max_length=200)
    kind = models.CharField(_("Kind of evidence"), max_length=42, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    kept_at = models.CharField(_("Where the paper is kept"), max_length=200, blank=True)
    seen_on = models.DateField(_("Seen on"), default=timezone.localdate)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    withdrawal = models.CharField(_("Why it was withdrawn"), max_length=300, blank=True, editable=False)

    objects: ClassVar = models.Manager.from_queryset(EvidenceRows)()

    class Meta:
        ordering = ["-seen_on", "-pk"]
        indexes = [models.Index(fields=["space", "engagement", "kind"], name="evidence_by_engagement")]
        constraints = [
            models.CheckConstraint(condition=Q(file__isnull=False) | ~Q(kept_at=""), name="evidence_is_somewhere")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject_id(self) -> UUID:
        """The engagement that it belongs to; without one it is a subject of its own."""
        return self.engagement_id or self.pk


class PlanItemEvidence(PartOf, TenantRow):
    """What shows that a plan item was carried out. Both belong to one engagement (C1)."""

    whole = "plan_item.engagement"

    plan_item = models.ForeignKey(PlanItem, models.PROTECT, related_name="evidence_links")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="plan_item_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "plan_item", "evidence"], name="plan_item_evidence_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan_item} · {self.evidence}"
