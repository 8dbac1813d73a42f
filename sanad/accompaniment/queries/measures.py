"""What instruments know, for who plans: the items that can be improved, and the kinds of evidence.

Instruments live in a higher slice, which declares here how to read them; the plan keeps the stable key of an item, and
evidence that of a kind.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sanad.foundation.policy import Text

Choices = list[tuple[str, Text]]


@dataclass(frozen=True)
class Measures:
    """`items(space)`: the items of each domain, as (domain, [(key, title)]); `kinds(space)`: kinds of evidence."""

    items: Callable[[UUID], list[tuple[Text, Choices]]]
    kinds: Callable[[UUID], Choices]


_DECLARED: list[Measures] = []


def declare(measures: Measures) -> None:
    """Make the instruments of a slice known."""
    _DECLARED.append(measures)


def items_of(space_id: UUID) -> list[tuple[Text, Choices]]:
    """The items that a space measures, by domain."""
    return [group for measures in _DECLARED for group in measures.items(space_id)]


def kinds_of(space_id: UUID) -> Choices:
    """The kinds of evidence that its instruments ask for."""
    return [kind for measures in _DECLARED for kind in measures.kinds(space_id)]


def title_of_item(choices: list[tuple[Text, Choices]], key: str) -> Text:
    """The title of an item among its domains; the key itself where no instrument knows it any more."""
    return next((title for _domain, items in choices for known, title in items if known == key), key)
