"""Addresses that need no second statement: a sheet or a button as a row of a table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from sanad.foundation.ui.act import act
from sanad.foundation.ui.ahead import Ahead
from sanad.foundation.ui.sheet import SheetForm, edit, sheet

Fetch = Callable[[HttpRequest, UUID], Any]
Then = str | Callable[[Any], str]
Asks = Callable[[Any, Any], Ahead]


def fetching(visible_to: Callable[[Any, Any], QuerySet], model: type[Model], *related: str) -> Fetch:
    """How the row of a model is fetched that an address names, with what it refers to; 404 when the actor may not see it."""

    def fetch(request: HttpRequest, pk: UUID) -> Any:
        return get_object_or_404(visible_to(request.actor, model).select_related(*related), pk=pk)

    return fetch


def _nothing(_row: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Sheet:
    """A form of one command on the row that the address names: fetched by `fetch`, which answers 404 to strangers.

    `initial` and `form_kwargs` are made from the row; so is `lead`, unless it is a text. `edits`: the form opens with what
    the row holds (`ui.edit`). `asks(actor, row)`: what sending it will do, said above the form, and by its
    button unless `submit` does; else it is saved.
    """

    address: str
    command: Callable[..., Any]
    fetch: Fetch
    form: type[SheetForm]
    title: Any
    then: Then
    lead: Any = ""
    submit: Any = ""
    initial: Callable[[Any], dict[str, Any]] = _nothing
    form_kwargs: Callable[[Any], dict[str, Any]] = _nothing
    edits: bool = False
    asks: Asks | None = field(default=None, kw_only=True)
    name: str = field(default="", kw_only=True)

    def __call__(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show the form, or run the command."""
        row = self.fetch(request, pk)
        return (edit if self.edits else sheet)(
            request,
            self.form,
            self.command,
            row,
            title=self.title,
            lead=self.lead(row) if callable(self.lead) else self.lead,
            submit=self.submit,
            initial=self.initial(row),
            form_kwargs=self.form_kwargs(row),
            context={"ahead": self.asks(request.actor, row)} if self.asks else None,
            then=self.then,
        )


@dataclass(frozen=True)
class Act:
    """A button of one command on the row that the address names. `asks(actor, row)`: what it will do, said on a page first."""

    address: str
    command: Callable[..., Any]
    fetch: Fetch
    then: Then
    asks: Asks | None = field(default=None, kw_only=True)
    name: str = field(default="", kw_only=True)

    def __call__(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Run the command on POST, say on GET what it will do; of what asks nothing, nothing is fetched but for a POST."""
        if request.method not in {"GET", "HEAD", "POST"} or (request.method != "POST" and self.asks is None):
            return HttpResponseNotAllowed(["POST"])
        row = self.fetch(request, pk)
        home = self.then if isinstance(self.then, str) or request.method == "POST" else self.then(row)
        return act(
            request, self.command, row, then=self.then, asks=self.asks, home=home if isinstance(home, str) else ""
        )


def addresses(*rows: Sheet | Act) -> list[URLPattern]:
    """The rows as addresses, each named by its command unless it has a `name`."""
    return [path(row.address, row, name=row.name or row.command.__name__) for row in rows]
