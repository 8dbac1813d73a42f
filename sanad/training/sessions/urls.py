"""Addresses of sessions: the list, one of them, its half-days, trainers and costs."""

from typing import Any

from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from sanad.foundation import ui
from sanad.training.sessions import forms
from sanad.training.sessions.commands import sessions as session_commands
from sanad.training.sessions.commands import slots
from sanad.training.sessions.views import engagement, sessions
from sanad.training.views import fetch, to_session


def _of_session(row: Any) -> str:
    return str(row.session)


urlpatterns: list[URLPattern] = [
    path("", sessions.sessions, name="sessions"),
    path("sessions/new/", sessions.plan, name="plan_session"),
    path("sessions/of-activity/<uuid:pk>/", sessions.plan_in, name="plan_in_activity"),
    path("sessions/of-item/<uuid:pk>/", sessions.plan_in_item, name="plan_in_item"),
    path("sessions/<uuid:pk>/", sessions.session, name="session"),
    path("of-engagement/<uuid:pk>/", engagement.of_engagement, name="of_engagement"),
    *ui.addresses(
        ui.Sheet(
            "sessions/<uuid:pk>/edit/",
            session_commands.edit_session,
            fetch,
            forms.EditSessionForm,
            _("Change the session"),
            to_session,
            lead=str,
            initial=sessions.session_as_it_is,
            edits=True,
        ),
        ui.Act(
            "sessions/<uuid:pk>/open/", session_commands.open_session, fetch, to_session, asks=sessions.ahead_of_opening
        ),
        ui.Sheet(
            "sessions/<uuid:pk>/confirm/",
            session_commands.confirm_session,
            fetch,
            forms.ConfirmForm,
            _("Confirm the session"),
            to_session,
            lead=str,
        ),
        ui.Act("sessions/<uuid:pk>/close/", session_commands.close_session, fetch, to_session),
        ui.Sheet(
            "sessions/<uuid:pk>/reopen/",
            session_commands.reopen_session,
            fetch,
            ui.ReasonForm,
            _("Reopen the session"),
            to_session,
            lead=str,
        ),
        ui.Sheet(
            "sessions/<uuid:pk>/cancel/",
            session_commands.cancel_session,
            fetch,
            forms.CancelForm,
            _("Cancel the session"),
            to_session,
            lead=str,
            submit=_("Cancel the session"),
            asks=sessions.ahead_of_cancelling,
        ),
        ui.Sheet(
            "sessions/<uuid:pk>/slots/new/",
            slots.add_slot,
            fetch,
            forms.SlotForm,
            _("Add a half-day"),
            to_session,
            lead=str,
        ),
        ui.Sheet(
            "slots/<uuid:pk>/",
            slots.edit_slot,
            sessions.fetch_slot,
            forms.SlotForm,
            _("Change the half-day"),
            to_session,
            lead=_of_session,
            initial=sessions.slot_as_it_is,
            edits=True,
        ),
        ui.Act("slots/<uuid:pk>/withdraw/", slots.withdraw_slot, sessions.any_slot, to_session),
        ui.Sheet(
            "sessions/<uuid:pk>/trainers/new/",
            slots.add_trainer,
            fetch,
            forms.TrainerForm,
            _("Who teaches"),
            to_session,
            lead=str,
        ),
        ui.Act("trainers/<uuid:pk>/withdraw/", slots.withdraw_trainer, sessions.any_trainer, to_session),
        ui.Sheet(
            "sessions/<uuid:pk>/costs/new/",
            slots.add_cost,
            fetch,
            forms.CostForm,
            _("What it costs"),
            to_session,
            lead=str,
        ),
        ui.Act("costs/<uuid:pk>/withdraw/", slots.withdraw_cost, sessions.any_cost, to_session),
        ui.Sheet(
            "sessions/<uuid:pk>/report/",
            slots.write_report,
            fetch,
            forms.ReportForm,
            _("The trainer's report"),
            to_session,
            lead=str,
            initial=lambda row: {"report": row.report},
            edits=True,
        ),
    ),
    # As it was called before.
    path(
        "of-file/<uuid:pk>/",
        RedirectView.as_view(pattern_name="training:of_engagement", permanent=True, query_string=True),
        name="former_of_engagement",
    ),
]
