"""Series: the counter behind gapless numbers."""

from django.db import models

from sanad.foundation.spaces.models import Space


class Series(models.Model):
    """The last number given in one series of one space and year."""

    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    series = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "series", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
