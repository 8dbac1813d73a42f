from django.urls import path

from sanad.accompaniment.views import engagement, evidence, needs, plan

app_name = "accompaniment"
urlpatterns = [
    path("", engagement.engagements, name="engagements"),
    path("new/", engagement.open_engagement, name="open"),
    path("<uuid:pk>/", engagement.engagement, name="engagement"),
    path("<uuid:pk>/edit/", engagement.edit_engagement, name="edit"),
    path("<uuid:pk>/connect/", engagement.connect_space, name="connect"),
    path("<uuid:pk>/stage/", engagement.move_engagement, name="move"),
    path("<uuid:pk>/close/", engagement.close_engagement, name="close"),
    path("<uuid:pk>/needs/new/", needs.voice_need, name="voice_need"),
    path("needs/<uuid:pk>/", needs.need, name="need"),
    path("needs/<uuid:pk>/edit/", needs.edit_need, name="edit_need"),
    path("needs/<uuid:pk>/move/", needs.move_need, name="move_need"),
    path("needs/<uuid:pk>/change/", needs.record_change, name="record_change"),
    path("needs/<uuid:pk>/resolve/", needs.resolve_need, name="resolve_need"),
    path("<uuid:pk>/plan/", plan.plan, name="plan"),
    path("<uuid:pk>/plan/time/", plan.plan_time, name="plan_time"),
    path("<uuid:pk>/plan/list/", plan.plan_list, name="plan_list"),
    path("<uuid:pk>/plan/print/", plan.plan_print, name="plan_print"),
    path("<uuid:pk>/plan/new/", plan.propose_item, name="propose_item"),
    path("plan/<uuid:pk>/", plan.item, name="item"),
    path("plan/<uuid:pk>/edit/", plan.edit_item, name="edit_item"),
    path("plan/<uuid:pk>/move/", plan.move_item, name="move_item"),
    path("plan/<uuid:pk>/agree/", plan.agree_item, name="agree_item"),
    path("plan/<uuid:pk>/finish/", plan.finish_item, name="finish_item"),
    path("plan/<uuid:pk>/evidence/", plan.attach_evidence, name="attach_evidence"),
    path("<uuid:pk>/evidence/", evidence.evidence_list, name="evidence_list"),
    path("<uuid:pk>/evidence/new/", evidence.add_evidence, name="add_evidence"),
    path("evidence/<uuid:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<uuid:pk>/file/", evidence.evidence_file, name="evidence_file"),
    path("evidence/<uuid:pk>/withdraw/", evidence.withdraw_evidence, name="withdraw_evidence"),
]
