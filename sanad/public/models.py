"""The page that an organisation has for everybody."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Mandate, Organisation
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import Withdrawable
from sanad.foundation.spaces.models import User
from sanad.foundation.written import CoveredRows


class PublicPageRows(CoveredRows):
    """Pages, by who reads them."""

    def read_by_everybody(self) -> Self:
        """Those that are open, of an organisation whose own card is there."""
        own = Organisation.objects.filter(space=OuterRef("space"), own_space=OuterRef("space"))
        return self.filter(Exists(own), is_open=True)


class PublicPage(TenantRow):
    """What a space shows everybody of its organisation, each thing for itself; nothing until somebody opens it.

    Whose names it shows stands in `NameConsent`. Its agenda is at the door once who keeps the installation lets it there.
    """

    slug = models.CharField(_("Address of the page"), max_length=40, unique=True)
    is_open = models.BooleanField(_("Open to everybody"), default=False)
    shows_contacts = models.BooleanField(_("Phone, e-mail and web site"), default=False)
    shows_aims = models.BooleanField(_("Aims, from the statutes"), default=False)
    agenda_kinds = models.JSONField(_("Agenda"), default=list)
    shows_news = models.BooleanField(_("News: the approved press reports"), default=False)
    is_at_door = models.BooleanField(_("Agenda on the first page"), default=False, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar = models.Manager.from_queryset(PublicPageRows)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space"], name="page_once")]
        indexes = [models.Index(fields=["-changed_at"], condition=Q(is_open=True), name="page_for_everybody")]

    def __str__(self) -> str:
        return self.space.name


class PageAddress(TenantRow):
    """An address that a page has or had: printed and passed on, it never leads to another organisation."""

    slug = models.CharField(_("Address of the page"), max_length=40, unique=True, editable=False)

    def __str__(self) -> str:
        return self.slug


class NameConsent(Withdrawable, TenantRow):
    """That somebody agreed to stand on the page with this office: since when, and who says so (law 09-08)."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+", editable=False)
    agreed_on = models.DateField(_("Agreed on"), default=timezone.localdate, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "mandate"], condition=Q(withdrawn_at=None), name="name_agreed_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.mandate)
