"""How often something is taken from one address, for one link, one receiver (`settings.ACCOUNT_RATE_LIMITS`).

What is counted lies in the cache, so that every process counts together, and is forgotten by itself.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

DAY = 86_400


def network_of(request: HttpRequest) -> str:
    """The address of a visitor; of IPv6 the part that belongs to one house."""
    return ratelimit.get_ip(request)


def counts(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count one; False when it was one too many."""
    return _consumed(request, action, key, dry_run=False)


def has_room(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Whether one more is taken; counts nothing."""
    return _consumed(request, action, key, dry_run=True)


def _consumed(request: HttpRequest, action: str, key: str | None, *, dry_run: bool) -> bool:
    used = ratelimit.consume(request, app="allauth.account", action=action, key=key, dry_run=dry_run, limit_get=True)
    return used is not None


def too_often(request: HttpRequest) -> HttpResponse:
    """The page that says so."""
    return ratelimit.respond_429(request)


def has_enough_letters(email: str, kind: str) -> bool:
    """Whether an address that nobody confirmed had as many letters of a kind today as it gets, from whatever link."""
    return int(cache.get(_letters_key(email, kind), 0)) >= settings.LETTERS_A_DAY


def count_letter(email: str, kind: str) -> None:
    """One letter more to it."""
    key = _letters_key(email, kind)
    cache.add(key, 0, timeout=DAY)
    with suppress(ValueError):  # forgotten between the two
        cache.incr(key)


def _letters_key(email: str, kind: str) -> str:
    mark = salted_hmac("sanad.letters.day", email.strip().lower(), algorithm="sha256").hexdigest()
    return f"letters:{kind}:{timezone.localdate().isoformat()}:{mark}"


def tomorrow() -> datetime:
    """When an address that had enough today is written to again."""
    day = timezone.localtime() + timedelta(days=1)
    return day.replace(hour=0, minute=5, second=0, microsecond=0)
