"""Secret addresses and codes made from the key of the installation, so that none of them is stored."""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from sanad.training.models import Registration, Slot

TOKEN_LENGTH = 24  # hexadecimal signs: 96 bits
CODE_SPAN = timedelta(minutes=2)  # how long a code at the door is shown; the one before it is still taken
CODE_DIGITS = 6


def _sealed(purpose: str, *parts: Any) -> str:
    return salted_hmac(
        f"sanad.training.{purpose}", "/".join(str(part) for part in parts), algorithm="sha256"
    ).hexdigest()


def own_token(registration: Registration) -> str:
    """The secret half of the address of somebody's own page; another one after each turn."""
    return _sealed("own_page", registration.pk, registration.link_turn)[:TOKEN_LENGTH]


def sure_token(registration: Registration) -> str:
    """What the letter holds and the page of who typed the address does not: it ends with another address."""
    return _sealed("sure", registration.pk, registration.link_turn, registration.email.lower())[:TOKEN_LENGTH]


def registration_of(pk: UUID, token: str) -> Registration | None:
    """The registration whose own page that address is, None when it is not, or not any more."""
    row = (
        Registration.objects.select_related("session__activity__host", "session__course", "space").filter(pk=pk).first()
    )
    return row if row is not None and constant_time_compare(own_token(row), token) else None


def ticket(registration: Registration, moment: str) -> str:
    """What stands on an opinion so that one person gives it once, and nobody reads from it whose it is."""
    return _sealed("feedback", registration.pk, moment)


def door_code(slot: Slot, at: datetime | None = None) -> str:
    """The code shown at the door of a half-day at that moment, six digits."""
    span = int((at or timezone.now()).timestamp() // CODE_SPAN.total_seconds())
    digest = hashlib.sha256(_sealed("door", slot.pk, span).encode()).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def is_door_code(slot: Slot, code: str, at: datetime | None = None) -> bool:
    """True for the code shown now, and for the one before it."""
    now = at or timezone.now()
    return any(constant_time_compare(door_code(slot, moment), code) for moment in (now, now - CODE_SPAN))
