"""What an act will do, said before it is done: for what cannot be taken back, or not without a trace."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from sanad.foundation.arabic import dates
from sanad.foundation.ids import new_id
from sanad.foundation.policy import YES, Text, Verdict, all_of
from sanad.foundation.ui.back import way_back

V = TypeVar("V", bound=Callable[..., Any])
FOR_GOOD = _("This cannot be undone.")
ASKING: dict[str, bool] = {}


@dataclass(frozen=True)
class Ahead:
    """What will happen: sentences by name and number, lists of names, papers to look at as (label, address).

    `does` is what the button says; `undo` how it is taken back later. Where it is not, `for_good` warns. `may`
    is what stands against it beyond the policy of the command.
    """

    title: Text
    happens: Sequence[Text]
    does: Text = ""
    names: Sequence[tuple[Text, Sequence[Text]]] = ()
    papers: Sequence[tuple[Text, str]] = ()
    undo: Text = ""
    for_good: Text = FOR_GOOD
    may: Verdict = YES
    key: Any = field(default_factory=new_id)


def tell(sentence: Text, **names: Any) -> SafeString:
    """A sentence of what will happen, in which each name and number keeps its own direction, and a day is written out."""
    shown = {name: format_html("<bdi>{}</bdi>", _in_words(value)) for name, value in names.items()}
    return mark_safe(conditional_escape(str(sentence)) % shown)  # noqa: S308  both halves are escaped


def _in_words(value: Any) -> Any:
    return dates.long_day(value, get_language() or "ar") if isinstance(value, date) else value


def asks_first(view: V) -> V:
    """A view whose GET says what its POST will do (`ui.act(…, asks=…)`): its buttons lead to that page."""
    asked: Any = require_http_methods(["GET", "HEAD", "POST"])(view)
    asked.asks = True
    return asked


def is_asked(address: str, url: str) -> bool:
    """Whether the named address says first what it will do; looked up once, by any url of that name."""
    if address not in ASKING:
        ASKING[address] = bool(getattr(resolve(url).func, "asks", None))
    return ASKING[address]


def show(request: HttpRequest, ahead: Ahead, verdict: Verdict, home: str) -> HttpResponse:
    """The page that asks; for whom it is not, why not. One goes back to where one came from, else `home`."""
    verdict = all_of(verdict, ahead.may)
    frame = "ui/page.html" if request.actor.role else "ui/plain.html"
    page = {"ahead": ahead, "title": ahead.title, "verdict": verdict, "frame": frame, "back": way_back(request) or home}
    page["reason"] = verdict.reason
    return render(request, "ui/ahead.html", page, status=HTTPStatus.OK if verdict else HTTPStatus.FORBIDDEN)
