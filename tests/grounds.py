"""What stands behind every address: each slice tells it, in `rows` of its `tests/<slice>/ground.py`, through the commands.

`rows(case)` gives what each address is about, by the name of the address or, for all that begin alike, by the beginning
of its route (`training/sessions/<uuid:pk>/`; the longest that fits counts, a name before any route): one `At`, or
several. It is in the state in which its page opens, and its button works, for who is named.
`foreign(actor)` gives rows of another space, of every model that forms of the slice let people choose from.
`of_association(case)` gives what the accompanied association has in its own space: (what its consents show, what they
do not).

All of it is told once, on top of the case, and kept among the worlds (`tests/worlds.py`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.db.models import Model

from sanad.foundation.spaces.actor import Actor, actor_of
from sanad.foundation.spaces.models import User
from tests.addresses import Address, addresses
from tests.house.ground import ranks

TESTS = Path(__file__).parent
ANYBODY = ""  # who opens an address without an account
SECRET = "قرنفلسري"  # a word in every row of a space that has nothing to do with the case
HIDDEN = "خزامىسري"  # a word in rows of the support organisation that no association may see
# A word in what the consents of the accompanied association show of its space, and in what they do not; of a guest, too.
TOLD, UNTOLD = "زعفران", "أقحوان"
PHONE, EMAIL = "+212611223344", "guest@example.org"


@dataclass(frozen=True)
class At:
    """What stands at an address: the row whose key is in it, who opens it, and its other parts.

    `answers`: the status with which it is opened. `is_shared`: everybody sees it, as the places of the census. `query`
    comes behind the address. `data` is what its button sends besides its key.
    """

    row: Model | None = None
    by: str = "sg"
    answers: int = 200
    is_shared: bool = False
    query: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, Any] = field(default_factory=dict)


def at(row: Model | None = None, by: str = "sg", *, data: Mapping[str, Any] | None = None, **more: Any) -> At:
    """The row with the key of the address; what `At` does not know are other parts between its angle brackets."""
    known = {name: more.pop(name) for name in ("answers", "is_shared", "query") if name in more}
    return At(row, by, data=data or {}, parts=more, **known)


@dataclass
class Spot:
    """An address with what stands behind it."""

    address: Address
    at: At

    @cached_property
    def path(self) -> str:
        """What can be asked for."""
        return self.address.path(**self.parts) + self.at.query

    @property
    def name(self) -> str:
        """As `reverse` knows it."""
        return self.address.name

    @property
    def row(self) -> Any:
        """The row that it is about."""
        return self.at.row

    @property
    def parts(self) -> dict[str, Any]:
        """What stands between the angle brackets of the address."""
        key = {"pk": self.row.pk} if self.row is not None else {}
        return {"language": "ar"} | key | dict(self.at.parts)

    @property
    def is_of_somebody(self) -> bool:
        """True when it names a row that not everybody sees, to whom signs in."""
        return bool(self.address.parts) and self.address.needs_an_account and not self.at.is_shared

    def __str__(self) -> str:
        return f"{self.name} {self.path}"


@dataclass(frozen=True)
class Ground:
    """The case, and what was told on top of it."""

    case: Any
    rows: Mapping[str, Any]
    foreign: Mapping[type[Model], Model]
    shown: Mapping[type[Model], Any]
    kept: Mapping[type[Model], Any]

    @cached_property
    def spots(self) -> list[Spot]:
        """Every address, with what stands there."""
        return list(spots(self.rows))

    def actor(self, who: str) -> Actor:
        """Somebody of the case, by the name that it has for them, or anybody by their user name."""
        return actor(self.case, who)


@cache
def grounds() -> dict[str, ModuleType]:
    """The ground of each slice, the lowest first."""
    slices = sorted(ranks(), key=lambda name: (-ranks()[name], name))
    return {name: import_module(f"tests.{name}.ground") for name in slices if (TESTS / name / "ground.py").exists()}


def actor(case: Any, who: str) -> Actor:
    """Somebody of the case, by the name that it has for them, or anybody by their user name."""
    found = getattr(case, who, None) or actor_of(User.objects.get(username=who))
    assert isinstance(found, Actor), who
    return found


def told(case: Any) -> Ground:
    """What all slices tell on top of the case."""
    rows: dict[str, Any] = {}
    foreign: list[Model] = []
    shown: list[Model] = []
    kept: list[Model] = []
    for ground in grounds().values():
        rows |= ground.rows(case)
        if hasattr(ground, "foreign"):
            foreign += ground.foreign(actor(case, "elsewhere"))
        if hasattr(ground, "of_association"):
            is_shown, is_kept = ground.of_association(case)
            shown, kept = [*shown, *is_shown], [*kept, *is_kept]
    return Ground(case, rows, *({type(row): row for row in each} for each in (foreign, shown, kept)))


def spots(rows: Mapping[str, At | list[At]]) -> Iterator[Spot]:
    """Every address with what was told of it; one that names nothing is opened by the secretary general.

    Raises AssertionError for addresses that name something of which nothing was told, and says where to add it.
    """
    silent = []
    for address in addresses():
        found = _told_of(address, rows)
        if found is None and address.parts:
            silent.append(
                f"{address.name} ({address.route}): nothing is told of it. "
                f"Let rows() of tests/{address.slice}/ground.py give what it is about."
            )
            continue
        for each in found or [At()]:
            yield Spot(address, each)
    assert not silent, "\n".join(silent)


def _told_of(address: Address, rows: Mapping[str, At | list[At]]) -> list[At] | None:
    fits = [key for key in rows if key == address.name or (_is_route(key) and address.route.startswith(key))]
    if not fits:
        return None
    found = rows[max(fits, key=lambda key: (key == address.name, len(key)))]
    return found if isinstance(found, list) else [found]


def _is_route(key: str) -> bool:
    return ":" not in key.partition("<")[0]
