"""Courses stood in training before: what was kept of them goes on to be found, and to hold."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from sanad.courses.commands.files import add_course_file
from sanad.courses.commands.writing import begin_course
from sanad.courses.models import Course, CourseFile
from sanad.foundation.command import says_of
from sanad.foundation.history import covers
from sanad.foundation.history.labels import label_of, model_told
from sanad.foundation.history.models import HistoryEntry, RowCover
from tests.covering import cover_what_is_there
from tests.pictures import PNG


def a_file(actor):
    return add_course_file(actor, "advocacy", title="خريطة", upload=SimpleUploadedFile("plan.png", PNG))


def test_they_are_told_by_the_name_that_they_had(world):
    row = a_file(world.sg)
    line = HistoryEntry.objects.get(space=world.sg.space, object_id=row.pk)
    assert (line.command, line.object_type) == ("courses.add_course_file", "training.coursefile")
    assert RowCover.objects.get(object_id=row.pk).model == "training.coursefile"


def test_a_label_of_before_leads_to_the_model_of_now_and_back():
    for model, label in ((Course, "training.course"), (CourseFile, "training.coursefile")):
        assert (label_of(model), label_of(model()), model_told(label)) == (label, label, model)


def test_what_covered_a_row_before_holds_and_a_change_past_sanad_is_found(world):
    cover_what_is_there(world.sg)
    row = a_file(world.sg)
    assert not list(covers.faults_of(CourseFile))
    CourseFile.objects.filter(pk=row.pk).update(title="أخرى")
    (fault,) = covers.faults_of(CourseFile)
    assert (fault.kind, fault.which) == ("training.coursefile", str(row.pk))


def test_a_form_that_was_sent_twice_finds_its_row(world):
    once = {"title_ar": "درس", "title_fr": "Leçon", "field": "advocacy", "level": "beginner", "key": uuid4()}
    assert begin_course(world.sg, **once) == begin_course(world.sg, **once)


def test_the_history_has_words_for_what_was_done_before(world, browse):
    for verb in ("begin_course", "edit_course", "import_course", "add_course_file", "withdraw_course_file"):
        assert says_of(f"training.{verb}") == says_of(f"courses.{verb}")
    a_file(world.sg)
    page = browse(world.sg, "en").get("/history/").content.decode()
    assert "Added a file to the lessons of a course" in page
