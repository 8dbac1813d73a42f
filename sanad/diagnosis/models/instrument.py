"""Instruments: what is asked, as versioned data."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.order import by_code_point


class Instrument(TenantRow):
    """One version of an instrument, as the space holds it. Written once; a change is the next version.

    `content` is the whole instrument as its file says it (`blueprint` reads it); item keys stay the same from version
    to version. Levels may be compared only within one `scale`.
    """

    class Subject(models.TextChoices):
        ASSOCIATION = "association", _("The association itself")
        RESIDENTS = "residents", _("The residents of a place")

    key = models.CharField(max_length=42)
    version = models.PositiveSmallIntegerField()
    subject = models.CharField(_("About"), max_length=12, choices=Subject)
    scale = models.CharField(max_length=42)
    title_ar = models.CharField(_("Title in Arabic"), max_length=200)
    title_fr = models.CharField(_("Title in French"), max_length=200)
    title_en = models.CharField(_("Title in English"), max_length=200)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    history_hidden = frozenset({"content"})

    class Meta:
        ordering = [by_code_point("key"), "-version"]
        constraints = [models.UniqueConstraint(fields=["space", "key", "version"], name="instrument_version_once")]

    def __str__(self) -> str:
        return f"{self.title} · {self.version}"

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return {"ar": self.title_ar, "fr": self.title_fr}.get(get_language() or "ar", self.title_en)
