"""The page behind a number of home: how it is reckoned, by whom, and every row that it counts."""

from dataclasses import replace
from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import HiddenInput
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.workspace.numbers.queries import (
    RECKONINGS,
    Measure,
    attendance_of,
    attended,
    first_year,
    for_whom,
    measured,
    parts_of,
)

FIRST_YEAR = 1900
ALL, REACHED, OPEN = "", "yes", "no"


class CountedRows(django_filters.FilterSet):
    """Of the rows that count those that are reached or not, of one association or of all."""

    reached = django_filters.ChoiceFilter(
        label=_("Counted as"), choices=[(REACHED, _("Reached")), (OPEN, _("Not reached yet"))], method="of_standing"
    )
    association = django_filters.UUIDFilter(field_name="of_association", widget=HiddenInput)

    def of_standing(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        return rows.filter(is_reached=value == REACHED)


def _about(row: Any) -> str:
    return row.engagement.association.name


def _accompanied_by(row: Any) -> str:
    return row.engagement.space.name


_OF = ui.Column(_("Association"), _about, "name")
_BY = ui.Column(_("Who accompanies us"), _accompanied_by, "name")


def _listing(key: str, columns: list[ui.Column], page: str) -> ui.Listing:
    """The rows that a number counts, each with its page."""
    return ui.Listing(
        title=RECKONINGS[key].label,
        columns=columns,
        link=lambda row: reverse(page, args=[row.pk]),
        filterset=CountedRows,
        empty=_("Nothing counts yet."),
        file_name=key,
        template="workspace/number.html",
    )


LISTINGS = {
    "needs": _listing(
        "needs",
        [
            ui.Column(_("Need"), str, "name"),
            _OF,
            ui.Column(_("State"), "get_state_display", "state"),
            ui.Column(_("Written on"), "created_at", "day"),
        ],
        "accompaniment:need",
    ),
    "plans": _listing(
        "plans",
        [
            ui.Column(_("Plan item"), "objective", "name"),
            _OF,
            ui.Column(_("State"), "get_standing_display", "state"),
            ui.Column(_("Due"), "due", "day"),
        ],
        "accompaniment:item",
    ),
    "promises": _listing(
        "promises",
        [
            ui.Column(_("Promise"), "text", "name"),
            ui.Column(_("Agreement"), "agreement.title", "name"),
            ui.Column(_("State"), "get_kept_display", "state"),
            ui.Column(_("Due"), "due_on", "day"),
        ],
        "partnerships:promise",
    ),
}
ATTENDANCE = ui.Listing(
    title=_("How often people came"),
    columns=[
        ui.Column(_("Activity"), "shown_title", "name"),
        ui.Column(_("Kind"), "get_kind_display"),
        ui.Column(_("Day"), "held_on", "day"),
        ui.Column(_("Who came"), "times", "count"),
    ],
    link=lambda row: row.shown_at,
    empty=_("Nobody came to anything in this year, as far as it is written."),
    file_name="attendance",
    template="workspace/number.html",
)
RELATED = {
    "needs": ("engagement__association", "engagement__space"),
    "plans": ("engagement__association", "engagement__space"),
    "promises": ("agreement",),
}
HOW_ATTENDANCE = _(
    "Whoever came to three meetings counts three times; whoever came to a session counts once for it, with all its "
    "half-days. Only what this space held counts."
)


def number(request: HttpRequest, key: str) -> HttpResponseBase:
    """Needs met, plans carried out, promises kept: of what, whose, and which rows."""
    if key not in LISTINGS:
        raise Http404
    actor, reckoning, spec = request.actor, RECKONINGS[key], LISTINGS[key]
    if not actor.space.is_support:
        spec = replace(spec, columns=[_BY if column is _OF else column for column in spec.columns])
    rows = reckoning.rows(actor)
    whole = measured(reckoning, rows)
    rows = rows.prefetch_related(*RELATED[key]).order_by("-is_reached", "pk")
    return ui.listing(
        request,
        spec,
        rows,
        whole=whole,
        how=reckoning.how,
        period=_("Everything written so far, as it stands today."),
        parts=parts_of(actor, reckoning.rows(actor), whole),
        chosen=request.GET.get("association", ""),
    )


def attendance(request: HttpRequest, year: int) -> HttpResponseBase:
    """How often people came in a year: by month, for whom, and to which activities."""
    actor, this_year = request.actor, timezone.localdate().year
    if not FIRST_YEAR <= year <= this_year + 1:
        raise Http404
    found = attendance_of(actor, year)
    total, first = found.total if found else 0, first_year(actor)
    return ui.listing(
        request,
        ATTENDANCE,
        attended(actor, year).as_shown_to(actor).order_by("-starts_at", "pk"),
        whole=Measure(ATTENDANCE.title, total, 0, ""),
        how=HOW_ATTENDANCE,
        days=(date(year, 1, 1), date(year, 12, 31)),
        drawing=found.drawing if found else "",
        parts=for_whom(actor, year, total) if total else [],
        years=[each for each in (year - 1, year, year + 1) if each == year or first <= each <= this_year],
        year=year,
    )
