"""Attendance, tests, feedback, results."""

from django.urls import path
from django.urls.resolvers import URLPattern

from sanad.training.models import Attempt, Feedback
from sanad.training.views import attendance, door, learner, results

urlpatterns: list[URLPattern] = [
    path("sessions/<uuid:pk>/attendance/", attendance.attendance, name="attendance"),
    path("sessions/<uuid:pk>/attendance/late/", attendance.add_late, name="add_late_person"),
    path("slots/<uuid:pk>/sheet/<str:language>/", attendance.sheet, name="sheet"),
    path("slots/<uuid:pk>/scan/", attendance.attach_sheet, name="attach_sheet"),
    path("scans/<uuid:pk>/", attendance.sheet_file, name="sheet_file"),
    path("slots/<uuid:pk>/door/", door.door, name="door"),
    path("door/<uuid:slot>/", door.come_in, name="come_in"),
    path("door/<uuid:slot>/late/", door.come_in_late, name="come_in_late"),
    *(
        path(
            f"mine/<uuid:pk>/<str:token>/test/{moment}/",
            learner.own_test,
            {"moment": moment},
            name=f"own_test_{moment}",
        )
        for moment in Attempt.Moment.values
    ),
    *(
        path(
            f"mine/<uuid:pk>/<str:token>/opinion/{moment}/",
            learner.own_opinion,
            {"moment": moment},
            name=f"own_opinion_{moment}",
        )
        for moment in Feedback.Moment.values
    ),
    path("registrations/<uuid:pk>/test/before/", results.type_test, {"moment": "before"}, name="type_test_before"),
    path("registrations/<uuid:pk>/test/after/", results.type_test, {"moment": "after"}, name="type_test_after"),
    path("sessions/<uuid:pk>/test/<str:language>/", results.paper_of_test, name="paper_of_test"),
    path("sessions/<uuid:pk>/results/", results.session_results, name="session_results"),
    path("results/", results.results, name="results"),
]
