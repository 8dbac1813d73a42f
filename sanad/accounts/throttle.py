"""How often something is taken from one address, for one link, one receiver (`settings.ACCOUNT_RATE_LIMITS`).

What is counted lies in the cache, so that every process counts together, and is forgotten by itself.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

MINUTE, HOUR, DAY = 60, 3_600, 86_400
# How long at most until what is counted over so many seconds is forgotten.
WAITS = {
    MINUTE: _("Wait one minute, then try again."),
    5 * MINUTE: _("Wait five minutes, then try again."),
    10 * MINUTE: _("Wait ten minutes, then try again."),
    HOUR: _("Wait one hour, then try again."),
    DAY: _("Try again tomorrow."),
}


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


def too_often(request: HttpRequest, action: str) -> HttpResponse | None:
    """Count one; the page that says for how long to wait when it was one too many.

    What was typed lies in it, to be sent again by one button. Passwords and files do not: the one is nothing to lie about,
    the other no page can hold.
    """
    if counts(request, action):
        return None
    kept = [(name, value) for name in request.POST if not _is_secret(name) for value in request.POST.getlist(name)]
    longest = max(rate.duration for rate in ratelimit.parse_rates(settings.ACCOUNT_RATE_LIMITS[action]))
    wait = next((said for seconds, said in WAITS.items() if longest <= seconds), WAITS[DAY])
    return render(request, "429.html", {"kept": kept, "wait": wait}, status=HTTPStatus.TOO_MANY_REQUESTS)


def _is_secret(name: str) -> bool:
    return "password" in name or name == "csrfmiddlewaretoken"


@dataclass(frozen=True)
class Letters:
    """The letters of a kind that one address gets in a day, from whatever link; as many as there are once it `is_sure`."""

    email: str
    kind: str
    is_sure: bool = False

    @property
    def are_enough(self) -> bool:
        """Whether there is none left today."""
        return not self.is_sure and int(cache.get(self._key, 0)) >= settings.LETTERS_A_DAY

    def count(self) -> None:
        """One letter more."""
        if not self.is_sure:
            cache.add(self._key, 0, timeout=DAY)
            self._move(1)

    def take_back(self) -> None:
        """One letter less: the mail server did not take it."""
        if not self.is_sure:
            self._move(-1)

    def _move(self, by: int) -> None:
        with suppress(ValueError):  # forgotten meanwhile
            cache.incr(self._key, by)

    @property
    def _key(self) -> str:
        mark = salted_hmac("sanad.letters.day", self.email.strip().lower(), algorithm="sha256").hexdigest()
        return f"letters:{self.kind}:{timezone.localdate().isoformat()}:{mark}"


ENOUGH = "tomorrow: this address had enough letters today"


def tomorrow() -> datetime:
    """When an address that had enough today is written to again."""
    day = timezone.localtime() + timedelta(days=1)
    return day.replace(hour=0, minute=5, second=0, microsecond=0)
