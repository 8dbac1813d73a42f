"""What the clock was when the installation last looked."""

from django.db import models


class KnownClock(models.Model):
    """The changes of the clock of one zone, as the data had them when Sanad was last started or put right.

    `offsets` are pairs: from that instant on (ISO 8601), so many seconds ahead of UTC. `moves` are the spans of time that
    had another hour before, each with when that was seen: what is planned in them is another instant since.
    """

    zone = models.CharField(max_length=60, primary_key=True)
    version = models.CharField(max_length=20)
    offsets = models.JSONField()
    moves = models.JSONField(default=list)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.zone} {self.version}"
