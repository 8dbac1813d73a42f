"""The plan of an engagement: board, time line, list, print; and one plan item."""

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Evidence, Need, PlanApproval, PlanItem
from sanad.accompaniment.models.answers import shown_of
from sanad.accompaniment.models.plan import PlanItemRows
from sanad.accompaniment.plan import forms, policies
from sanad.accompaniment.plan.commands import agreement
from sanad.accompaniment.plan.commands import items as commands
from sanad.accompaniment.plan.queries.items import by_month, by_side, by_state, plan_in_detail, plan_of, with_days
from sanad.accompaniment.plan.queries.line import legend_of, line_of, on_line
from sanad.accompaniment.policies import visible_to
from sanad.accompaniment.queries.measures import items_of, title_of_item
from sanad.accompaniment.views import fetch_engagement
from sanad.foundation import ui
from sanad.foundation.policy import Text


class PlanFilters(django_filters.FilterSet):
    form = django_filters.ChoiceFilter(label=_("Form of support"), choices=PlanItem.Form.choices)
    side = django_filters.ChoiceFilter(label=_("Who does it"), choices=PlanItem.Side.choices)
    due = django_filters.ChoiceFilter(label=_("Due"), choices=[("late", _("Late"))], method="only_late")

    def only_late(self, rows: PlanItemRows, _name: str, _value: str) -> PlanItemRows:
        return rows.late(timezone.localdate())


PLAN = ui.Listing(
    title=_("The plan"),
    columns=[
        ui.Column(_("Objective"), "objective", "name"),
        ui.Column(_("Form of support"), "get_form_display"),
        ui.Column(_("Field of training"), "get_field_display"),
        ui.Column(_("Who does it"), "who", "name"),
        ui.Column(_("Person responsible"), lambda row: row.responsible.name if row.responsible else "", "name"),
        ui.Column(_("Due"), "due", "day"),
        ui.Column(_("Cost"), "cost", "amount"),
        ui.Column(_("State"), "get_standing_display", "state"),
        ui.Column(_("Late"), lambda row: _("Yes") if row.is_late else ""),
    ],
    link=lambda row: reverse("accompaniment:item", args=[row.pk]),
    search=lambda rows, text: rows.filter(objective__icontains=text),
    filterset=PlanFilters,
    empty=_("Nothing proposed yet: direct support, courses, coaching…"),
    file_name="plan",
    template="accompaniment/plan_list.html",
)


def to_item(row: Any) -> str:
    """The page of a plan item, from the item or from what hangs on it."""
    return reverse("accompaniment:item", args=[getattr(row, "plan_item_id", row.pk)])


def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The board: a column a state."""
    return _whole_plan(
        request, pk, "accompaniment/plan.html", lambda items: {"columns": by_state(items)}, rows_of=plan_in_detail
    )


def plan_time(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The time line: as a line, and what is due month by month."""

    def shaped(items: list[PlanItem]) -> dict[str, Any]:
        rows = with_days(items)
        return {"months": by_month(rows), "line": _line(rows), "legend": legend_of(rows)}

    return _whole_plan(request, pk, "accompaniment/plan_time.html", shaped)


def _line(items: list[PlanItem]) -> str:
    today = timezone.localdate()
    dated = on_line(items)
    late = sum(item.is_late for item in dated)
    said = ngettext(
        "%(count)s plan item has a day, %(late)s late.", "%(count)s plan items have a day, %(late)s late.", len(dated)
    )
    told = said % {"count": len(dated), "late": late}
    return line_of(items, today, told=told, now=gettext("today"), from_right=get_language_bidi())


def plan_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The plan as one table to be printed, with room for signatures."""
    return _whole_plan(request, pk, "accompaniment/plan_print.html", lambda _items: {"today": timezone.localdate()})


def _whole_plan(request: HttpRequest, pk: UUID, template: str, shaped: Any, rows_of: Any = plan_of) -> HttpResponse:
    row = fetch_engagement(request, pk)
    filters = ui.filters_of(request, PlanFilters, rows_of(request.actor, row))
    items = list(filters.qs)
    costs = by_side(items)
    page = {
        "title": _("The plan"),
        "engagement": row,
        "here_tab": "accompaniment:plan",
        "filters": filters,
        "items": items,
        "costs": costs if any(side.total for side in costs) else [],
        "query": request.GET.urlencode(),
        "can_plan": policies.can_plan(request.actor, row),
        "is_keeper": row.space_id == request.actor.space_id,
        **shaped(items),
    }
    return render(request, template, page)


def plan_list(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    row = fetch_engagement(request, pk)
    return ui.listing(request, PLAN, plan_of(request.actor, row), engagement=row, here_tab="accompaniment:plan")


def fetch_item(request: HttpRequest, pk: UUID) -> PlanItem:
    """The plan item of an address, with who said yes to it. 404 for strangers."""
    rows = visible_to(request.actor, PlanItem).with_standing()
    return get_object_or_404(
        rows.select_related("engagement__association", "third_party", "responsible").prefetch_related(
            Prefetch("approvals", PlanApproval.objects.select_related("by", "basis"))
        ),
        pk=pk,
    )


def _target(row: PlanItem) -> Text:
    """The item to improve, as its instrument calls it."""
    return title_of_item(items_of(row.space_id), row.target_item) if row.target_item else ""


def shown_so_far(row: PlanItem) -> list[Evidence]:
    """What is attached to it, and what shows the parts of it that were delivered and accepted elsewhere; each once."""
    attached = [link.evidence for link in row.evidence_links.select_related("evidence")]
    elsewhere = [shown.evidence for shown in shown_of(row) if shown.evidence is not None]
    return list(dict.fromkeys([*attached, *elsewhere]))


def item(request: HttpRequest, pk: UUID) -> HttpResponse:
    row, actor = fetch_item(request, pk), request.actor
    page = {
        "title": row.objective,
        "item": row,
        "target_title": _target(row),
        "engagement": row.engagement,
        "here_tab": "accompaniment:plan",
        "needs": list(visible_to(actor, Need).filter(plan_links__plan_item=row)),
        "shown": shown_so_far(row),
        "steps": list(row.steps.select_related("by")),
        "can_agree": policies.can_agree_item(actor, row),
        "can_edit": policies.can_edit_item(actor, row),
        "can_move": policies.can_move_item(actor, row),
        "can_finish": policies.can_finish_item(actor, row),
        "can_settle": policies.can_settle_item(actor, row),
        "can_attach": policies.can_attach_evidence(actor, row),
        "is_keeper": row.space_id == actor.space_id,
        "onward": ui.onward(actor, row),
    }
    return render(request, "accompaniment/item.html", page)


def as_it_stands(item: PlanItem) -> dict[str, Any]:
    """What the form of a plan item opens with."""
    return {name: getattr(item, name, "") for name in forms.PlanItemForm.base_fields if name != "needs"}


def agree_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_item(request, pk)
    return ui.sheet(
        request,
        forms.AgreeForm,
        agreement.agree_item,
        row,
        title=_("Agree to the plan item"),
        submit=_("We agree"),
        initial={"on": timezone.localdate(), "terms": row.terms},
        form_kwargs={"item": row},
        then=to_item,
        template="accompaniment/agree.html",
        context={"item": row, "target_title": _target(row)},
    )


@ui.takes_files
def finish_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_item(request, pk)
    return ui.sheet(
        request,
        forms.FinishForm,
        commands.finish_item,
        row,
        title=_("The plan item was carried out"),
        lead=row.objective,
        form_kwargs={"engagement": row.engagement},
        then=to_item,
    )


@ui.takes_files
def attach_evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_item(request, pk)
    return ui.sheet(
        request,
        forms.AttachForm,
        commands.attach_evidence,
        row,
        title=_("Show that it is carried out"),
        lead=row.objective,
        form_kwargs={"engagement": row.engagement},
        then=to_item,
    )
