"""TenantRow and Named: the two abstract models."""

from collections.abc import Callable
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Any, TypeVar

from django.db import models
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.fold import ended, fold, sort_key
from sanad.foundation.arabic.joined import (
    ARTICLES,
    Unit,
    index_text,
    joined,
    pairs,
    together,
    units,
    without_article_within,
)
from sanad.foundation.arabic.language import in_language
from sanad.foundation.arabic.skeleton import closeness, skeleton
from sanad.foundation.ids import new_id
from sanad.foundation.naming import among  # noqa: F401  the lookup is there as soon as there are rows
from sanad.foundation.naming.beginnings import by_keys, narrowed
from sanad.foundation.naming.order import KeyField, KeyTextField
from sanad.foundation.spaces.models import Space
from sanad.foundation.written import Covered


class Sex(models.TextChoices):
    """How papers speak of somebody, once it was said."""

    WOMAN = "w", _("Woman")
    MAN = "m", _("Man")


class TenantRow(Covered):
    """A row that belongs to one space. Indexes and unique constraints of such tables begin with `space`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(Space, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


M = TypeVar("M", bound=models.Model)
F = TypeVar("F", bound="Findable")
LONGEST_SEARCH = 200  # no name is longer; databases refuse patterns and trees of conditions without end
_MOST_WORDS = 16  # of what is typed; each costs some comparisons with every row
_REMEMBERED = 5_000  # names that are no rows, with their columns
MANY = 200  # of those that hold the words: more are not ranked
_WEIGHED = 100  # how many of those found are compared one by one
# What may follow a hamza at the end of a word: nothing, a plural, a feminine, «الدين» of «علاء الدين».
_AFTER_HAMZA = (" ", "ات", "ه", "ال")
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
    return _found(rows, text, _match_of(rows.model))


def best_first(found: models.QuerySet[M], rows: models.QuerySet[M]) -> tuple[models.QuerySet[M], bool]:
    """What was found among the rows, and whether that is more than `MANY`.

    Very many come in the order of the rows, as they are read along an index then.
    """
    keys = list(found.order_by().values_list("pk", flat=True)[: MANY + 1])
    if len(keys) > MANY:
        return found.order_by(*_own_order(rows)), True
    return found.filter(pk__in=keys), False


def refers_to(model: type[models.Model], path: str, text: str) -> models.Exists:
    """That a row refers by that path to one of the model that holds the words of a text; only what it refers to is read."""
    asked = _conditions(text, _match_of(model))
    return models.Exists(model._default_manager.filter(*asked, pk=models.OuterRef(path)))


def nearest(rows: models.QuerySet[F], text: str, limit: int) -> list[F]:
    """The rows that hold the words of a text, the nearest first, each with `found_by`.

    Consonants do not tell "Sanae" from "Hassan": those that only sound alike are weighed by their vowels.
    """
    if not issubclass(rows.model, Named):
        return list(words_like(rows, text).annotate(found_by=_rank(text))[:limit])
    found = _ranked(_first_of_many(rows, text), text, _sounds).annotate(found_by=_rank(text))
    first: list[Any] = list(found[: max(_WEIGHED, limit)])
    for row in first:
        if row.found_by == SOUND:
            row.found_by = NOTHING - closeness(text, row.name_ar, row.name_fr) / 100
    return sorted(first, key=lambda row: row.found_by)[:limit]


def _first_of_many(rows: models.QuerySet[F], text: str) -> models.QuerySet[F]:
    """The rows that a text may find; of very many the first, and those whose name begins with it.

    They are gone through in the order of names, along an index, and ranked only then: nobody looks at more.
    """
    asked = _conditions(text, _sounds)
    key = sort_key(text[:LONGEST_SEARCH])
    if not asked or not key:
        return rows
    in_order = rows.order_by("sort_key", "pk")
    holding = narrowed(in_order, asked).filter(*asked)[:MANY].values("pk")
    begun = in_order.filter(sort_key__gte=key, sort_key__lt=f"{key}\U0010ffff")[:MANY].values("pk")
    return by_keys(rows.filter(models.Q(pk__among=holding) | models.Q(pk__among=begun)))


def perhaps_named(rows: models.QuerySet[M], text: str, limit: int) -> list[M]:
    """The rows that hold any name of `text`, in any spelling; those that hold the most come first."""
    asked = _conditions(text, _sounds)
    if not asked:
        return []
    held = [Case(When(match, then=1), default=0) for match in asked]
    return list(rows.filter(_any(asked)).order_by(sum(held[1:], held[0]).desc(), "pk")[:limit])


def _match_of(model: type[models.Model]) -> Callable[[Unit], models.Q]:
    """How the rows of a model are searched: names by their sound too, other texts by their letters."""
    return _sounds if issubclass(model, Named) else _letters


def _found(rows: models.QuerySet[M], text: str, match: Callable[[Unit], models.Q]) -> models.QuerySet[M]:
    return _ranked(narrowed(rows, _conditions(text, match)), text, match)


def _ranked(rows: models.QuerySet[M], text: str, match: Callable[[Unit], models.Q]) -> models.QuerySet[M]:
    asked = _conditions(text, match)
    if not asked:
        return rows
    return rows.filter(*asked).order_by(_rank(text), *_own_order(rows))


def _own_order(rows: models.QuerySet) -> Any:
    return rows.query.order_by or rows.model._meta.ordering


def found_in(text: str) -> Callable[[str], float | None]:
    """How a name that is no row is found by a text, just as those of rows are: `found_by`, or None where it is not."""
    asked, levels = _conditions(text, _sounds), _levels(text)

    def found_by(name: str) -> float | None:
        columns = _columns(name)
        if not asked or not _holds(_all(asked), columns):
            return None
        level = next((level for condition, level in levels if _holds(condition, columns)), SOUND)
        return NOTHING - closeness(text, name) / 100 if level == SOUND else level

    return found_by


@lru_cache(_REMEMBERED)
def _columns(name: str) -> dict[str, str]:
    return derived(name)


def _holds(condition: Any, columns: dict[str, str]) -> bool:
    """Whether columns that are not in the database meet a condition of ours."""
    if isinstance(condition, models.Q):
        met = (_holds(part, columns) for part in condition.children)
        return any(met) if condition.connector == models.Q.OR else all(met)
    lookup, value = condition
    column, _, contains = lookup.partition("__")
    return contains == "contains" and value in columns[column]


def _conditions(text: str, match: Callable[[Unit], models.Q]) -> list[models.Q]:
    """One condition for each name that was typed, each once: it is there, or written as one with its neighbour."""
    typed = dict.fromkeys(units(text[:LONGEST_SEARCH], _MOST_WORDS))
    asked = [unit for unit in typed if not ARTICLES.issuperset(unit)]
    both = [_joined(pair, match) for pair in pairs(asked)]
    whole = ended(text[:LONGEST_SEARCH])
    asked = [(*unit[:-1], f"{unit[-1]} ") if unit[-1] in whole else unit for unit in asked]
    return [_any([match(unit), *both[max(at - 1, 0) : at + 1]]) for at, unit in enumerate(asked)]


def _rank(text: str) -> Any:
    levels = _levels(text)
    return (
        Case(*[When(condition, then=level) for condition, level in levels], default=SOUND) if levels else Value(EXACT)
    )


def _levels(text: str) -> list[tuple[models.Q, int]]:
    """The conditions of each way to be found by letters, the nearest first."""
    asked = _conditions(text, _letters)
    if not asked:
        return []
    forms = {fold(text[:LONGEST_SEARCH]), joined(text[:LONGEST_SEARCH])}
    whole, begun = (_any([models.Q(folded__contains=f"| {form}{end}") for form in forms]) for end in (" |", ""))
    return [(whole, EXACT), (begun, BEGINS), (_all(asked), LETTERS)]


def _letters(unit: Unit) -> models.Q:
    """Written together, or each word for itself, without its article."""
    whole = _begun(together(unit))
    apart = [_begun(word) for word in unit if word.strip() not in ARTICLES]
    return whole if unit == (together(unit),) else whole | _all(apart)


def _begun(word: str) -> models.Q:
    """By the beginning of a word; one with a space after it ends with its hamza."""
    if not word.endswith(" "):
        return models.Q(folded__contains=f" {word}")
    return _any([models.Q(folded__contains=f" {word.rstrip()}{end}") for end in _AFTER_HAMZA])


def _sounds(unit: Unit) -> models.Q:
    """By letters, or by the consonants of the whole, or of each word."""
    found = _any([_letters(unit), _bony(" ".join(unit)), *map(_boned, _inner(together(unit)))])
    if unit == (together(unit),):
        return found
    apart = [_letters((word,)) | _bony(word) for word in unit if word not in ARTICLES]
    return found | _bony(together(unit)) | _all(apart)


def _joined(pair: Unit, match: Callable[[Unit], models.Q]) -> models.Q:
    """Two names that follow each other, written as one."""
    whole = models.Q(folded__contains=f" {together(pair)}")
    return whole if match is _letters else _any([whole, *map(_boned, _both(pair))])


def _both(pair: Unit) -> set[str]:
    """The consonants of two names as one: written together, an article between them is heard as a letter."""
    return {skeleton(together(pair)), skeleton(" ".join(pair)).replace(" ", "")}


def _inner(word: str) -> list[str]:
    """The consonants of a word without an article that stands in it, if one does."""
    return [skeleton(shorter)] if (shorter := without_article_within(word)) != word else []


def _bony(name: str) -> models.Q:
    return _boned(skeleton(name))


def _boned(bones: str) -> models.Q:
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

    history_hidden = columns_not_covered = frozenset({"folded"})  # derived

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

    history_hidden = columns_not_covered = frozenset({"folded", "skeleton", "sort_key"})  # derived

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page, else the one there is."""
        return in_language(self.name_ar, self.name_fr)

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
    names = units(name)
    words = [word for form in (fold(name), joined(name)) for word in form.split()]
    alone = [bones for word in words for bones in (skeleton(word), *_inner(word))]
    return [skeleton(name), *alone, *(bones for pair in pairs(names) for bones in sorted(_both(pair)))]
