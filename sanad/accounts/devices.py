"""Who guesses passwords is slowed down, and locks nobody out.

Failures count by account and address, and a device on which the account was signed in counts for itself alone (the "device
cookies" of OWASP).
"""

import secrets
from typing import Any
from uuid import UUID

from allauth.core.internal.ratelimit import RateLimitUsage, consume
from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from sanad.accounts.throttle import network_of
from sanad.foundation.ids import as_uuid
from sanad.foundation.phones import known_number
from sanad.foundation.spaces.models import User

COOKIE, SALT = "sanad_device", "sanad.accounts.device"
KEPT_FOR = 365 * 24 * 3600
KNOWN_FOR = 90 * 24 * 3600  # an address from which somebody signed in
MOST = 6  # people on one phone


def count_attempt(request: HttpRequest, typed: str) -> RateLimitUsage | None:
    """Count an attempt to sign in; None when it is one too many. What is given back of it when the password was right."""
    user = _named(typed)
    account = str(user.pk) if user else typed.strip().lower()
    if user is not None and (device := _known_device(request, user)):
        return _count(request, "login_failed_device", device)
    network = network_of(request)
    here = _count(request, "login_failed", f"{account}|{network}")
    if here is None or (user is not None and cache.get(_place(user, network))):
        return here
    anywhere = _count(request, "login_failed_account", account)
    return None if anywhere is None else RateLimitUsage(usage=[*here.usage, *anywhere.usage])


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Know the device, and the address, when somebody has signed in: for their own attempts, and for nothing else."""
    others = [entry for entry in _entries(request) if entry[0] != user.pk][: MOST - 1]
    entries = [(user.pk, secrets.token_hex(8), _seal(user)), *others]
    value = ".".join(f"{key.hex}-{nonce}-{seal}" for key, nonce, seal in entries)
    response.set_signed_cookie(
        COOKIE, value, salt=SALT, max_age=KEPT_FOR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    cache.set(_place(user, network_of(request)), 1, timeout=KNOWN_FOR)


def _count(request: HttpRequest, action: str, key: str) -> RateLimitUsage | None:
    return consume(request, app="allauth.account", action=action, key=key)


def _named(typed: str) -> User | None:
    """Whose account is tried, by whichever of their names: so that each has one count."""
    number = known_number(typed)
    found = Q(username__iexact=typed) | Q(email__iexact=typed)
    return User.objects.filter(found | Q(phone=number) if number else found).order_by("pk").first()


def _known_device(request: HttpRequest, user: User) -> str:
    """The secret name of this device, when the account was signed in on it with the password that it has now."""
    for key, nonce, seal in _entries(request):
        if key == user.pk and constant_time_compare(seal, _seal(user)):
            return nonce
    return ""


def _entries(request: HttpRequest) -> list[tuple[UUID, str, str]]:
    signed: Any = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=KEPT_FOR) or ""
    parts = (entry.split("-") for entry in signed.split("."))
    return [(key, part[1], part[2]) for part in parts if len(part) == 3 and (key := as_uuid(part[0]))]  # noqa: PLR2004  person, name, seal


def _seal(user: User) -> str:
    return salted_hmac(SALT, user.password, algorithm="sha256").hexdigest()[:16]


def _place(user: User, network: str) -> str:
    mark = salted_hmac("sanad.accounts.network", f"{user.pk}/{network}", algorithm="sha256").hexdigest()
    return f"known_network:{mark}"
