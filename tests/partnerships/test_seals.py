"""What the seals of revisions and amendments cover, and that those of earlier releases hold."""

from copy import copy
from datetime import date
from uuid import UUID

import pytest

from sanad.partnerships.models import Amendment, Revision
from sanad.partnerships.queries.placeholders import BRACES
from sanad.partnerships.queries.snapshot import content_of, snapshot_of
from sanad.partnerships.signing import seals
from tests.partnerships.table import signed

KEY, OTHER = UUID(int=7), UUID(int=8)
CONTENT = {"title": {"ar": "اتفاقية", "fr": "Convention"}, "articles": [], "budget": 3_000_000, "starts_on": None}
REVISION = Revision(agreement_id=KEY, number=2, on=date(2024, 3, 11), content=CONTENT, previous_hash="a" * 64)
AMENDMENT = Amendment(
    agreement_id=KEY,
    number=1,
    signed_on=date(2025, 10, 3),
    effective_on=date(2025, 11, 1),
    content={"reason": "تمديد", "ends_on": None, "articles": [], "commitments": []},
    previous_hash="b" * 64,
)
# As the release before this one sealed them.
SEALED_BEFORE = [
    (REVISION, "698ef9c707b795b9b70d1fd3df6c40a243d8616e414d27a20f5a6309d5fc77cd"),
    (AMENDMENT, "66b7a7b1d2ed561f59577e53ed80b5b4e516c75fdacdf2564c795ead4f89e301"),
]


@pytest.mark.parametrize(("row", "seal"), SEALED_BEFORE)
def test_what_was_sealed_before_holds(row, seal) -> None:
    assert row.computed_seal() == seal


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (REVISION, "agreement_id", OTHER),
        (REVISION, "number", 3),
        (REVISION, "on", date(2024, 3, 12)),
        (REVISION, "content", {**CONTENT, "budget": 3_000_001}),
        (REVISION, "previous_hash", "c" * 64),
        (AMENDMENT, "agreement_id", OTHER),
        (AMENDMENT, "number", 2),
        (AMENDMENT, "signed_on", date(2025, 10, 4)),
        (AMENDMENT, "effective_on", date(2025, 11, 2)),
        (AMENDMENT, "content", {**AMENDMENT.content, "ends_on": "2028-03-31"}),
        (AMENDMENT, "previous_hash", "c" * 64),
    ],
)
def test_a_seal_covers_every_part(row, column, value) -> None:
    changed = copy(row)
    setattr(changed, column, value)
    assert changed.computed_seal() != row.computed_seal()


def test_other_words_of_a_later_release_are_no_fault_but_another_text_is(world) -> None:
    """What braces say follows the release that reads them; what was typed between them does not."""
    row = signed(world)
    article = row.articles.filter(text_ar__contains="{").first()
    assert seals.agreement(row) == ""
    row.articles.filter(pk=article.pk).update(text_ar=article.text_ar + " {copies}")
    assert "articles" in str(seals.agreement(row))
    row.articles.filter(pk=article.pk).update(text_ar=article.text_ar)
    row.articles.filter(pk=article.pk).update(heading_ar="عنوان آخر")
    assert "articles" in str(seals.agreement(row))


def test_what_an_earlier_release_sealed_is_compared_by_what_stands_between_its_braces(world) -> None:
    typed = content_of(snapshot_of(signed(world)))["articles"]
    sealed = [{**each, "text_ar": BRACES.sub("كلمات أخرى", each["text_ar"])} for each in typed]
    assert seals.same_articles(typed, sealed)
    for place, each in enumerate(typed):
        other = [*typed]
        other[place] = {**each, "text_ar": each["text_ar"] + "؟"}
        assert not seals.same_articles(other, sealed)
    assert not seals.same_articles(typed[1:], sealed)
