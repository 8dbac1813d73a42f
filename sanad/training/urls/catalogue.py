"""Courses, lessons, trainers."""

from django.urls import path
from django.urls.resolvers import URLPattern

from sanad.training.queries.drafts import LISTS, WHOLE
from sanad.training.views import catalogue, course_files, lessons, trainers, writing

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
    path("courses/<slug:key>/export.json", writing.export, name="export_course"),
    path("courses/<slug:key>/files/", course_files.add_file, name="add_course_file"),
    path("courses/<slug:key>/write/", writing.write, name="write_course"),
    *(
        path(f"courses/<slug:key>/write/{part}/", writing.write_whole, {"part": part}, name=f"write_{part}")
        for part in WHOLE
    ),
    *(
        path(f"courses/<slug:key>/write/{part}/<slug:name>/", writing.write_row, {"part": part}, name=f"write_{part}")
        for part in LISTS
    ),
    *(
        path(
            f"courses/<slug:key>/write/{part}/<slug:name>/remove/",
            writing.remove_row,
            {"part": part},
            name=f"remove_{part}",
        )
        for part in LISTS
    ),
    path("new-course/", writing.begin, name="begin_course"),
    path("new-course/file/", writing.bring_in, name="import_course"),
    path("files/<uuid:pk>/withdraw/", course_files.withdraw_file, name="withdraw_course_file"),
    path("trainers/", trainers.trainers, name="trainers"),
    path("trainers/new/", trainers.add, name="add_trainer_field"),
    path("trainers/fields/<uuid:pk>/", trainers.trainer, name="trainer"),
    path("trainers/fields/<uuid:pk>/mandate/", trainers.change_mandate, name="name_mandate"),
    path("trainers/fields/<uuid:pk>/withdraw/", trainers.withdraw, name="withdraw_trainer_field"),
]
