"""TenantRow and Named: the two abstract models."""

from typing import Any, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.fold import fold, index_text, sort_key
from sanad.foundation.arabic.skeleton import skeleton
from sanad.foundation.ids import new_id
from sanad.foundation.spaces.models import Space


class TenantRow(models.Model):
    """A row that belongs to one space. Indexes and unique constraints of such tables begin with `space`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(Space, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


M = TypeVar("M", bound=models.Model)
LONGEST_SEARCH = 200  # no name is longer; databases refuse patterns and trees of conditions without end
_ARTICLES = frozenset({"el", "al", "ال"})  # written apart in Latin, joined in Arabic: they tell nothing


def worded_like(rows: models.QuerySet[M], text: str) -> models.QuerySet[M]:
    """The rows of a `Findable` model that hold every word of `text` as the beginning of a word, however spelled."""
    for word in fold(text[:LONGEST_SEARCH]).split():
        rows = rows.filter(folded__contains=f" {word}")
    return rows


def named_like(rows: models.QuerySet[M], text: str) -> models.QuerySet[M]:
    """The rows whose names or aliases hold every word of `text` as the beginning of a word, in any spelling.

    A Latin spelling finds the Arabic name through the consonant skeleton. Blank text gives every row.
    """
    for word in fold(text[:LONGEST_SEARCH]).split():
        if word in _ARTICLES:
            continue
        match = models.Q(folded__contains=f" {word}")
        if bones := skeleton(word):
            # One consonant is too little to begin a word with, but is a whole word in Hajji = الحاجي.
            match |= models.Q(skeleton__contains=f" {bones}" if len(bones) > 1 else f" {bones} ")
        rows = rows.filter(match)
    return rows


class Findable(models.Model):
    """A row found by its words under every spelling. `folded` is derived; `bulk_create` callers refresh it themselves."""

    folded = models.TextField(editable=False, default="")

    history_hidden = frozenset({"folded"})

    class Meta:
        abstract = True

    def refresh_index(self) -> None:
        """Derive the stored columns from the text that `str` gives."""
        self.folded = index_text(str(self))

    def save(self, **kwargs: Any) -> None:
        """Store, with the derived columns in step with the text."""
        self.refresh_index()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, *self.history_hidden}
        super().save(**kwargs)


class Named(Findable):
    """A name in Arabic and in French, with the stored columns that make it findable and sortable.

    `folded`, `skeleton` and `sort_key` are derived from the names and `alias_text()`.
    """

    name_ar = models.CharField(_("Name in Arabic"), max_length=200, blank=True)
    name_fr = models.CharField(_("Name in French"), max_length=200, blank=True)
    skeleton = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=220, editable=False, default="")

    history_hidden = frozenset({"folded", "skeleton", "sort_key"})

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page, else the one there is."""
        first, second = (self.name_ar, self.name_fr) if get_language() == "ar" else (self.name_fr, self.name_ar)
        return first or second

    @property
    def other_name(self) -> str:
        """The name in the other language, empty when there is none."""
        other = self.name_fr if self.name == self.name_ar else self.name_ar
        return other if other != self.name else ""

    def alias_text(self) -> list[str]:
        """Further spellings by which the row is found."""
        return []

    def refresh_index(self, aliases: list[str] | None = None) -> None:
        """Derive the stored search and sort columns; `aliases` stands for those of a row not stored yet."""
        others = self.alias_text() if aliases is None else aliases
        names = [name for name in (self.name_ar, self.name_fr, *others) if name]
        self.folded = index_text(*names)
        self.skeleton = " " + " ".join(dict.fromkeys(bone for name in names for bone in _bones(name))) + " "
        self.sort_key = sort_key(self.name_ar or self.name_fr)[:220]


def _bones(name: str) -> list[str]:
    return [skeleton(name), *(skeleton(word) for word in fold(name).split())]
