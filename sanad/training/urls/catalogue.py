"""Courses, lessons, trainers."""

from django.urls import path
from django.urls.resolvers import URLPattern

from sanad.training.views import catalogue, course_files, lessons

_OWN = "mine/<uuid:pk>/<str:token>"

urlpatterns: list[URLPattern] = [
    path("courses/", catalogue.courses, name="courses"),
    path("courses/<slug:key>/", catalogue.course, name="course"),
    path("courses/<slug:key>/lessons/<slug:lesson>/", lessons.lesson, name="lesson"),
    path("courses/<slug:key>/lessons/<slug:lesson>/read/", lessons.finish_lesson, name="finish_lesson"),
    path("courses/<slug:key>/files/<slug:name>", course_files.course_file, name="course_file"),
    path("pictures/<slug:name>.<slug:language>.svg", lessons.picture, name="picture"),
    path(f"{_OWN}/lessons/", lessons.own_lessons, name="own_lessons"),
    path(f"{_OWN}/lessons/<slug:lesson>/", lessons.own_lesson, name="own_lesson"),
    path(f"{_OWN}/lessons/<slug:lesson>/read/", lessons.finish_own_lesson, name="finish_own_lesson"),
    path(f"{_OWN}/files/<slug:name>", course_files.own_file, name="own_file"),
]
