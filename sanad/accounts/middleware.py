"""Language and actor of a request, and what a browser keeps of the answer."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from sanad.foundation.ids import as_uuid
from sanad.foundation.spaces.actor import Actor, actor_of

Next = Callable[[HttpRequest], HttpResponse]
SPACE = "space"
NUL, ENCODED_NUL = "\x00", "%00"


def keep_language(response: HttpResponse, language: str) -> None:
    """Remember the language on this device."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax")


CHOSEN, CHOSEN_FOR = "sanad_chosen", 3_600


def keep_choice(response: HttpResponse, language: str) -> None:
    """Somebody who is not signed in chose a language: for an hour, so that it is theirs once they sign in."""
    keep_language(response, language)
    response.set_cookie(CHOSEN, language, max_age=CHOSEN_FOR, samesite="Lax", httponly=True)


def came_from(request: HttpRequest) -> str:
    """The page of this site on which a form was sent; "" when the browser does not say."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # as of http://[
        return ""
    is_own = page.netloc == request.get_host() and url_has_allowed_host_and_scheme(page.path, allowed_hosts=None)
    return page.path + (f"?{page.query}" if page.query else "") if is_own else ""


class KeptNowhereMiddleware:
    """Nothing that was answered stays on a shared phone, so that "back" shows nothing after signing out.

    Kept is what a view says may be kept: by everybody, as what comes with Sanad; or by who is not signed in.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        said = response.headers.get("Cache-Control", "")
        is_inside = settings.SESSION_COOKIE_NAME in request.COOKIES
        may_be_kept = "public" in said.split(", ") or (said and not is_inside)
        if settings.SESSION_COOKIE_NAME in response.cookies or not may_be_kept:
            response.headers["Cache-Control"] = "no-store"
        return response


class IdleMiddleware:
    """A session that nobody used for some hours ends, and every one fourteen days after its sign-in.

    The sign-in leads back to the page on which one wrote, which offers again a long text that was typed there.
    """

    SEEN, SINCE = "seen", "since"
    NOTED_EVERY = 300  # seconds: not every page writes

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY not in request.session:
            return self.get_response(request)
        now = int(time.time())
        seen, since = request.session.get(self.SEEN, now), request.session.get(self.SINCE, now)
        if now - seen > settings.IDLE_SECONDS or now - since > settings.SESSION_COOKIE_AGE:
            request.session.flush()
            return self._back_to_where_one_wrote(request, self.get_response(request))
        if self.SEEN not in request.session or now - seen >= min(self.NOTED_EVERY, settings.IDLE_SECONDS // 4):
            request.session[self.SEEN] = now
        request.session.setdefault(self.SINCE, since)
        return self.get_response(request)

    def _back_to_where_one_wrote(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        door, page = reverse(settings.LOGIN_URL), came_from(request)
        if request.method == "POST" and page and response.headers.get("Location", "").partition("?")[0] == door:
            response.headers["Location"] = f"{door}?{urlencode({'next': page})}"
        return response


class ReadableMiddleware:
    """No database holds a NUL: an address with one is no page, and what is asked or kept on a device is read without.

    Forms refuse it themselves, at the field.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info:
            raise Http404
        asked = request.META.get("QUERY_STRING", "")
        if ENCODED_NUL in asked or NUL in asked:
            asked = urlencode(
                [(_plain(name), _plain(value)) for name, value in parse_qsl(asked, keep_blank_values=True)]
            )
        request.META["QUERY_STRING"] = asked
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if NUL not in name + value}
        return self.get_response(request)


def _plain(text: str) -> str:
    return text.replace(NUL, "")


class LanguageMiddleware:
    """The language chosen on this device (a cookie), else the one the browser asks for, else Arabic."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        response.headers.setdefault("Content-Language", language)
        return response


class ActorMiddleware:
    """`request.actor`: the signed-in person in a space they belong to, or None.

    The space is the one the form was opened in (`_space`), the one a link names (`?space=`), the one of the session,
    or the person's first. Somebody else's space is never entered: naming it changes nothing. Who belongs to no space
    reads so at home, and finds their password and second factor, and nothing else; who keeps the installation answers requests.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = self._actor(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Pages of a space are written for an actor: lead home whoever has none."""
        if request.actor is not None or not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        home = settings.LOGIN_REDIRECT_URL
        if getattr(view, "needs_no_space", False):
            return None
        if request.path_info == home or view.__module__.startswith("allauth."):
            return None
        return HttpResponseRedirect(home)

    def _actor(self, request: HttpRequest) -> Actor | None:
        if not request.user.is_authenticated:
            return None
        named = (request.POST.get("_space") if request.method == "POST" else None) or request.GET.get("space")
        if named and (space_id := as_uuid(named)) and (actor := actor_of(request.user, space_id)):
            request.session[SPACE] = str(space_id)
            return actor
        kept = request.session.get(SPACE)
        return (actor_of(request.user, kept) if kept else None) or actor_of(request.user)
