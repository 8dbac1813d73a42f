from django.urls import path

from sanad.activities.calendars import commands, views
from sanad.foundation import ui

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/feeds/new/", views.open_feed, name="open_feed"),
    path("calendar/<str:token>.ics", views.feed, name="feed"),
    *ui.addresses(
        ui.Act(
            "calendar/feeds/<uuid:pk>/close/",
            commands.close_feed,
            views.fetch_own_feed,
            views.to_calendar,
            asks=views.ahead_of_closing,
        ),
    ),
]
