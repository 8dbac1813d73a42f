"""What a space has said about its own first page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import Withdrawable


class SkippedStep(Withdrawable, TenantRow):
    """A step of the beginning that a space does without: nobody there is led to it any more, until it is shown again."""

    class Key(models.TextChoices):
        CARD = "card", _("The card of our organisation")
        INHERITED = "inherited", _("What was written about us")
        SEAT = "seat", _("Where our seat is")
        STATUTES = "statutes", _("What our statutes say")
        OFFICERS = "officers", _("Who holds which office")
        COLLEAGUES = "colleagues", _("Who may enter besides you")
        ASSOCIATION = "association", _("The first association that you accompany")
        MEETING = "meeting", _("Your first meeting")
        ACCOMPANIER = "accompanier", _("Who accompanies us")

    step = models.CharField(_("Step"), max_length=16, choices=Key, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "step"], condition=models.Q(withdrawn_at=None), name="step_skipped_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_step_display()
