"""TenantRow and Named: the two abstract models."""

from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any, TypeVar

from django.db import models
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.fold import fold, sort_key
from sanad.foundation.arabic.joined import ARTICLES, Unit, index_text, joined, together, units
from sanad.foundation.arabic.skeleton import closeness, skeleton
from sanad.foundation.ids import new_id
from sanad.foundation.naming.order import KeyField, KeyTextField
from sanad.foundation.spaces.models import Space


class TenantRow(models.Model):
    """A row that belongs to one space. Indexes and unique constraints of such tables begin with `space`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(Space, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


M = TypeVar("M", bound=models.Model)
F = TypeVar("F", bound="Findable")
LONGEST_SEARCH = 200  # no name is longer; databases refuse patterns and trees of conditions without end
_WEIGHED = 100  # how many of those found are compared one by one
EXACT, BEGINS, LETTERS, SOUND, NOTHING = range(5)
"""How a row was found: its whole name, the beginning of a name, of words; from `SOUND` on by how it sounds."""


def worded_like(rows: models.QuerySet[M], text: str) -> models.QuerySet[M]:
    """The rows of a `Findable` model that hold every word of `text` as the beginning of a word, however spelled.

    Whole titles come first, then the beginnings of titles.
    """
    return _found(rows, text, _letters)


def named_like(rows: models.QuerySet[M], text: str) -> models.QuerySet[M]:
    """The rows whose names or aliases hold every word of `text` as the beginning of a word, in any spelling.

    A Latin spelling finds the Arabic name through the consonant skeleton. Whole names come first, then beginnings of
    names, then of words, then what only sounds alike. Blank text gives every row.
    """
    return _found(rows, text, _sounds)


def words_like(rows: models.QuerySet[M], text: str) -> models.QuerySet[M]:
    """The rows that hold the words of a text, as their model is searched."""
    return named_like(rows, text) if issubclass(rows.model, Named) else worded_like(rows, text)


def nearest(rows: models.QuerySet[F], text: str, limit: int) -> list[F]:
    """The rows that hold the words of a text, the nearest first, each with `found_by`.

    Consonants do not tell "Sanae" from "Hassan": those that only sound alike are weighed by their vowels.
    """
    found = words_like(rows, text).annotate(found_by=_rank(text))
    if not issubclass(rows.model, Named):
        return list(found[:limit])
    first: list[Any] = list(found[: max(_WEIGHED, limit)])
    for row in first:
        if row.found_by == SOUND:
            row.found_by = NOTHING - closeness(text, row.name_ar, row.name_fr) / 100
    return sorted(first, key=lambda row: row.found_by)[:limit]


def perhaps_named(rows: models.QuerySet[M], text: str, limit: int) -> list[M]:
    """The rows that hold any name of `text`, in any spelling; those that hold the most come first."""
    asked = [_sounds(unit) for unit in _asked(text)]
    if not asked:
        return []
    held = [Case(When(match, then=1), default=0) for match in asked]
    return list(rows.filter(_any(asked)).order_by(sum(held[1:], held[0]).desc(), "pk")[:limit])


def _found(rows: models.QuerySet[M], text: str, match: Callable[[Unit], models.Q]) -> models.QuerySet[M]:
    asked = _asked(text)
    if not asked:
        return rows
    order: Any = rows.query.order_by or rows.model._meta.ordering
    return rows.filter(*[match(unit) for unit in asked]).order_by(_rank(text), *order)


def _asked(text: str) -> list[Unit]:
    """The names that were typed, each once."""
    asked = dict.fromkeys(units(text[:LONGEST_SEARCH]))
    return [unit for unit in asked if not ARTICLES.issuperset(unit)]


def _rank(text: str) -> Any:
    asked = [_letters(unit) for unit in _asked(text)]
    if not asked:
        return Value(EXACT)
    text = text[:LONGEST_SEARCH]
    forms = {fold(text), joined(text)}
    return Case(
        When(_any([models.Q(folded__contains=f"| {form} |") for form in forms]), then=EXACT),
        When(_any([models.Q(folded__contains=f"| {form}") for form in forms]), then=BEGINS),
        When(_all(asked), then=LETTERS),
        default=SOUND,
    )


def _letters(unit: Unit) -> models.Q:
    """Written together, or each word for itself, without its article."""
    whole = models.Q(folded__contains=f" {together(unit)}")
    apart = [models.Q(folded__contains=f" {word}") for word in unit if word not in ARTICLES]
    return whole if unit == (together(unit),) else whole | _all(apart)


def _sounds(unit: Unit) -> models.Q:
    """By letters, or by the consonants of the whole, or of each word."""
    apart = [_letters((word,)) | _bony(word) for word in unit if word not in ARTICLES]
    return _letters(unit) | _bony(" ".join(unit)) | _all(apart)


def _bony(name: str) -> models.Q:
    bones = skeleton(name)
    # One consonant is too little to begin a word with, but is a whole word in Hajji = الحاجي.
    return models.Q(skeleton__contains=f" {bones}" if len(bones) > 1 else f" {bones} ") if bones else _NONE


def _all(conditions: list[models.Q]) -> models.Q:
    return reduce(and_, conditions)


def _any(conditions: list[models.Q]) -> models.Q:
    return reduce(or_, conditions)


_NONE = models.Q(pk__in=[])


class Findable(models.Model):
    """A row found by its words under every spelling. `folded` is derived; `bulk_create` callers refresh it themselves."""

    folded = KeyTextField(editable=False, default="")
    found_by: float = EXACT  # of a row that `nearest` gives

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
    skeleton = KeyTextField(editable=False, default="")
    sort_key = KeyField(max_length=220, editable=False, default="")

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
        for column, value in derived(self.name_ar, self.name_fr, *others).items():
            setattr(self, column, value)


def derived(*names: str) -> dict[str, str]:
    """The search and sort columns of a row of these names; it stands where the first of them does."""
    given = [name for name in names if name]
    bones = dict.fromkeys(bone for name in given for bone in _bones(name))
    return {
        "folded": index_text(*given),
        "skeleton": f" {' '.join(bones)} ",
        "sort_key": sort_key(next(iter(given), ""))[:220],
    }


def _bones(name: str) -> list[str]:
    return [skeleton(name), *(skeleton(word) for word in fold(name).split())]
