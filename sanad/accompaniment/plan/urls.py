"""Addresses of the plan and of its items."""

from operator import attrgetter

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.forms import MoveForm
from sanad.accompaniment.models import PlanItem
from sanad.accompaniment.plan import forms, views
from sanad.accompaniment.plan.commands.items import edit_item, move_item, propose_item, settle_item
from sanad.accompaniment.views import fetch_engagement, within
from sanad.foundation import ui

# States to which another command leads: both sides agree; what shows that it is done.
ELSEWHERE = frozenset({PlanItem.State.AGREED, PlanItem.State.PROPOSED, PlanItem.State.DONE})

urlpatterns = [
    path("<uuid:pk>/plan/", views.plan, name="plan"),
    path("<uuid:pk>/plan/time/", views.plan_time, name="plan_time"),
    path("<uuid:pk>/plan/list/", views.plan_list, name="plan_list"),
    path("<uuid:pk>/plan/print/", views.plan_print, name="plan_print"),
    path("plan/<uuid:pk>/", views.item, name="item"),
    path("plan/<uuid:pk>/agree/", views.agree_item, name="agree_item"),
    path("plan/<uuid:pk>/finish/", views.finish_item, name="finish_item"),
    path("plan/<uuid:pk>/evidence/", views.attach_evidence, name="attach_evidence"),
    *ui.addresses(
        ui.Sheet(
            "<uuid:pk>/plan/new/",
            propose_item,
            fetch_engagement,
            forms.PlanItemForm,
            _("Propose a plan item"),
            views.to_item,
            lead=str,
            form_kwargs=within,
        ),
        ui.Sheet(
            "plan/<uuid:pk>/edit/",
            edit_item,
            views.fetch_item,
            forms.PlanItemForm,
            _("Change the plan item"),
            views.to_item,
            lead=lambda row: (
                _("What both sides agreed to is asked again when it changes.") if row.approvals.all() else ""
            ),
            initial=views.as_it_stands,
            form_kwargs=lambda row: {"engagement": row.engagement, "item": row},
            edits=True,
        ),
        ui.Sheet(
            "plan/<uuid:pk>/move/",
            move_item,
            views.fetch_item,
            MoveForm,
            _("Begin or cancel the plan item"),
            views.to_item,
            lead=attrgetter("objective"),
            form_kwargs=lambda row: {"row": row, "elsewhere": ELSEWHERE},
        ),
        ui.Act("plan/<uuid:pk>/settle/", settle_item, views.fetch_item, views.to_item),
    ),
]
