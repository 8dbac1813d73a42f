"""What one space shows another."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanad.foundation.days import covering, covers
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.spaces.models import Space
from sanad.foundation.written import CoveredRows


class ConsentRows(CoveredRows):
    """Consents, by whether they still let somebody read."""

    def unrevoked(self) -> Self:
        """Those that nobody took back, whatever their days."""
        return self.filter(revoked_at=None)

    def valid_on(self, day: date) -> Self:
        """Those that let the other space read on that day, the first and the last included."""
        return self.unrevoked().filter(covering(day))


class Consent(TenantRow):
    """`space` lets `grantee` read one kind of its records, from a day, until a day or until revoked."""

    class Shared(models.TextChoices):
        DIRECTORY = "directory", _("Organisations and mandates")
        ACTIVITIES = "activities", _("Activities and their approved minutes")
        FOLLOW_UPS = "follow_ups", _("Decisions and follow-ups")

    grantee = models.ForeignKey(Space, models.PROTECT, related_name="+", verbose_name=_("Shown to"))
    kind = models.CharField(_("Kind of record"), max_length=16, choices=Shared)
    purpose = models.CharField(_("Purpose"), max_length=200)
    from_on = models.DateField(_("From"), default=timezone.localdate)
    to_on = models.DateField(_("To"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("Revoked"), null=True, blank=True, editable=False)

    objects: ClassVar = models.Manager.from_queryset(ConsentRows)()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "grantee", "kind"], condition=Q(revoked_at=None), name="consent_one_live"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="consent_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(space=F("grantee")), name="consent_between_two"),
        ]

    def __str__(self) -> str:
        return gettext("%(kind)s, shown to %(whom)s") % {"kind": self.get_kind_display(), "whom": self.grantee}

    def is_valid_on(self, day: date) -> bool:
        """True when it lets the other space read on that day; as `valid_on` says of rows."""
        return self.revoked_at is None and covers(self.from_on, self.to_on, day)

    @property
    def is_live(self) -> bool:
        """True while it lets the other space read."""
        return self.is_valid_on(timezone.localdate())
