"""Who has a right to a certificate, and how a certificate stands (T3, T5)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor
from sanad.training.learning.queries.assessment import Taken
from sanad.training.learning.queries.session_results import people_of
from sanad.training.models import Certificate, CertificateRun, Registration, Session
from sanad.training.registrations.queries.own_page import Part
from sanad.training.registrations.queries.reached import standing_rows

WITHOUT_COURSE = 80  # % of the half-days, where no course says how much
HUNDRED = 100


def snapshot_of(session: Session, taken: Taken) -> dict[str, Any]:
    """What the rule is judged on: minutes, marks, and the rule itself."""
    course = session.course
    after = taken.after
    return {
        "minutes": taken.minutes,
        "held": taken.held,
        "score": after.score if after else None,
        "out_of": after.out_of if after else None,
        "attendance_percent": course.attendance_percent if course else WITHOUT_COURSE,
        "test_percent": course.test_percent if course else 0,
    }


def came_enough(snapshot: dict[str, Any]) -> bool:
    """Whether the attendance is what the rule asks; nothing held is nothing attended."""
    held, asked = snapshot["held"], snapshot["attendance_percent"]
    return held > 0 and snapshot["minutes"] > 0 and snapshot["minutes"] * HUNDRED >= asked * held


def knew_enough(snapshot: dict[str, Any]) -> bool:
    """Whether the test after is what the rule asks, where it asks for one."""
    if not snapshot["test_percent"]:
        return True
    return bool(snapshot["out_of"]) and snapshot["score"] * HUNDRED >= snapshot["test_percent"] * snapshot["out_of"]


def holds(snapshot: dict[str, Any]) -> bool:
    """Whether the rule holds on a snapshot."""
    return came_enough(snapshot) and knew_enough(snapshot)


def lacks_of(snapshot: dict[str, Any]) -> list[Text]:
    """What is missing, in sentences."""
    found: list[Text] = []
    if not came_enough(snapshot):
        found.append(_("attendance below %(asked)s%%") % {"asked": snapshot["attendance_percent"]})
    if not knew_enough(snapshot):
        asked = {"asked": snapshot["test_percent"]}
        below = _("test result below %(asked)s%%") if snapshot["out_of"] else _("no test after the course")
        found.append(below % asked if snapshot["out_of"] else below)
    return found


@dataclass(frozen=True)
class Judged:
    """A person of a session: what the rule is judged on, and the last certificate, if there is one."""

    taken: Taken
    snapshot: dict[str, Any]
    certificate: Certificate | None

    @property
    def has_right(self) -> bool:
        """Whether the rule holds."""
        return holds(self.snapshot)

    @property
    def is_over(self) -> bool:
        """Whether a half-day is over: before, there is nothing that somebody could have missed."""
        return self.taken.held > 0

    @property
    def missing(self) -> list[Text]:
        """What is missing, in sentences."""
        return lacks_of(self.snapshot)

    @property
    def standing(self) -> Certificate.Standing | None:
        """How the last certificate stands; None where there is none."""
        return self.certificate.standing() if self.certificate else None

    @property
    def waits(self) -> bool:
        """Whether a first certificate is due. Somebody whose certificate was revoked is not served with all others."""
        return self.has_right and self.certificate is None

    @property
    def may_have_one(self) -> bool:
        """Whether one may be issued, asked for by name: the first, or a new one after a revocation."""
        return self.has_right and self.standing in {None, Certificate.Standing.REVOKED}


def printed_of(session: Session, people: list[Judged]) -> list[str]:
    """What people wrote that stands on the certificates that were issued or are due."""
    names = [row.taken.registration.name for row in people if row.certificate or row.waits]
    return [str(session), *names] if names else []


def standing_failures(runs: list[CertificateRun], people: list[Judged]) -> list[dict[str, Any]]:
    """Who got none in one of the runs, newest first, and none since; each once, with the last reason and their name."""
    known = {str(row.taken.registration.pk): row for row in people}
    found: dict[str, dict[str, Any]] = {}
    for run in runs:
        for failure in run.failures:
            row = known.get(failure["place"])
            held = row.certificate if row else None
            if held is None or held.created_at < run.created_at:
                name = row.taken.registration.name if row else ""
                found.setdefault(failure["place"], {**failure, "name": name})
    return list(found.values())


def live_certificate(registration: Registration) -> Certificate | None:
    """The certificate of somebody that was neither revoked nor replaced; an expired one is still theirs."""
    return registration.certificates.live().first()


def has_live(registration: Registration) -> bool:
    """Whether somebody holds a certificate that stands."""
    return live_certificate(registration) is not None


def judged(actor: Actor, session: Session, only: Collection[UUID] | None = None) -> list[Judged]:
    """Everybody with a place (or those named by `only`), in the order of the list."""
    rows = standing_rows(actor).filter(registration__session=session).order_by("issued_on", "pk")
    rows = rows if only is None else rows.filter(registration__in=only)
    latest = {row.registration_id: row for row in rows if row.standing() is not Certificate.Standing.REPLACED}
    return [
        Judged(taken, snapshot_of(session, taken), latest.get(taken.registration.pk))
        for taken in people_of(actor, session, only=only)
    ]


def next_index(space_id: UUID) -> int:
    """The next free place in the public list of revoked credentials; the caller holds the space."""
    last = Certificate.objects.filter(space_id=space_id).aggregate(last=models.Max(F("status_index")))["last"]
    return 0 if last is None else last + 1


OWN_CERTIFICATE = Part(_("My certificate"), "training:own_certificate", has_live)
