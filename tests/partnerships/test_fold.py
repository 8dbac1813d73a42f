"""The text on a day is the fold of what was signed (A2): pure random stories."""

from copy import deepcopy
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sanad.partnerships.queries.articles import amend_articles
from sanad.partnerships.queries.content import ARTICLE_WORDS

DAYS = st.dates(date(2027, 1, 1), date(2027, 12, 31))
BASE = [
    {"id": str(place), "section": "object", "number": place or None, **dict.fromkeys(ARTICLE_WORDS, f"نص {place}")}
    for place in range(4)
]
WORDED = st.fixed_dictionaries({}, optional={name: st.sampled_from(["", "أ", "ب", "ج"]) for name in ARTICLE_WORDS})


@st.composite
def amendments(draw):
    """Signed amendments: each changes articles of the base or of an earlier one, and adds others."""
    found = []
    for number in range(1, draw(st.integers(0, 5)) + 1):
        chosen = draw(st.lists(st.sampled_from([None, "0", "1", "2", "3"]), max_size=3))
        changes = [
            {"id": f"{number}-{place}", "article": article, **draw(WORDED)} for place, article in enumerate(chosen)
        ]
        found.append((draw(DAYS), number, {"articles": changes}))
    return found


@given(amendments(), DAYS, st.integers(0, 99))
def test_a2_the_text_on_a_day_does_not_depend_on_the_order_of_reading(signed, day, seed) -> None:
    shuffled = list(signed)
    Random(seed).shuffle(shuffled)
    assert amend_articles(BASE, signed, day) == amend_articles(BASE, shuffled, day)


@given(amendments(), DAYS)
def test_a2_only_what_is_in_effect_counts(signed, day) -> None:
    in_effect = [row for row in signed if row[0] <= day]
    text = amend_articles(BASE, signed, day)
    assert text == amend_articles(BASE, in_effect, date.max)
    expected = {(row["id"], name): row[name] for row in BASE for name in ARTICLE_WORDS}
    for _day, _number, content in sorted(in_effect, key=lambda row: row[:2]):
        for change in content["articles"]:
            for name in ARTICLE_WORDS:
                key = (change["article"] or change["id"], name)
                expected[key] = change.get(name) or expected.get(key, "")
    assert {(row["id"], name): row[name] for row in text for name in ARTICLE_WORDS} == expected
    assert [row["id"] for row in text][:4] == [row["id"] for row in BASE]
    assert [row["number"] for row in text] == [None, *range(1, len(text))]


@given(amendments(), DAYS)
def test_a2_what_was_signed_is_never_touched(signed, day) -> None:
    before = deepcopy(BASE)
    amend_articles(BASE, signed, day)
    assert before == BASE
