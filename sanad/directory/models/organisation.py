"""Organisations of every kind, their aliases and what their statutes say."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.language import in_language
from sanad.foundation.files.models import StoredFile
from sanad.foundation.naming.models import Named, TenantRow
from sanad.foundation.naming.order import by_code_point
from sanad.foundation.naming.parts import PartOf, Withdrawable
from sanad.foundation.spaces.models import Space
from sanad.territory.models import Place


class Organisation(Withdrawable, TenantRow, Named):
    """A body that the space deals with. Owned by the space that keeps the card; withdrawn when it was written by mistake.

    Of two cards of one body the one is `joined_to` the other: what referred to it refers to that.
    """

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("Association")
        FEDERATION = "federation", _("Union or federation of associations")
        SUPPORT = "support", _("Support organisation")
        LOCAL_AUTHORITY = "local_authority", _("Commune or other territorial authority")
        DECONCENTRATED = "deconcentrated", _("Deconcentrated service of a ministry")
        MINISTRY = "ministry", _("Ministry")
        PUBLIC_BODY = "public_body", _("Public establishment or body")
        INTERNATIONAL = "international", _("International organisation")
        NGO = "ngo", _("Non-governmental organisation")
        DONOR = "donor", _("Donor")
        COMPANY = "company", _("Company")
        PRESS = "press", _("Newspaper or medium")

    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    founded_year = models.PositiveSmallIntegerField(_("Year of foundation"), null=True, blank=True)
    founded_on = models.DateField(_("Date of the founding assembly"), null=True, blank=True)
    seat_place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Seat")
    )
    seat_address = models.CharField(_("Address of the seat"), max_length=250, blank=True)
    receipt_number = models.CharField(_("Number of the deposit receipt"), max_length=60, blank=True)
    receipt_on = models.DateField(_("Date of the receipt"), null=True, blank=True)
    ice = models.CharField(_("ICE"), max_length=15, blank=True, help_text=_("15 digits"))
    fiscal_id = models.CharField(_("Tax identifier"), max_length=20, blank=True)
    phone = models.CharField(_("Phone"), max_length=20, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    website = models.URLField(_("Web site"), blank=True)
    presentation_ar = models.TextField(_("Presentation in Arabic"), blank=True)
    presentation_fr = models.TextField(_("Presentation in French"), blank=True)
    logo = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Logo"), editable=False
    )
    own_space = models.ForeignKey(
        Space,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cards",
        verbose_name=_("Its own space"),
        editable=False,
    )

    joined_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="joined",
        verbose_name=_("Joined to"),
        editable=False,
    )
    withdrawn_because = models.CharField(_("Reason"), max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["space", "sort_key", "id"], name="organisation_by_name"),
            models.Index(fields=["space", "kind", "sort_key", "id"], name="organisation_by_kind"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "own_space"],
                condition=models.Q(own_space__isnull=False),
                name="organisation_one_card_a_space",
            )
        ]

    def alias_text(self) -> list[str]:
        """The other spellings on file."""
        return list(self.aliases.values_list("text", flat=True)) if self._state.adding is False else []

    @property
    def presentation(self) -> str:
        """The presentation in the language of the page, else the one there is."""
        return in_language(self.presentation_ar, self.presentation_fr)


class OrganisationAlias(PartOf, TenantRow):
    """Another name under which an organisation is known."""

    whole = "organisation"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="aliases")
    text = models.CharField(_("Other name"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "organisation", "text"], name="organisation_alias_once")
        ]

    def __str__(self) -> str:
        return self.text


class StatuteClause(Withdrawable, PartOf, TenantRow):
    """A sentence of an organisation's statutes: an aim, a means, whom it works with, whom it opens to."""

    whole = "organisation"

    class Kind(models.TextChoices):
        AIM = "aim", _("Aim")
        MEANS = "means", _("Means")
        COOPERATION = "cooperation", _("Cooperation and partnership")
        OUTREACH = "outreach", _("Opening to others")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="clauses")
    kind = models.CharField(_("Kind"), max_length=16, choices=Kind)
    text_ar = models.TextField(_("Text in Arabic"))
    text_fr = models.TextField(_("Text in French"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = [by_code_point("kind"), "position", "pk"]
        indexes = [models.Index(fields=["space", "organisation"], name="clause_by_organisation")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def text(self) -> str:
        """The text in the language of the page, else Arabic."""
        return in_language(self.text_ar, self.text_fr)
