"""Addresses that need no second statement: a sheet or a button as a row of a table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from sanad.foundation.ui.act import act
from sanad.foundation.ui.sheet import SheetForm, edit, sheet

Fetch = Callable[[HttpRequest, UUID], Any]
Then = str | Callable[[Any], str]


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
    the row holds (`ui.edit`).
    """

    address: str
    command: Callable[..., Any]
    fetch: Fetch
    form: type[SheetForm]
    title: Any
    then: Then
    lead: Any = ""
    submit: Any = _("Save")
    initial: Callable[[Any], dict[str, Any]] = _nothing
    form_kwargs: Callable[[Any], dict[str, Any]] = _nothing
    edits: bool = False
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
            then=self.then,
        )


@dataclass(frozen=True)
class Act:
    """A button of one command on the row that the address names."""

    address: str
    command: Callable[..., Any]
    fetch: Fetch
    then: Then
    name: str = field(default="", kw_only=True)

    def __call__(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Run the command on POST; nothing else is answered, and nothing is fetched for it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return act(request, self.command, self.fetch(request, pk), then=self.then)


def addresses(*rows: Sheet | Act) -> list[URLPattern]:
    """The rows as addresses, each named by its command unless it has a `name`."""
    return [path(row.address, row, name=row.name or row.command.__name__) for row in rows]
