"""What each slice brings to the tests of every address and of constant questions (`tests/<slice>/ground.py`).

`ROWS`: which row an address is about (the first of the space is taken, of those that `WHERE` names, or what `MAKERS`
gives of the case). `LISTINGS`: lists that are searched and exported. `REFUSED`: addresses whose page refuses on the
case. `grow(growth, number)`: one row of every kind more. `beneath(growth)`, where a slice has it: the rows beneath which
they grow, by address.
"""

from tests.accompaniment import ground as accompaniment
from tests.diagnosis import ground as diagnosis
from tests.partnerships import ground as partnerships
from tests.training import ground as training

GROUNDS = (accompaniment, diagnosis, partnerships, training)
MAKERS = {name: make for ground in GROUNDS for name, make in getattr(ground, "MAKERS", {}).items()}
ROWS = {name: model for ground in GROUNDS for name, model in ground.ROWS.items()}
LISTINGS = tuple(name for ground in GROUNDS for name in ground.LISTINGS)
WHERE = {name: where for ground in GROUNDS for name, where in getattr(ground, "WHERE", {}).items()}
REFUSED = {name for ground in GROUNDS for name in ground.REFUSED}


def beneath(growth) -> dict:
    """The rows beneath which everything grows, where it is not the first of the space."""
    found = [ground.beneath(growth) for ground in GROUNDS if hasattr(ground, "beneath")]
    return {name: row for rows in found for name, row in rows.items()}
