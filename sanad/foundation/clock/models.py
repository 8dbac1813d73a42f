"""What the clock was when the installation last looked."""

from django.db import models


class KnownClock(models.Model):
    """The changes of the clock of one zone, as the data had them when Sanad was last started or put right.

    `offsets` are pairs: from that instant on (ISO 8601), so many seconds ahead of UTC.
    """

    zone = models.CharField(max_length=60, primary_key=True)
    version = models.CharField(max_length=20)
    offsets = models.JSONField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.zone} {self.version}"
