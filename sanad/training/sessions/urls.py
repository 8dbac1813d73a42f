"""Sessions, and who has a place in them."""

from operator import attrgetter
from typing import Any

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from sanad.foundation import ui
from sanad.training.sessions.commands import registration as registration_commands
from sanad.training.sessions.commands import sessions as session_commands
from sanad.training.sessions.commands import slots, telling
from sanad.training.sessions.commands import trainers as trainer_commands
from sanad.training.sessions.forms import sessions as forms
from sanad.training.sessions.forms.registration import EditRegistrationForm
from sanad.training.sessions.forms.trainers import MandateForm
from sanad.training.sessions.views import demand, engagement, own_page, papers, registration, sessions, trainers
from sanad.training.sessions.views.tabs import fetch, fetch_own, to_session


def _of_session(row: Any) -> str:
    return str(row.session)


urlpatterns: list[URLPattern] = [
    path("", sessions.sessions, name="sessions"),
    path("sessions/new/", sessions.plan, name="plan_session"),
    path("sessions/of-activity/<uuid:pk>/", sessions.plan_in, name="plan_in_activity"),
    path("sessions/of-item/<uuid:pk>/", sessions.plan_in_item, name="plan_in_item"),
    path("sessions/<uuid:pk>/", sessions.session, name="session"),
    path("sessions/<uuid:pk>/answers/<uuid:item>/", sessions.answer_item, name="answer_item"),
    path("sessions/<uuid:pk>/answers/<uuid:item>/not/", sessions.part_item, name="part_item"),
    path("trainers/", trainers.trainers, name="trainers"),
    path("trainers/new/", trainers.add, name="add_trainer_field"),
    path("trainers/fields/<uuid:pk>/", trainers.trainer, name="trainer"),
    path("of-engagement/<uuid:pk>/", engagement.of_engagement, name="of_engagement"),
    path("demand/", demand.demand, name="demand"),
    path("sessions/<uuid:pk>/proposed/", demand.proposed, name="proposed"),
    path("sessions/<uuid:pk>/proposed/register/", demand.register_proposed, name="register_proposed"),
    path("sessions/<uuid:pk>/proposed/invite/", demand.invite, name="invite_proposed"),
    path("sessions/<uuid:pk>/people/", registration.registrations, name="registrations"),
    path("sessions/<uuid:pk>/people/new/", registration.register, name="register_person"),
    path("registrations/<uuid:pk>/", registration.registration, name="registration"),
    path("registrations/<uuid:pk>/card/none/", registration.mark_nobody_known, name="mark_nobody_known"),
    path("registrations/<uuid:pk>/card/<uuid:person>/", registration.join_person, name="join_person"),
    path("sessions/<uuid:pk>/poster/", registration.poster, name="poster"),
    path("sessions/<uuid:pk>/people/call/", registration.call, name="call"),
    path("registrations/<uuid:pk>/told/<str:token>/", registration.told, name="registration_told"),
    path("sessions/<uuid:pk>/programme/<str:language>/", papers.programme, name="programme"),
    path("registrations/<uuid:pk>/letter/<str:language>/", papers.letter, name="convening"),
    path("registrations/<uuid:pk>/list/<str:language>/", papers.letter_with_list, name="convening_list"),
    path("sessions/<uuid:pk>/programme/<str:language>/issue/", papers.issue_programme, name="issue_programme"),
    path("registrations/<uuid:pk>/letter/<str:language>/issue/", papers.issue_letter, name="issue_convening"),
    path("registrations/<uuid:pk>/list/<str:language>/issue/", papers.issue_letter_with_list, name="issue_list"),
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
        ui.Sheet(
            "registrations/<uuid:pk>/edit/",
            registration_commands.edit_registration,
            registration.fetch_registration,
            EditRegistrationForm,
            _("Correct the registration"),
            registration.to_registration,
            lead=attrgetter("name"),
            form_kwargs=lambda row: {"session": row.session},
            initial=registration.registration_as_it_is,
            edits=True,
        ),
        ui.Act(
            "registrations/<uuid:pk>/withdraw/",
            registration_commands.withdraw_registration,
            registration.fetch_registration,
            registration.to_registrations,
            asks=registration.ahead_of_withdrawing,
        ),
        ui.Act(
            "registrations/<uuid:pk>/vouch/",
            registration_commands.vouch_registration,
            registration.fetch_registration,
            registration.to_registration,
        ),
        ui.Act(
            "sessions/<uuid:pk>/people/vouch/", registration_commands.vouch_all, fetch, registration.to_registrations
        ),
        ui.Act("sessions/<uuid:pk>/people/call/write/", telling.call_everybody, fetch_own, registration.to_call),
        ui.Act(
            "registrations/<uuid:pk>/called/",
            telling.note_called,
            registration.fetch_registration,
            registration.to_call,
        ),
        ui.Act(
            "registrations/<uuid:pk>/page-sent/",
            registration_commands.note_page_sent,
            registration.fetch_registration,
            to_session,
        ),
        ui.Act(
            "registrations/<uuid:pk>/renew/",
            registration_commands.renew_link,
            registration.fetch_registration,
            registration.to_registration,
        ),
        ui.Sheet(
            "trainers/fields/<uuid:pk>/mandate/",
            trainer_commands.name_mandate,
            trainers.fetch_field,
            MandateForm,
            _("By which mandate"),
            trainers.to_trainer,
            lead=attrgetter("person.name"),
            initial=lambda row: {"mandate": row.mandate},
            form_kwargs=lambda row: {"person": row.person},
            edits=True,
        ),
        ui.Act(
            "trainers/fields/<uuid:pk>/withdraw/",
            trainer_commands.withdraw_trainer_field,
            trainers.fetch_field,
            lambda _row: reverse("training:trainers"),
        ),
    ),
    # As they were called before: letters and papers that are out hold these addresses.
    path(
        "places/<uuid:pk>/<path:rest>",
        RedirectView.as_view(url="/training/registrations/%(pk)s/%(rest)s", permanent=True, query_string=True),
        name="former_registration_part",
    ),
    path(
        "places/<uuid:pk>/",
        RedirectView.as_view(pattern_name="training:registration", permanent=True, query_string=True),
        name="former_registration",
    ),
    path(
        "of-file/<uuid:pk>/",
        RedirectView.as_view(pattern_name="training:of_engagement", permanent=True, query_string=True),
        name="former_of_engagement",
    ),
    path("join/<str:code>/", own_page.join, name="join"),
    path("join/<str:code>/again/", own_page.join_again, name="join_again"),
    path("mine/<uuid:pk>/<str:token>/", own_page.mine, name="mine"),
    path("mine/<uuid:pk>/<str:token>/sure/<str:sure>/", own_page.be_sure, name="be_sure"),
    path("mine/<uuid:pk>/<str:token>/leave/", own_page.leave, name="leave"),
    path("mine/<uuid:pk>/<str:token>/days.ics", own_page.calendar, name="mine_calendar"),
]
