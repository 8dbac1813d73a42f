"""What the notes say of who was told of one thing, and who is still to be told."""

from collections.abc import Iterable
from typing import Protocol, TypeVar
from uuid import UUID

from sanad.activities.models import Activity
from sanad.foundation.letters.by_hand import goes_by_mail


class Reached(Protocol):
    """Somebody who is told by a letter, where they have an address."""

    @property
    def key(self) -> UUID: ...

    @property
    def email(self) -> str: ...


R = TypeVar("R", bound=Reached)


def not_told(activity: Activity, about: str, people: Iterable[R]) -> list[tuple[R, bool]]:
    """Those who were not told of it yet, and whether a letter is on its way to them; a refused address was told nothing."""
    notes = activity.notices.filter(about=about).values_list("guest", "is_refused")
    told = {guest for guest, is_refused in notes if not is_refused}
    refused = {guest for guest, is_refused in notes if is_refused}
    return [(each, goes_by_mail(each.email, is_refused=each.key in refused)) for each in people if each.key not in told]
