"""What follows from a diagnosis: needs or waivers for its gaps, and change when it is measured again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Change, Need
from sanad.diagnosis.models.diagnosis import Diagnosis
from sanad.diagnosis.models.scores import AgreedScore
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import PartOf
from sanad.foundation.spaces.models import User


class Gap(PartOf, TenantRow):
    """The answer to one item below its desired level: a need of the engagement, or a waiver with its reason (D5)."""

    whole = "diagnosis.engagement"

    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, related_name="gaps", editable=False)
    score = models.OneToOneField(AgreedScore, models.PROTECT, related_name="gap", editable=False)
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="gaps", verbose_name=_("Need"))
    waiver = models.CharField(_("Why it is left as it is"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    class Meta:
        indexes = [models.Index(fields=["space", "diagnosis"], name="gap_by_diagnosis")]
        constraints = [
            models.CheckConstraint(
                condition=Q(need__isnull=False, waiver="") | (Q(need=None) & ~Q(waiver="")), name="gap_need_or_waiver"
            )
        ]

    def __str__(self) -> str:
        return f"{self.score} · {self.need or self.waiver}"


class MeasuredChange(PartOf, TenantRow):
    """The pair of agreed scores from which a change was measured: one item, one scale, one engagement."""

    whole = "change.need.engagement"

    change = models.OneToOneField(Change, models.PROTECT, related_name="measure")
    before = models.ForeignKey(AgreedScore, models.PROTECT, related_name="+")
    after = models.ForeignKey(AgreedScore, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["space", "after"], name="measured_by_score")]

    def __str__(self) -> str:
        return str(self.change)
