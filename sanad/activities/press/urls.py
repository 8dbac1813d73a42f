from django.urls import path

from sanad.activities.press import commands, views
from sanad.foundation import ui

urlpatterns = [
    path("<uuid:pk>/press/<str:language>/begin/", views.begin_press, name="begin_press"),
    path("press/<uuid:pk>/", views.press, name="press"),
    *ui.addresses(
        ui.Act(
            "press/<uuid:pk>/approve/",
            commands.approve_press_report,
            views.fetch_report,
            views.to_press,
            name="approve_press",
            asks=views.ahead_of_approving,
        ),
    ),
]
