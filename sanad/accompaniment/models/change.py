"""Change: a need measured again, or said by those concerned to be met."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models.evidence import Evidence
from sanad.accompaniment.models.need import Need
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import PartOf
from sanad.foundation.spaces.models import User
from sanad.foundation.written import CoveredRows


class ChangeRows(CoveredRows):
    """Changes, by what they show."""

    def for_the_better(self) -> Self:
        """Those of `Change.is_for_the_better`."""
        return self.filter(Q(method=Change.Method.STATEMENT) | Q(after__gt=F("before")))


class Change(PartOf, TenantRow):
    """What became of a need. Written once; a later measure is another row.

    `score`: two agreed levels of the same item on the same scale, before and after. `statement`: those concerned say
    so, in a signed paper (`evidence`).
    """

    whole = "need.engagement"

    class Method(models.TextChoices):
        SCORE = "score", _("Measured twice")
        STATEMENT = "statement", _("Signed statement of those concerned")

    need = models.ForeignKey(Need, models.PROTECT, related_name="changes", editable=False)
    method = models.CharField(_("How it is known"), max_length=12, choices=Method)
    before = models.PositiveSmallIntegerField(_("Level before"), null=True, blank=True)
    after = models.PositiveSmallIntegerField(_("Level after"), null=True, blank=True)
    text = models.TextField(_("What changed"), blank=True)
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="changes", verbose_name=_("Evidence")
    )
    measured_on = models.DateField(_("Day"), default=timezone.localdate)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects: ClassVar = models.Manager.from_queryset(ChangeRows)()

    class Meta:
        ordering = ["measured_on", "pk"]
        indexes = [models.Index(fields=["space", "need", "measured_on"], name="change_by_need")]
        constraints = [
            models.CheckConstraint(
                condition=Q(method="score", before__isnull=False, after__isnull=False)
                | Q(method="statement", evidence__isnull=False),
                name="change_is_shown",
            )
        ]

    def __str__(self) -> str:
        return self.text[:120] or gettext("from %(before)s to %(after)s") % {"before": self.before, "after": self.after}

    @property
    def is_for_the_better(self) -> bool:
        """True when it may resolve the need (C4)."""
        return self.method == self.Method.STATEMENT or (self.after or 0) > (self.before or 0)
