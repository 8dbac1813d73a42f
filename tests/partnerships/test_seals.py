"""What the seals of revisions and amendments cover, and that those of earlier releases hold."""

from copy import copy
from datetime import date
from uuid import UUID

import pytest

from sanad.partnerships.models import Amendment, Revision

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
