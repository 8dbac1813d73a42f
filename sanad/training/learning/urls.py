"""The catalogue and its lessons, tests, opinions, results."""

from django.urls import path
from django.urls.resolvers import URLPattern

from sanad.training.learning.views import catalogue, learner, lessons, results
from sanad.training.models import Attempt, Feedback

_OWN = "mine/<uuid:pk>/<str:token>"

urlpatterns: list[URLPattern] = [
    path("courses/", catalogue.courses, name="courses"),
    path("courses/<slug:key>/", catalogue.course, name="course"),
    path("courses/<slug:key>/lessons/<slug:lesson>/", lessons.lesson, name="lesson"),
    path("courses/<slug:key>/lessons/<slug:lesson>/read/", lessons.finish_lesson, name="finish_lesson"),
    path(f"{_OWN}/lessons/", lessons.own_lessons, name="own_lessons"),
    path(f"{_OWN}/lessons/<slug:lesson>/", lessons.own_lesson, name="own_lesson"),
    path(f"{_OWN}/lessons/<slug:lesson>/read/", lessons.finish_own_lesson, name="finish_own_lesson"),
    path(f"{_OWN}/files/<slug:name>", lessons.own_file, name="own_file"),
    *(
        path(
            f"{_OWN}/test/{moment}/",
            learner.own_test,
            {"moment": moment},
            name=f"own_test_{moment}",
        )
        for moment in Attempt.Moment.values
    ),
    *(
        path(
            f"{_OWN}/opinion/{moment}/",
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
