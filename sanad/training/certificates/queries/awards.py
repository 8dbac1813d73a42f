"""What a certificate is made from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from sanad.directory.models import Mandate, Organisation
from sanad.directory.queries import card_of
from sanad.foundation.days import months_after
from sanad.training.models import Registration, Session


@dataclass(frozen=True)
class Award:
    """A person who reached what the rule asks, the snapshot on which that was judged, the days of validity, who issues and signs it."""

    registration: Registration
    snapshot: dict[str, Any]
    issued_on: date
    valid_until: date | None
    issuer: Organisation
    signatory: Mandate | None

    @property
    def is_minor(self) -> bool:
        """Whether the name may not be public."""
        return self.registration.age == Registration.Age.UNDER_18

    @property
    def public_name(self) -> str:
        """The name as anybody may read it: of a minor, the first letters alone."""
        if not self.is_minor:
            return self.registration.name
        return " ".join(f"{word[0]}." for word in self.registration.name.split())


def awarded(
    registration: Registration,
    snapshot: dict[str, Any],
    session: Session,
    issuer: Organisation,
    signatory: Mandate | None,
) -> Award:
    """What somebody is given today, valid as long as the course says."""
    today, course = timezone.localdate(), session.course
    registration.session = session
    months = course.validity_months if course else None
    return Award(registration, snapshot, today, months_after(today, months) if months else None, issuer, signatory)


def issuer_of(session: Session) -> Organisation:
    """The organisation whose space it is and whose key signs; who organises it may be another one, and issues nothing.

    A space that keeps no card of itself issues in the name of the organiser.
    """
    issuer = card_of(session.space_id) or session.activity.host
    prefetch_related_objects([issuer], "clauses")  # printed on every certificate
    return issuer
