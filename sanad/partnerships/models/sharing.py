"""What the parties agreed to show each other; a consent once the giver's own space says so."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Consent
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import HeldWith, Withdrawable
from sanad.partnerships.models.agreement import Agreement, Party


class Sharing(Withdrawable, HeldWith, TenantRow):
    """One kind of record that `giver` shows `taker` while the agreement lasts, as the text says.

    Nobody can open another's records by writing a text: the consent is given from the giver's own space, after
    signature, and revoked there at any time. `opened_consent`: this agreement opened the consent and ends it; one that
    lived already is only joined, and ends as its giver said.
    """

    whole = "agreement"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="sharings", editable=False)
    giver = models.ForeignKey(Party, models.PROTECT, related_name="shows", verbose_name=_("Who shows"))
    taker = models.ForeignKey(Party, models.PROTECT, related_name="is_shown", verbose_name=_("To whom"))
    kind = models.CharField(_("Kind of record"), max_length=16, choices=Consent.Shared)
    from_on = models.DateField(_("From"))
    to_on = models.DateField(_("To"), null=True, blank=True)
    # Looked up where there is one: in a whole country most have none yet.
    consent = models.ForeignKey(
        Consent, models.PROTECT, null=True, blank=True, related_name="sharings", editable=False, db_index=False
    )
    opened_consent = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["consent"], condition=Q(consent__isnull=False), name="sharing_by_consent")]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "agreement", "giver", "taker", "kind"],
                condition=Q(withdrawn_at=None),
                name="sharing_once",
            ),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="sharing_between_two"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="sharing_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        shown = gettext("%(who)s shows it to %(whom)s") % {"who": self.giver, "whom": self.taker}
        return f"{self.get_kind_display()}: {shown}"
