"""The rules are dated, sourced, said in three languages, and show how sure they are."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from django.utils import translation

from sanad.rulebook.queries import CONFIDENCE, UnknownRule, book, rule, rules_in_force
from sanad.rulebook.views import THEMES

BEGINNING = date(2003, 6, 27)


@pytest.mark.parametrize("entry", book(), ids=lambda entry: entry.key)
def test_a_rule_is_whole(entry):
    assert entry.confidence in CONFIDENCE
    assert entry.theme in THEMES
    assert entry.to_on is None or entry.to_on > entry.from_on
    for part in ("says", "law"):
        assert all(entry.texts[part][language] for language in ("ar", "fr", "en"))
    assert entry.source or not entry.is_sure


def test_one_value_holds_on_a_day():
    for one, other in combinations(book(), 2):
        if one.key == other.key:
            assert not one.holds_on(other.from_on)
            assert not other.holds_on(one.from_on)


def test_a_rule_holds_from_its_day():
    assert rule("partnership.convention_above", BEGINNING).value == 50_000 * 100
    with pytest.raises(UnknownRule):
        rule("partnership.convention_above", BEGINNING - timedelta(days=1))
    assert rule("public_aid.originals_kept") in rules_in_force()
    assert "public_aid.originals_kept" not in {found.key for found in rules_in_force(BEGINNING)}


def test_a_rule_speaks_the_language_of_the_page():
    found = rule("public_aid.originals_kept")
    with translation.override("fr"):
        assert "dix ans" in found.says
    with translation.override("ar"):
        assert "عشر سنوات" in found.says
        assert "13/2022" in found.law


@pytest.mark.django_db
def test_the_page_shows_what_is_not_verified(world, browse):
    page = browse(world.president).get("/rules/").content.decode()
    for found in rules_in_force():
        assert found.key in page
    assert "50.000" in page
    assert str(CONFIDENCE["memory"]) in page
