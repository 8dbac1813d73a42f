from django.urls import path

from sanad.activities.telling import commands, views
from sanad.activities.views import fetch_activity
from sanad.foundation import ui

urlpatterns = [
    path("<uuid:pk>/telling/", views.telling, name="telling"),
    path("<uuid:pk>/told/<str:token>/", views.note_guest_told, name="guest_told"),
    path("<uuid:pk>/invited/", views.note_guest_invited, name="guest_invited"),
    path("minutes/<uuid:pk>/told/", views.note_minutes_told, name="note_minutes_told"),
    *ui.addresses(
        ui.Act(
            "<uuid:pk>/telling/write/",
            commands.tell_everybody,
            fetch_activity,
            views.to_telling,
            asks=views.ahead_of_telling,
        ),
    ),
]
