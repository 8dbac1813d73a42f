from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.activities.minutes import commands, views
from sanad.activities.views import fetch_activity
from sanad.foundation import ui

urlpatterns = [
    path("<uuid:pk>/minutes/", views.minutes, name="minutes"),
    path("minutes/<uuid:pk>/write/", views.write, name="write_minutes"),
    path("minutes/<uuid:pk>/<str:language>/draft.pdf", views.draft, name="draft_minutes"),
    path("revisions/<uuid:pk>/", views.revision, name="revision"),
    *ui.addresses(
        ui.Act("<uuid:pk>/minutes/begin/", commands.begin_minutes, fetch_activity, views.to_text),
        ui.Act(
            "minutes/<uuid:pk>/circulate/",
            commands.circulate_minutes,
            views.fetch_minutes,
            views.to_minutes,
            asks=views.ahead_of_circulating,
            name="circulate",
        ),
        ui.Act(
            "minutes/<uuid:pk>/take-back/",
            commands.take_back_minutes,
            views.fetch_minutes,
            views.to_minutes,
            name="take_back",
        ),
        ui.Act(
            "minutes/<uuid:pk>/approve/",
            commands.approve_minutes,
            views.fetch_minutes,
            views.to_minutes,
            asks=views.ahead_of_approving,
            name="approve",
        ),
        ui.Sheet(
            "minutes/<uuid:pk>/correct/",
            commands.correct_minutes,
            views.fetch_minutes,
            ui.ReasonForm,
            _("Open a correction"),
            views.to_minutes,
            lead=_("The approved revision stays as it is; your correction becomes the next one."),
            name="correct",
        ),
    ),
]
