"""Pages of the territory."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.foundation.naming.models import named_like
from sanad.territory import policies
from sanad.territory.models import Place, TerritoryRelease
from sanad.territory.policies import visible_to
from sanad.territory.queries import places_below, search_places

PLACES = ui.Listing(
    title=_("Places"),
    lead=_("Regions, provinces, cercles and communes of the census of 2024, and the douars that you added."),
    columns=[
        ui.Column(_("Name"), "name", "name"),
        ui.Column(_("Other name"), "other_name", "name"),
        ui.Column(_("Level"), "get_level_display"),
        ui.Column(_("Part of"), lambda place: place.parent.name if place.parent else "", "name"),
        ui.Column(_("Population 2024"), "population_2024", "count"),
    ],
    link=lambda place: reverse("territory:place", args=[place.pk]),
    search=named_like,
    file_name="places",
)


def places(request: HttpRequest) -> HttpResponseBase:
    rows = visible_to(request.actor, Place).select_related("parent")
    if not request.GET.get("q"):
        rows = rows.filter(level=Place.Level.REGION)
    return ui.listing(request, PLACES, rows)


def place(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Place).select_related("parent"), pk=pk)
    page = {
        "title": row.name,
        "place": row,
        "children": places_below(request.actor, row),
        "aliases": row.aliases.all(),
        "can_add": policies.can_add_douar(request.actor, row),
        "can_name": policies.can_name_place(request.actor, row),
        "release": TerritoryRelease.objects.order_by("-loaded_at").first(),
    }
    return render(request, "territory/place.html", page)


def fetch_commune(request: HttpRequest, pk: UUID) -> Place:
    """A commune, to which douars are added; 404 for every other place."""
    return get_object_or_404(visible_to(request.actor, Place).filter(level=Place.Level.COMMUNE), pk=pk)


fetch_place = ui.fetching(visible_to, Place)


def path_of(place: Place) -> str:
    """Where a place lies, as the lead of a sheet."""
    return place.path


def to_place(place: Place) -> str:
    """The page of a place."""
    return reverse("territory:place", args=[place.pk])


def suggest(request: HttpRequest) -> HttpResponse:
    """Suggestions for a place picker: the typed text comes under the name of its field."""
    name = request.GET.get("field", "")
    found = search_places(request.actor, request.GET.get(name, ""), limit=8)
    return render(request, "territory/_suggestions.html", {"found": found, "field": name})
