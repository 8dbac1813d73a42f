"""LetterUnderWay: between us and the mail server; LetterStop: who wants no more letters."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.ids import new_id
from sanad.foundation.naming.models import TenantRow


class LetterUnderWay(models.Model):
    """A letter that is noted as sent, until the mail server said that it takes it: then the row is gone.

    What stays, of a process that was killed, is sent again as it is, under the same Message-ID (`post.carry_on`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sender = models.CharField(max_length=254)
    recipient = models.CharField(max_length=254)
    text = models.BinaryField()
    process = models.CharField(max_length=64)
    began_at = models.DateTimeField(default=timezone.now)
    again_at = models.DateTimeField(null=True, blank=True)
    doubts = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.recipient


class LetterStop(TenantRow):
    """Somebody without an account wants no letters from a space any more, but for those about the place they asked for.

    `mark` is made from the address, which is not kept (`stops.mark_of`).
    """

    why_not_covered = "who wants no letters; it proves nothing"

    mark = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "mark"], condition=models.Q(ended_at=None), name="letter_stop_once"
            )
        ]

    def __str__(self) -> str:
        return str(_("No more letters"))
