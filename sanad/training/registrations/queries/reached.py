"""What somebody came to and reached: the half-days, the certificates with how they stand."""

from typing import Any

from django.db.models import QuerySet

from sanad.foundation.naming.parts import unwithdrawn
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Certificate, Presence, Registration
from sanad.training.models.certificate import CertificateRows
from sanad.training.policies import visible_to


def standing_rows(actor: Actor) -> CertificateRows:
    """The certificates that somebody sees, with all that tells how they stand."""
    seen: Any = visible_to(actor, Certificate)  # which is not told that these rows have sets of their own
    rows: CertificateRows = seen.with_standing()
    return rows


def presences_of(actor: Actor, registration: Registration) -> QuerySet[Presence]:
    """The half-days that were recorded of somebody, in order, those that the actor may see."""
    rows = visible_to(actor, Presence).filter(unwithdrawn("slot"), registration=registration)
    return rows.select_related("slot").order_by("slot__starts_at")


def certificates_of(actor: Actor, registration: Registration) -> list[tuple[Certificate, Certificate.Standing]]:
    """The certificates of somebody with how each stands, the latest first."""
    rows = standing_rows(actor).filter(registration=registration).order_by("-created_at")
    return [(row, row.standing()) for row in rows]
