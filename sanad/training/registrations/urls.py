"""Addresses of registrations, and of one's own page."""

from operator import attrgetter

from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from sanad.foundation import ui
from sanad.training.registrations.commands import registration as registration_commands
from sanad.training.registrations.commands import telling
from sanad.training.registrations.forms import EditRegistrationForm
from sanad.training.registrations.views import own_page, registration
from sanad.training.views import fetch, fetch_own, fetch_registration, to_session

urlpatterns: list[URLPattern] = [
    path("sessions/<uuid:pk>/people/", registration.registrations, name="registrations"),
    path("sessions/<uuid:pk>/people/new/", registration.register, name="register_person"),
    path("registrations/<uuid:pk>/", registration.registration, name="registration"),
    path("registrations/<uuid:pk>/card/none/", registration.mark_nobody_known, name="mark_nobody_known"),
    path("registrations/<uuid:pk>/card/<uuid:person>/", registration.join_person, name="join_person"),
    path("sessions/<uuid:pk>/poster/", registration.poster, name="poster"),
    path("sessions/<uuid:pk>/people/call/", registration.call, name="call"),
    path("registrations/<uuid:pk>/told/<str:token>/", registration.told, name="registration_told"),
    path("join/<str:code>/", own_page.join, name="join"),
    path("join/<str:code>/again/", own_page.join_again, name="join_again"),
    path("mine/<uuid:pk>/<str:token>/", own_page.mine, name="mine"),
    path("mine/<uuid:pk>/<str:token>/sure/<str:sure>/", own_page.be_sure, name="be_sure"),
    path("mine/<uuid:pk>/<str:token>/leave/", own_page.leave, name="leave"),
    path("mine/<uuid:pk>/<str:token>/days.ics", own_page.calendar, name="mine_calendar"),
    *ui.addresses(
        ui.Sheet(
            "registrations/<uuid:pk>/edit/",
            registration_commands.edit_registration,
            fetch_registration,
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
            fetch_registration,
            registration.to_registrations,
            asks=registration.ahead_of_withdrawing,
        ),
        ui.Act(
            "registrations/<uuid:pk>/vouch/",
            registration_commands.vouch_registration,
            fetch_registration,
            registration.to_registration,
        ),
        ui.Act(
            "sessions/<uuid:pk>/people/vouch/", registration_commands.vouch_all, fetch, registration.to_registrations
        ),
        ui.Act("sessions/<uuid:pk>/people/call/write/", telling.call_everybody, fetch_own, registration.to_call),
        ui.Act(
            "registrations/<uuid:pk>/called/",
            telling.note_called,
            fetch_registration,
            registration.to_call,
        ),
        ui.Act(
            "registrations/<uuid:pk>/page-sent/",
            registration_commands.note_page_sent,
            fetch_registration,
            to_session,
        ),
        ui.Act(
            "registrations/<uuid:pk>/renew/",
            registration_commands.renew_link,
            fetch_registration,
            registration.to_registration,
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
]
