"""Where an agreement stands on a day: pure functions of what is written, never stored (A1)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.days import covers
from sanad.foundation.states import Toned
from sanad.partnerships.models import Agreement, Amendment, Party, Suspension


class Standing(Toned):
    """Where a signed agreement stands."""

    NOT_YET = "not_yet", "calm", _("Not in force yet")
    IN_FORCE = "in_force", "good", _("In force")
    SUSPENDED = "suspended", "warn", _("Suspended")
    EXPIRED = "expired", "mute", _("Expired")
    TERMINATED = "terminated", "mute", _("Terminated")


@dataclass(frozen=True)
class Signature:
    """One party's signature; `is_valid` when its mandate covered that day."""

    signed_on: date | None
    has_mandate: bool = False
    mandate_from: date | None = None
    mandate_to: date | None = None

    @property
    def is_valid(self) -> bool:
        """True when somebody with a mandate on that day signed."""
        day = self.signed_on
        return day is not None and self.has_mandate and covers(self.mandate_from, self.mandate_to, day)


@dataclass(frozen=True)
class Life:
    """All that decides whether an agreement binds on a day. `ends` are (effective day, number, new end)."""

    state: str
    starts_on: date | None
    ends_on: date | None
    signatures: tuple[Signature, ...]
    ends: tuple[tuple[date, int, date], ...] = ()
    suspensions: tuple[tuple[date, date | None], ...] = ()
    terminated_on: date | None = None


def life_of(agreement: Agreement) -> Life:
    """The life of an agreement, from its rows (read with `with_life` where many are shown)."""
    return Life(
        state=agreement.state,
        starts_on=agreement.starts_on or agreement.signed_on,
        ends_on=agreement.ends_on,
        signatures=tuple(
            Signature(
                party.signed_on,
                party.mandate is not None,
                party.mandate.from_on if party.mandate else None,
                party.mandate.to_on if party.mandate else None,
            )
            for party in agreement.parties.all()
            if party.is_standing
        ),
        ends=tuple(
            (row.effective_on, row.number, row.ends_on)
            for row in agreement.amendments.all()
            if row.state == Amendment.State.SIGNED and row.ends_on
        ),
        suspensions=tuple((row.from_on, row.to_on) for row in agreement.suspensions.all() if row.is_standing),
        terminated_on=agreement.terminated_on,
    )


def with_life(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """The agreements with all that `life_of` reads: three questions more, however many they are."""
    return rows.prefetch_related(
        Prefetch("parties", Party.objects.select_related("mandate")),
        Prefetch("amendments", Amendment.objects.defer("content")),
        Prefetch("suspensions", Suspension.objects.all()),
    )


def end_on(life: Life, on: date) -> date | None:
    """The last day of the agreement as amended on that day."""
    effective = [change for change in life.ends if change[0] <= on]
    return max(effective)[2] if effective else life.ends_on


def last_day(agreement: str, on: date) -> Coalesce:
    """The same in the database, of the agreement that a column names ("pk": the row itself); NULL for one without end."""
    moved = Amendment.objects.signed().filter(
        agreement=OuterRef(agreement), ends_on__isnull=False, effective_on__lte=on
    )
    moved = moved.order_by("-effective_on", "-number")
    written = F("ends_on" if agreement == "pk" else f"{agreement}__ends_on")
    return Coalesce(Subquery(moved.values("ends_on")[:1]), written)


def standing_on(life: Life, on: date) -> Standing | None:
    """Where a signed agreement stands on a day; None for one that is not signed."""
    if life.state not in Agreement.ONCE_SIGNED:
        return None
    end = end_on(life, on)
    if life.terminated_on is not None and life.terminated_on <= on:
        return Standing.TERMINATED
    if end is not None and end < on:
        return Standing.EXPIRED
    if life.starts_on is None or on < life.starts_on or not _is_signed(life):
        return Standing.NOT_YET
    if any(covers(from_on, to_on, on) for from_on, to_on in life.suspensions):
        return Standing.SUSPENDED
    return Standing.IN_FORCE


def standing_today(agreement: Agreement) -> Any:
    """Where it stands today, in words; before it is signed, how far it came."""
    where = standing_on(life_of(agreement), timezone.localdate())
    return where.label if where else agreement.get_state_display()


def _is_signed(life: Life) -> bool:
    return bool(life.signatures) and all(signature.is_valid for signature in life.signatures)


def is_in_force(agreement: Agreement, on: date) -> bool:
    """A1: all parties signed with a mandate valid on that day, start <= day <= end, neither suspended nor terminated."""
    return standing_on(life_of(agreement), on) == Standing.IN_FORCE
