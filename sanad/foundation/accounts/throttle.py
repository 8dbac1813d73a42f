"""How often something is taken from one address, for one link, one receiver (`settings.ACCOUNT_RATE_LIMITS`).

What is counted lies in the cache, so that every process counts together, and is forgotten by itself.
"""

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


def may_write_to(email: str) -> bool:
    """Count one letter more to an address that nobody confirmed; False when it had enough today, from whatever link."""
    mark = salted_hmac("sanad.letters.day", email.strip().lower(), algorithm="sha256").hexdigest()
    key = f"letters:{timezone.localdate().isoformat()}:{mark}"
    cache.add(key, 0, timeout=DAY)
    try:
        return cache.incr(key) <= settings.LETTERS_A_DAY
    except ValueError:  # forgotten between the two
        return True
