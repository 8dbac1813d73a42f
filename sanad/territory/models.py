"""Place, PlaceAlias, TerritoryRelease."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.language import in_language
from sanad.foundation.ids import new_id
from sanad.foundation.naming.models import Named
from sanad.foundation.spaces.models import Space


class Place(Named):
    """One unit of territory. `space` is empty for census units, the owner for a douar that people added."""

    class Level(models.TextChoices):
        REGION = "region", _("Region")
        PROVINCE = "province", _("Province or prefecture")
        CERCLE = "cercle", _("Cercle")
        COMMUNE = "commune", _("Commune")
        ARRONDISSEMENT = "arrondissement", _("Arrondissement")
        DOUAR = "douar", _("Douar")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(Space, models.PROTECT, null=True, related_name="+", editable=False)
    country = models.CharField(max_length=2, default="MA", editable=False)
    code = models.CharField(max_length=20, editable=False)
    level = models.CharField(_("Level"), max_length=16, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    is_urban = models.BooleanField(null=True, editable=False)
    population_2024 = models.PositiveIntegerField(null=True, editable=False)
    households_2024 = models.PositiveIntegerField(null=True, editable=False)
    population_2014 = models.PositiveIntegerField(null=True, editable=False)
    path_ar = models.CharField(max_length=400, editable=False)
    path_fr = models.CharField(max_length=400, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["space", "level", "sort_key"], name="place_by_level"),
            models.Index(fields=["parent", "space", "sort_key", "id"], name="place_below"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["country", "code"], condition=Q(space=None), name="place_code_once"),
            models.UniqueConstraint(
                fields=["space", "parent", "name_ar"], condition=Q(level="douar"), name="place_douar_once"
            ),
        ]

    def alias_text(self) -> list[str]:
        """The other spellings on file."""
        return list(self.aliases.values_list("text", flat=True)) if self._state.adding is False else []

    @property
    def path(self) -> str:
        """«دوار فج أزرار، جماعة إغزران، إقليم صفرو» in the language of the page."""
        return in_language(self.path_ar, self.path_fr)

    @property
    def change_percent(self) -> float | None:
        """Growth of the population between the two censuses, in percent, one decimal."""
        if not self.population_2014 or self.population_2024 is None:
            return None
        return round((self.population_2024 / self.population_2014 - 1) * 100, 1)


class PlaceAlias(models.Model):
    """Another spelling of a place. `space` is empty for spellings shipped with Sanad."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(Space, models.PROTECT, null=True, related_name="+", editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="aliases")
    text = models.CharField(_("Other name"), max_length=150)
    source = models.CharField(_("Source"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "place", "text"], name="place_alias_once")]

    def __str__(self) -> str:
        return self.text


class TerritoryRelease(models.Model):
    """A loaded release of the reference data."""

    version = models.CharField(max_length=40, unique=True)
    sources = models.JSONField()
    loaded_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.version
