"""The addresses of accompaniments: pages, then the sheets and buttons of one command."""

from operator import attrgetter
from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment import forms
from sanad.accompaniment.commands.change import resolve_need
from sanad.accompaniment.commands.engagement import close_engagement, edit_engagement, move_engagement
from sanad.accompaniment.commands.evidence import withdraw_evidence
from sanad.accompaniment.commands.joining import refuse_claim
from sanad.accompaniment.commands.needs import edit_need, move_need, voice_need
from sanad.accompaniment.commands.plan import edit_item, move_item, propose_item, settle_item
from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.accompaniment.views import engagement, evidence, joining, needs, plan
from sanad.foundation import ui
from sanad.foundation.files.small import LARGE, SMALL

# States to which another command leads: what shows that a need is met; both sides agree; what shows that it is done.
RESOLVED = frozenset({Need.State.RESOLVED})
ELSEWHERE = frozenset({PlanItem.State.AGREED, PlanItem.State.PROPOSED, PlanItem.State.DONE})


def _within(row: Any) -> dict[str, Any]:
    """For forms that choose among what the engagement has."""
    return {"engagement": row if isinstance(row, Engagement) else row.engagement}


app_name = "accompaniment"
urlpatterns = [
    path("", engagement.engagements, name="engagements"),
    path("new/", engagement.open_engagement, name="open"),
    path("rooms/<uuid:pk>/", engagement.open_room, name="open_room"),
    path("rooms/<uuid:pk>/join/", joining.offer_card, name="offer_card"),
    path("join/<str:token>/", joining.join_card, name="join_card"),
    path("accompanier/", joining.ask_accompanier, name="ask_accompanier"),
    path("claims/<uuid:pk>/", joining.claim, name="claim"),
    path("claims/<uuid:pk>/accompany/", joining.accompany_association, name="accompany_association"),
    path("claims/<uuid:pk>/accept/", joining.accept_claim, name="accept_claim"),
    path("<uuid:pk>/", engagement.engagement, name="engagement"),
    path("needs/<uuid:pk>/", needs.need, name="need"),
    path("needs/<uuid:pk>/change/", needs.record_change, name="record_change"),
    path("<uuid:pk>/plan/", plan.plan, name="plan"),
    path("<uuid:pk>/plan/time/", plan.plan_time, name="plan_time"),
    path("<uuid:pk>/plan/list/", plan.plan_list, name="plan_list"),
    path("<uuid:pk>/plan/print/", plan.plan_print, name="plan_print"),
    path("plan/<uuid:pk>/", plan.item, name="item"),
    path("plan/<uuid:pk>/agree/", plan.agree_item, name="agree_item"),
    path("plan/<uuid:pk>/finish/", plan.finish_item, name="finish_item"),
    path("plan/<uuid:pk>/evidence/", plan.attach_evidence, name="attach_evidence"),
    path("<uuid:pk>/evidence/", evidence.evidence_list, name="evidence_list"),
    path("<uuid:pk>/evidence/new/", evidence.add_evidence, name="add_evidence"),
    path("evidence/<uuid:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<uuid:pk>/file/", evidence.evidence_file, name="evidence_file"),
    path("evidence/<uuid:pk>/small/", evidence.evidence_picture, {"side": SMALL}, name="evidence_small"),
    path("evidence/<uuid:pk>/picture/", evidence.evidence_picture, {"side": LARGE}, name="evidence_picture"),
    *ui.addresses(
        ui.Sheet(
            "<uuid:pk>/edit/",
            edit_engagement,
            engagement.fetch_engagement,
            forms.EditEngagementForm,
            _("Change the file"),
            engagement.to_engagement,
            lead=str,
            initial=lambda row: {"referent": row.referent, "purpose": row.purpose},
            edits=True,
            name="edit",
        ),
        ui.Sheet(
            "<uuid:pk>/stage/",
            move_engagement,
            engagement.fetch_engagement,
            forms.StageForm,
            _("Move to another stage"),
            engagement.to_engagement,
            lead=str,
            form_kwargs=_within,
            name="move",
        ),
        ui.Sheet(
            "<uuid:pk>/close/",
            close_engagement,
            engagement.fetch_engagement,
            forms.CloseForm,
            _("Close the accompaniment"),
            engagement.to_engagement,
            lead=str,
            name="close",
            asks=engagement.ahead_of_closing,
        ),
        ui.Sheet(
            "<uuid:pk>/needs/new/",
            voice_need,
            engagement.fetch_engagement,
            forms.NeedForm,
            _("Write down a need"),
            engagement.to_engagement,
            lead=str,
            form_kwargs=_within,
        ),
        ui.Sheet(
            "needs/<uuid:pk>/edit/",
            edit_need,
            needs.fetch_need,
            forms.NeedForm,
            _("Change the need"),
            needs.to_need,
            initial=needs.as_it_stands,
            form_kwargs=_within,
            edits=True,
        ),
        ui.Sheet(
            "needs/<uuid:pk>/move/",
            move_need,
            needs.fetch_need,
            forms.MoveForm,
            _("Move the need"),
            needs.to_need,
            lead=attrgetter("statement"),
            form_kwargs=lambda row: {"row": row, "elsewhere": RESOLVED},
        ),
        ui.Sheet(
            "needs/<uuid:pk>/resolve/",
            resolve_need,
            needs.fetch_need,
            forms.ResolveForm,
            _("The need is met"),
            needs.to_need,
            lead=attrgetter("statement"),
            submit=_("The need is met"),
        ),
        ui.Sheet(
            "<uuid:pk>/plan/new/",
            propose_item,
            engagement.fetch_engagement,
            forms.PlanItemForm,
            _("Propose a plan item"),
            plan.to_item,
            lead=str,
            form_kwargs=_within,
        ),
        ui.Sheet(
            "plan/<uuid:pk>/edit/",
            edit_item,
            plan.fetch_item,
            forms.PlanItemForm,
            _("Change the plan item"),
            plan.to_item,
            lead=lambda row: (
                _("What both sides agreed to is asked again when it changes.") if row.approvals.all() else ""
            ),
            initial=plan.as_it_stands,
            form_kwargs=lambda row: {"engagement": row.engagement, "item": row},
            edits=True,
        ),
        ui.Sheet(
            "plan/<uuid:pk>/move/",
            move_item,
            plan.fetch_item,
            forms.MoveForm,
            _("Begin or cancel the plan item"),
            plan.to_item,
            lead=attrgetter("objective"),
            form_kwargs=lambda row: {"row": row, "elsewhere": ELSEWHERE},
        ),
        ui.Act("claims/<uuid:pk>/refuse/", refuse_claim, joining.fetch_claim, joining.to_card),
        ui.Act("plan/<uuid:pk>/settle/", settle_item, plan.fetch_item, plan.to_item),
        ui.Sheet(
            "evidence/<uuid:pk>/withdraw/",
            withdraw_evidence,
            evidence.fetch_evidence,
            ui.ReasonForm,
            _("Withdraw the evidence"),
            evidence.to_evidence,
            lead=str,
            asks=evidence.ahead_of_withdrawing,
        ),
    ),
]
