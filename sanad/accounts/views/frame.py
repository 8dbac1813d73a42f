"""What pages of the doors have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sanad.accounts import policies
from sanad.foundation.documents.qr import qr_svg
from sanad.foundation.letters.by_hand import by_own_mail, messenger, to_whom_one_likes
from sanad.foundation.spaces.actor import Actor


def keeps_without_space(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of whoever keeps the installation too, when they belong to no space."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        request.actor = request.actor or policies.keeper_of_no_space(user)
        return view(request, *args, **kwargs) if request.actor else redirect("workspace:home")

    opened.needs_no_space = True  # type: ignore[attr-defined]  # read by the middleware that leads home
    return opened


def frame_of(actor: Actor) -> str:
    """The page inside the house for a member, else as at the door."""
    return "ui/page.html" if actor.role else "ui/plain.html"


def secret_kept(request: HttpRequest, name: str, pk: UUID) -> str | None:
    """What `name` kept for the page of `pk`; asking for it is the last time that it is known."""
    if request.session.get(name, [None])[0] != str(pk):
        return None
    return request.session.pop(name)[1]


def handed_over(link: str, words: str, contact: str) -> dict[str, str]:
    """A link in every form in which people hand it over: a text, a message, a picture to scan."""
    return {
        "words": words,
        "message": messenger(contact, words) or to_whom_one_likes(words),
        "mail": by_own_mail(contact, words),
        "qr": qr_svg(link, quiet=2),
    }
