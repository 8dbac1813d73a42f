"""What a certificate is made from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sanad.training.models import Registration


@dataclass(frozen=True)
class Award:
    """A person who reached what the rule asks, the snapshot on which that was judged, and the days of validity."""

    place: Registration
    snapshot: dict[str, Any]
    issued_on: date
    valid_until: date | None

    @property
    def is_minor(self) -> bool:
        """Whether the name may not be public."""
        return self.place.age == Registration.Age.UNDER_18

    @property
    def public_name(self) -> str:
        """The name as anybody may read it: of a minor, the first letters alone."""
        if not self.is_minor:
            return self.place.name
        return " ".join(f"{word[0]}." for word in self.place.name.split())
