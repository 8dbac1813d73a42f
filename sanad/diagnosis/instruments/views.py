"""Instruments: which there are, what they ask, out and in."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.diagnosis import policies
from sanad.diagnosis.instruments import commands, documents
from sanad.diagnosis.instruments.forms import ImportForm
from sanad.diagnosis.instruments.queries.blueprint import blueprint_of
from sanad.diagnosis.instruments.queries.shipped import shipped_instruments
from sanad.diagnosis.instruments.queries.xlsform import to_xlsform
from sanad.diagnosis.models import Instrument
from sanad.diagnosis.policies import visible_to
from sanad.foundation import ui
from sanad.foundation.content.files import to_json
from sanad.foundation.documents.papers import printable

LANGUAGES = ("ar", "fr")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INSTRUMENTS = ui.Listing(
    title=_("Instruments"),
    lead=_("What a diagnosis asks: domains, items, and what is seen at each level."),
    columns=[
        ui.Column(_("Title"), "title", "name"),
        ui.Column(_("About"), "get_subject_display"),
        ui.Column(_("Version"), "version", "count"),
        ui.Column(_("Scale"), "scale", "code"),
    ],
    link=lambda row: reverse("diagnosis:instrument", args=[row.pk]),
    empty=_("No instrument yet. Take one of those that come with Sanad."),
    file_name="instruments",
    template="diagnosis/instruments.html",
)


def instruments(request: HttpRequest) -> HttpResponseBase:
    rows = visible_to(request.actor, Instrument).defer("content")
    kept = set(rows.filter(space=request.actor.space).values_list("key", "version"))
    return ui.listing(
        request,
        INSTRUMENTS,
        rows,
        offered=[one for one in shipped_instruments().values() if (one.key, one.version) not in kept],
        can_keep=policies.can_keep_instruments(request.actor),
    )


def to_instrument(row: Instrument) -> str:
    return reverse("diagnosis:instrument", args=[row.pk])


@ui.takes_files
def import_instrument(request: HttpRequest) -> HttpResponse:
    return ui.sheet(
        request,
        ImportForm,
        commands.import_instrument,
        title=_("Bring an instrument in"),
        then=to_instrument,
        lead=_("The whole file is read first; when anything is wrong in it, nothing is taken."),
        submit=_("Bring it in"),
    )


@require_POST
def adopt(request: HttpRequest, key: str) -> HttpResponse:
    return ui.act(request, commands.adopt_instrument, instrument=key, then=to_instrument)


def _fetch(request: HttpRequest, pk: UUID) -> Instrument:
    return get_object_or_404(visible_to(request.actor, Instrument), pk=pk)


def instrument(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole instrument, to be read."""
    row = _fetch(request, pk)
    page = {"title": row.title, "instrument": row, "blueprint": blueprint_of(row), "printed_in": printed_in()}
    return render(request, "diagnosis/instrument.html", page)


def export_json(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _fetch(request, pk)
    return _download(to_json(row.content), f"{row.key}-{row.version}.json", "application/json")


def export_xlsform(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _fetch(request, pk)
    return _download(to_xlsform(blueprint_of(row)), f"{row.key}-{row.version}.xlsx", XLSX)


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def printed_in() -> str:
    """The language in which a form is printed for who reads the page: there are papers in Arabic and in French."""
    return "ar" if get_language() == "ar" else "fr"


def blank_form(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """The instrument on paper; `?core=1` for its core items only."""
    row = _fetch(request, pk)
    if language not in LANGUAGES:
        raise Http404
    with override(language):
        content = documents.blank_form(row, request.actor.space, core_only="core" in request.GET)
        return HttpResponse(printable(content), content_type="application/pdf")
