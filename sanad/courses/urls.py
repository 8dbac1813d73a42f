"""Writing courses, and the files of their lessons. What readers see of a course stands where sessions are known."""

from django.urls import path
from django.urls.resolvers import URLPattern

from sanad.courses.queries.drafts import LISTS, WHOLE
from sanad.courses.views import files, writing

app_name = "courses"
urlpatterns: list[URLPattern] = [
    path("courses/<slug:key>/files/<slug:name>", files.course_file, name="course_file"),
    path("pictures/<slug:name>.<slug:language>.svg", files.picture, name="picture"),
    path("courses/<slug:key>/export.json", writing.export, name="export_course"),
    path("courses/<slug:key>/files/", files.add_file, name="add_course_file"),
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
    path("files/<uuid:pk>/withdraw/", files.withdraw_file, name="withdraw_course_file"),
]
