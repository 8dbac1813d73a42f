"""The page that an organisation has for everybody."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.naming.models import TenantRow


class PublicPage(TenantRow):
    """What a space shows everybody of its organisation, each thing for itself; nothing until somebody opens it."""

    slug = models.CharField(_("Address of the page"), max_length=40, unique=True)
    is_open = models.BooleanField(_("Open to everybody"), default=False)
    shows_contacts = models.BooleanField(_("Phone, e-mail and web site"), default=False)
    shows_aims = models.BooleanField(_("Aims, from the statutes"), default=False)
    shows_bureau = models.BooleanField(_("Names and offices of those who speak for us"), default=False)
    agenda_kinds = models.JSONField(_("Agenda"), default=list)
    shows_news = models.BooleanField(_("News: the approved press reports"), default=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space"], name="page_once")]
        indexes = [models.Index(fields=["-changed_at"], condition=Q(is_open=True), name="page_for_everybody")]

    def __str__(self) -> str:
        return self.slug
