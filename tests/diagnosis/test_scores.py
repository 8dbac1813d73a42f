"""What answers come to: D1, D2 and D4 over any levels, without the database."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sanad.diagnosis.instruments.queries.blueprint import Level, read_blueprint
from sanad.diagnosis.workshop.queries.scores import Spread, deltas, domain_score, mean, provable
from sanad.foundation.arabic.numbers import format_tenths
from sanad.foundation.content.words import Words
from tests.diagnosis.tiny import ITEMS, tiny

rated = st.integers(1, 4)
answers = st.one_of(st.none(), rated)
sheets = st.dictionaries(st.sampled_from(ITEMS), answers)
DOMAIN = read_blueprint(tiny()).domains[0]


@given(st.lists(answers))
def test_a_score_lies_between_the_lowest_and_the_highest(levels):
    """D1"""
    said, score = [level for level in levels if level is not None], mean(levels)
    assert (score is None) == (not said)
    assert score is None or min(said) <= score <= max(said)


@given(st.lists(answers), st.randoms())
def test_a_score_does_not_depend_on_the_order_nor_on_what_is_not_rated(levels, dice):
    """D1"""
    shuffled = [*levels, None, None]
    dice.shuffle(shuffled)
    assert mean(shuffled) == mean(levels)


@given(st.lists(answers, min_size=1), st.data())
def test_a_score_grows_with_its_items(levels, data):
    """D1"""
    place = data.draw(st.integers(0, len(levels) - 1))
    if levels[place] is None or levels[place] == 4:
        return
    higher = [*levels]
    higher[place] += 1
    assert mean(higher) > mean(levels)


@given(sheets)
def test_the_score_of_a_domain_asks_its_own_items_only(levels):
    keys = {item.key for item in DOMAIN.items}
    assert domain_score(DOMAIN, levels) == mean(level for key, level in levels.items() if key in keys)


@given(sheets, sheets, sheets)
def test_deltas_are_a_difference(a, b, c):
    """D4"""
    assert set(deltas(a, a).values()) <= {0}
    assert deltas(a, b) == {item: -delta for item, delta in deltas(b, a).items()}
    there, on, whole = deltas(a, b), deltas(b, c), deltas(a, c)
    for item in there.keys() & on.keys():
        assert whole[item] == there[item] + on[item]


@given(st.lists(rated), st.integers(0, 3), st.integers(0, 3))
def test_a_spread_counts_every_answer(levels, unknown, not_applicable):
    spread = Spread(tuple(levels.count(level) for level in range(1, 5)), unknown, not_applicable)
    assert spread.levels == sorted(levels)
    assert spread.answers == len(levels) + unknown + not_applicable
    assert sum(count for _level, count in spread.said) == len(levels)
    assert spread.middle == mean(levels)
    assert bool(spread.middle_shown) == bool(levels)
    assert spread.width == (max(levels) - min(levels) if levels else 0)


kinds = st.sets(st.sampled_from("abc"))


@given(st.lists(kinds, min_size=4, max_size=4), kinds, kinds)
def test_what_is_provable_grows_with_what_is_filed(required, filed, more):
    """D2"""
    levels = [Level(number, Words("", "", ""), tuple(needed)) for number, needed in enumerate(required, 1)]
    highest = provable(levels, filed)
    assert highest == 0 or required[highest - 1] <= filed
    assert all(not required[level - 1] <= filed for level in range(highest + 1, 5))
    assert provable(levels, filed | more) >= highest


def test_scores_are_written_with_the_comma_of_the_language():
    from django.utils import translation

    shown = {"ar": ["2,5", "3", "−0,3", "+1"], "fr": ["2,5", "3", "−0,3", "+1"], "en": ["2.5", "3", "−0.3", "+1"]}
    for language, words in shown.items():
        with translation.override(language):
            assert [
                format_tenths(Fraction(5, 2)),
                format_tenths(3),
                format_tenths(Fraction(-1, 3), signed=True),
                format_tenths(1, signed=True),
            ] == words
            assert format_tenths(None) == ""
            assert format_tenths(0, signed=True) == "0"
