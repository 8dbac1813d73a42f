from operator import attrgetter

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, Decision, FollowUp
from sanad.activities.outcome import commands, forms, views
from sanad.activities.policies import visible_to
from sanad.activities.views import fetch_activity
from sanad.foundation import ui

_fetch_decision = ui.fetching(visible_to, Decision, "activity")
_fetch_follow_up = ui.fetching(visible_to, FollowUp, "owner", "body", "activity")


def _of_activity(activity: Activity) -> dict[str, Activity]:
    return {"activity": activity}


urlpatterns = [
    path("follow-ups/", views.follow_ups, name="follow_ups"),
    path("<uuid:pk>/outcome/", views.outcome, name="outcome"),
    *ui.addresses(
        ui.Sheet(
            "<uuid:pk>/outcome/decision/",
            commands.record_decision,
            fetch_activity,
            forms.DecisionForm,
            _("Record a decision"),
            views.to_outcome,
            lead=str,
        ),
        ui.Sheet(
            "decisions/<uuid:pk>/",
            commands.edit_decision,
            _fetch_decision,
            forms.DecisionForm,
            _("Correct a decision"),
            views.to_outcome,
            lead=attrgetter("activity.title"),
            initial=lambda row: {name: getattr(row, name) for name in forms.DecisionForm.base_fields},
            edits=True,
        ),
        ui.Act(
            "decisions/<uuid:pk>/withdraw/",
            commands.withdraw_decision,
            _fetch_decision,
            views.to_outcome,
        ),
        ui.Sheet(
            "<uuid:pk>/outcome/follow-up/",
            commands.assign_follow_up,
            fetch_activity,
            forms.FollowUpForm,
            _("Assign a follow-up"),
            views.to_outcome,
            lead=str,
            form_kwargs=_of_activity,
        ),
        ui.Sheet(
            "follow-ups/<uuid:pk>/",
            commands.edit_follow_up,
            _fetch_follow_up,
            forms.FollowUpForm,
            _("Correct a follow-up"),
            views.to_outcome,
            lead=attrgetter("activity.title"),
            initial=lambda row: {
                "text": row.text,
                "owner": row.who,
                "due_on": row.due_on,
                "decision": row.decision_id,
            },
            form_kwargs=lambda row: {"activity": row.activity},
            edits=True,
        ),
        ui.Sheet(
            "follow-ups/<uuid:pk>/done/",
            commands.finish_follow_up,
            _fetch_follow_up,
            forms.NoteForm,
            _("It is done"),
            views.to_outcome,
            lead=str,
        ),
        ui.Sheet(
            "follow-ups/<uuid:pk>/drop/",
            commands.drop_follow_up,
            _fetch_follow_up,
            forms.ReasonedNoteForm,
            _("It will not be done"),
            views.to_outcome,
            lead=str,
        ),
        ui.Act("follow-ups/<uuid:pk>/withdraw/", commands.withdraw_follow_up, _fetch_follow_up, views.to_outcome),
        ui.Act("follow-ups/<uuid:pk>/reopen/", commands.reopen_follow_up, _fetch_follow_up, views.to_outcome),
    ),
]
