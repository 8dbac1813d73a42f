"""The instruments that come with Sanad are whole, said in three languages, and can be read aloud."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

import sanad
from sanad.accompaniment.models import PlanItem

DATA = Path(sanad.__file__).parent / "diagnosis" / "data"
LANGUAGES = ["ar", "fr", "en"]
KEY = re.compile(r"[a-z][a-z0-9_]{1,40}")
ARABIC_LETTER = re.compile(r"[\u0621-\u063a\u0641-\u064a]")
MARKS = re.compile(r"[\u064b-\u0652\u0640]")  # vowel signs and the stretching stroke
LATIN_LETTER = re.compile(r"[A-Za-zÀ-ÿ]")

# key: subject, domains, items, core items
SHIPPED = {
    "sanad-8": ("association", 8, 33, 12),
    "sanad-douar": ("residents", 6, 18, 6),
}


def load(key):
    return json.loads((DATA / f"{key}.json").read_text(encoding="utf-8"))


def items(instrument):
    return [item for domain in instrument["domains"] for item in domain["items"]]


def descriptors(instrument):
    return [(item["key"], level) for item in items(instrument) for level in item["levels"]]


def texts(node, path=""):
    """Every text of the tree: a dictionary whose keys are languages."""
    if isinstance(node, dict) and set(node) & set(LANGUAGES):
        yield path, node
    elif isinstance(node, dict):
        for key, child in node.items():
            yield from texts(child, f"{path}.{key}")
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from texts(child, f"{path}[{number}]")


@pytest.fixture(params=SHIPPED)
def instrument(request):
    return load(request.param)


def test_every_file_is_known_here():
    assert {path.stem for path in DATA.glob("sanad-*.json")} == set(SHIPPED)


def test_the_head_says_what_it_is(instrument):
    subject, domain_count, item_count, core_count = SHIPPED[instrument["key"]]
    assert list(instrument) == [
        "key",
        "version",
        "subject",
        "scale",
        "licence",
        "credit",
        "title",
        "about",
        "levels",
        "evidence_kinds",
        "domains",
    ]
    assert (instrument["version"], instrument["scale"]) == (1, "sanad-4")
    assert (instrument["subject"], instrument["licence"]) == (subject, "AGPL-3.0-or-later")
    assert len(instrument["domains"]) == domain_count
    assert len(items(instrument)) == item_count
    assert sum(item["core"] for item in items(instrument)) == core_count
    assert len(descriptors(instrument)) == item_count * 4


def test_keys_are_plain_and_unique(instrument):
    keys = [domain["key"] for domain in instrument["domains"]] + [item["key"] for item in items(instrument)]
    assert len(keys) == len(set(keys))
    for key in [*keys, *instrument["evidence_kinds"]]:
        assert KEY.fullmatch(key), key


def test_levels_climb_from_one_to_four(instrument):
    assert [level["level"] for level in instrument["levels"]] == [1, 2, 3, 4]
    for item in items(instrument):
        assert [level["level"] for level in item["levels"]] == [1, 2, 3, 4], item["key"]


def test_every_text_is_said_in_three_languages(instrument):
    found = list(texts(instrument))
    assert len(found) > len(descriptors(instrument))
    for path, text in found:
        assert list(text) == LANGUAGES, path
        assert all(text[language] == text[language].strip() != "" for language in LANGUAGES), path


def test_arabic_is_in_arabic_script_and_the_others_are_not(instrument):
    for path, text in texts(instrument):
        assert ARABIC_LETTER.search(text["ar"]), path
        assert not LATIN_LETTER.search(text["ar"]), path
        assert not MARKS.search(text["ar"]), path
        assert not ARABIC_LETTER.search(text["fr"] + text["en"]), path


def test_a_level_is_one_sentence_that_can_be_read_aloud(instrument):
    for key, level in descriptors(instrument):
        for language in LANGUAGES:
            sentence = level["text"][language]
            assert 8 <= len(sentence.split()) <= 25, (key, level["level"], language)
            assert sentence.endswith("."), (key, level["level"], language)


def test_no_sentence_is_a_template(instrument):
    """Each descriptor was written for its own item: no two begin with the same four words."""
    for language in LANGUAGES:
        openings = sorted(tuple(level["text"][language].split()[:4]) for _key, level in descriptors(instrument))
        assert [one for one, other in pairwise(openings) if one == other] == []


def test_evidence_is_of_a_known_kind(instrument):
    kinds = instrument["evidence_kinds"]
    asked = {kind for _key, level in descriptors(instrument) for kind in level["evidence"]}
    assert asked == set(kinds)
    for item in items(instrument):
        first, _second, third, fourth = (level["evidence"] for level in item["levels"])
        assert first == [], item["key"]
        assert set(third) <= set(fourth), item["key"]
        assert all(len(level["evidence"]) == len(set(level["evidence"])) for level in item["levels"]), item["key"]


def test_an_association_shows_what_it_claims():
    for key, level in descriptors(load("sanad-8")):
        assert level["level"] < 3 or level["evidence"], key


def test_a_remedy_can_become_a_plan_item(instrument):
    for item in items(instrument):
        remedy = item["remedy"]
        assert list(remedy) == ["form", "field", "text"], item["key"]
        assert remedy["form"] in PlanItem.Form.values, item["key"]
        if remedy["form"] == PlanItem.Form.TRAINING:
            assert remedy["field"] in PlanItem.Field.values, item["key"]
        else:
            assert remedy["field"] == "", item["key"]


def test_what_residents_of_the_case_told_can_be_said():
    """Weak medical services, transport, no paved road, no sewerage, a water connection that costs too much."""
    told = {
        "health_care": "لا طبيب",
        "access_transport": "نمشي ساعة",
        "access_roads": "غير معبدة",
        "water_sanitation": "لا قنوات للتطهير",
        "water_drinking": "ثمن الربط بالشبكة فوق طاقتنا",
    }
    asked = {item["key"]: item for item in items(load("sanad-douar"))}
    for key, words in told.items():
        assert asked[key]["core"], key
        assert any(words in level["text"]["ar"] for level in asked[key]["levels"][:2]), key
