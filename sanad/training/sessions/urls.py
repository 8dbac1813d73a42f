"""Sessions, and who has a place in them."""

from django.urls import path
from django.urls.resolvers import URLPattern
from django.views.generic import RedirectView

from sanad.training.sessions.views import demand, engagement, own_page, papers, registration, sessions, trainers

urlpatterns: list[URLPattern] = [
    path("", sessions.sessions, name="sessions"),
    path("sessions/new/", sessions.plan, name="plan_session"),
    path("sessions/of-activity/<uuid:pk>/", sessions.plan_in, name="plan_in_activity"),
    path("sessions/of-item/<uuid:pk>/", sessions.plan_in_item, name="plan_in_item"),
    path("sessions/<uuid:pk>/", sessions.session, name="session"),
    path("sessions/<uuid:pk>/edit/", sessions.edit, name="edit_session"),
    path("sessions/<uuid:pk>/open/", sessions.open_, name="open_session"),
    path("sessions/<uuid:pk>/confirm/", sessions.confirm, name="confirm_session"),
    path("sessions/<uuid:pk>/close/", sessions.close, name="close_session"),
    path("sessions/<uuid:pk>/reopen/", sessions.reopen, name="reopen_session"),
    path("sessions/<uuid:pk>/cancel/", sessions.cancel, name="cancel_session"),
    path("sessions/<uuid:pk>/slots/new/", sessions.add_slot, name="add_slot"),
    path("slots/<uuid:pk>/", sessions.edit_slot, name="edit_slot"),
    path("slots/<uuid:pk>/withdraw/", sessions.withdraw_slot, name="withdraw_slot"),
    path("sessions/<uuid:pk>/trainers/new/", sessions.add_trainer, name="add_trainer"),
    path("trainers/<uuid:pk>/withdraw/", sessions.withdraw_trainer, name="withdraw_trainer"),
    path("trainers/", trainers.trainers, name="trainers"),
    path("trainers/new/", trainers.add, name="add_trainer_field"),
    path("trainers/fields/<uuid:pk>/", trainers.trainer, name="trainer"),
    path("trainers/fields/<uuid:pk>/mandate/", trainers.change_mandate, name="name_mandate"),
    path("trainers/fields/<uuid:pk>/withdraw/", trainers.withdraw, name="withdraw_trainer_field"),
    path("sessions/<uuid:pk>/costs/new/", sessions.add_cost, name="add_cost"),
    path("costs/<uuid:pk>/withdraw/", sessions.withdraw_cost, name="withdraw_cost"),
    path("sessions/<uuid:pk>/report/", sessions.report, name="write_report"),
    path("of-engagement/<uuid:pk>/", engagement.of_engagement, name="of_engagement"),
    path("demand/", demand.demand, name="demand"),
    path("sessions/<uuid:pk>/proposed/", demand.proposed, name="proposed"),
    path("sessions/<uuid:pk>/proposed/register/", demand.register_proposed, name="register_proposed"),
    path("sessions/<uuid:pk>/proposed/invite/", demand.invite, name="invite_proposed"),
    path("sessions/<uuid:pk>/people/", registration.registrations, name="registrations"),
    path("sessions/<uuid:pk>/people/new/", registration.register, name="register_person"),
    path("registrations/<uuid:pk>/", registration.registration, name="registration"),
    path("registrations/<uuid:pk>/edit/", registration.edit, name="edit_registration"),
    path("registrations/<uuid:pk>/withdraw/", registration.withdraw, name="withdraw_registration"),
    path("registrations/<uuid:pk>/told/<str:token>/", registration.told, name="registration_told"),
    path("registrations/<uuid:pk>/vouch/", registration.vouch, name="vouch_registration"),
    path("sessions/<uuid:pk>/people/vouch/", registration.vouch_all, name="vouch_all"),
    path("registrations/<uuid:pk>/renew/", registration.renew, name="renew_link"),
    path("sessions/<uuid:pk>/programme/<str:language>/", papers.programme, name="programme"),
    path("registrations/<uuid:pk>/letter/<str:language>/", papers.letter, name="convening"),
    path("registrations/<uuid:pk>/list/<str:language>/", papers.letter_with_list, name="convening_list"),
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
