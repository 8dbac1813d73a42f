"""Language and actor of a request."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from sanad.foundation.spaces.actor import Actor, actor_of

Next = Callable[[HttpRequest], HttpResponse]
SPACE = "space"


class LanguageMiddleware:
    """The language chosen on this device (a cookie), else the one the browser asks for, else Arabic."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = dict(settings.LANGUAGES)
        translation.activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


class ActorMiddleware:
    """`request.actor`: the signed-in person in a space they belong to, or None.

    The space is the one the form was opened in (`_space`), the one a link names (`?space=`), the one of the session,
    or the person's first. Somebody else's space is never entered: naming it changes nothing.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = self._actor(request)
        return self.get_response(request)

    def _actor(self, request: HttpRequest) -> Actor | None:
        if not request.user.is_authenticated:
            return None
        named = (request.POST.get("_space") if request.method == "POST" else None) or request.GET.get("space")
        if named and (space_id := _uuid(named)) and (actor := actor_of(request.user, space_id)):
            request.session[SPACE] = str(space_id)
            return actor
        kept = request.session.get(SPACE)
        return (actor_of(request.user, kept) if kept else None) or actor_of(request.user)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
