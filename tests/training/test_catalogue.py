"""The catalogue: by field, one's own and what comes with Sanad, and what was announced to an association."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanad.accompaniment.models import PlanItem
from sanad.courses.commands import courses as commands
from sanad.courses.commands.courses import write_course
from sanad.courses.models import Course, CourseFile
from sanad.courses.queries import catalogue
from sanad.courses.queries.syllabus import shipped
from sanad.directory.models import Mandate
from sanad.training.learning.queries import taught
from sanad.training.models import TrainerField
from tests.kept import keep_bytes
from tests.training.school import a_registration, a_session

CATALOGUE = "/training/courses/"


def read(response, status=200):
    assert response.status_code == status, response.status_code
    return response.content.decode()


def entries(actor):
    return [entry for _field, shelf in catalogue.entries(actor, taught.count_coming(actor)) for entry in shelf]


def next_version(actor, key="advocacy", **changes):
    own = commands.course_named(actor.space_id, key)
    return write_course(actor.space_id, {**own.content, **changes, "version": own.version + 1})


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_catalogue_holds_what_comes_with_sanad_by_field(world, browse, language):
    page = read(browse(world.coordinator, language).get(CATALOGUE))
    for key, content in shipped().items():
        assert f'"/training/courses/{key}/"' in page
        assert content["title"]["ar" if language == "ar" else "fr"].replace("'", "&#x27;") in page
    assert [str(field) for field, _shelf in catalogue.entries(world.sg, {})] == [
        str(label) for label in PlanItem.Field.labels
    ]


def test_what_was_used_is_the_space_s_own_in_its_newest_version_only(world):
    assert not [entry for entry in entries(world.sg) if entry.row]
    newest = next_version(world.sg)
    assert [(entry.version, entry.keeper) for entry in entries(world.sg) if entry.row] == [(2, None)]
    assert {entry.key for entry in entries(world.sg)} == set(shipped())
    found = catalogue.seen(world.sg, "advocacy")
    assert (found.row, found.is_own, found.is_newest, found.query) == (newest, True, True, "")


def test_a_newer_shipped_version_stands_before_an_older_one_that_was_taken_over(world):
    content = {**shipped()["advocacy"], "version": 0}
    write_course(world.sg.space_id, content)
    assert [entry.version for entry in entries(world.sg) if entry.key == "advocacy"] == [1]
    found = catalogue.seen(world.sg, "advocacy")
    assert (found.version, found.row) == (1, None)


def test_sessions_to_come_are_counted(world, browse):
    a_session(world.sg, course="advocacy")
    a_session(world.sg, course="advocacy", state="draft")
    assert [entry.coming for entry in entries(world.sg) if entry.key == "advocacy"] == [1]
    assert len(taught.sessions_of(world.sg, catalogue.seen(world.sg, "advocacy"))) == 1
    assert "1 session to come" in read(browse(world.sg, "en").get(CATALOGUE))


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_page_of_a_course_says_all_of_it(world, browse, language):
    page = read(browse(world.coordinator, language).get(f"{CATALOGUE}advocacy/"))
    content, side = shipped()["advocacy"], "ar" if language == "ar" else "fr"
    texts = [content["about"], content["audience"], *content["objectives"], *content["materials"]]
    texts += [half["title"] for half in content["programme"]] + [lesson["title"] for lesson in content["lessons"]]
    for text in texts:
        assert text[side].replace("'", "&#x27;") in page
    assert f'href="{CATALOGUE}participatory_democracy/"' in page
    assert f"{CATALOGUE}advocacy/lessons/l1/" in page
    assert content["test"][0]["text"][side].replace("'", "&#x27;") not in page


def test_outcomes_name_the_item_of_the_diagnosis_and_never_its_key(world, browse):
    page = read(browse(world.coordinator).get(f"{CATALOGUE}advocacy/"))
    for outcome in shipped()["advocacy"]["outcomes"]:
        assert outcome["item"] not in page
    named = catalogue.outcomes_of(catalogue.seen(world.sg, "advocacy").text)
    assert all(item and words for item, words in named)


def test_every_version_is_kept_and_can_be_read(world, browse):
    session = a_session(world.sg, course="advocacy")
    first, second = session.course, next_version(world.sg, about={"ar": "كلام آخر", "fr": "Autre"})
    client = browse(world.sg)
    page = read(client.get(f"{CATALOGUE}advocacy/"))
    assert "كلام آخر" in page
    assert f"?v={first.pk}" in page
    assert f"?v={second.pk}" in page
    older = read(client.get(f"{CATALOGUE}advocacy/?v={first.pk}"))
    assert "كلام آخر" not in older
    assert f"lessons/l1/?v={first.pk}" in older
    read(client.get(f"{CATALOGUE}advocacy/lessons/l1/?v={first.pk}"))
    assert [row.taught for row in taught.with_taught(catalogue.versions_of(world.sg, "advocacy"))] == [0, 1]


@pytest.mark.parametrize("address", ["nothing/", "advocacy/?v=x", "advocacy/?v=0198aa00-0000-7000-8000-000000000000"])
def test_an_unknown_course_is_404(world, browse, address):
    assert browse(world.sg).get(CATALOGUE + address).status_code == 404


def test_a_course_of_another_space_is_404(world, browse):
    own = write_course(world.sg.space_id, {**shipped()["advocacy"], "key": "our_own"})
    assert browse(world.stranger).get(f"{CATALOGUE}our_own/").status_code == 404
    assert browse(world.stranger).get(f"{CATALOGUE}our_own/?v={own.pk}").status_code == 404
    assert "our_own" not in read(browse(world.stranger).get(CATALOGUE))


def test_an_accompanied_association_reads_what_was_announced_to_it_and_changes_nothing(world, browse):
    own = write_course(world.sg.space_id, {**shipped()["advocacy"], "key": "our_own"})
    _picture(world)
    client = browse(world.secretary)
    assert "our_own" not in read(client.get(CATALOGUE))
    session = a_session(world.sg, course="our_own", state="draft")
    assert "our_own" not in read(client.get(CATALOGUE))
    session.state = "open"
    session.save()
    assert f"{CATALOGUE}our_own/?v={own.pk}" in read(client.get(CATALOGUE))
    page = read(client.get(f"{CATALOGUE}our_own/"))
    assert str(session.pk) in page
    assert world.sg.space.name_ar in page
    assert f"our_own/lessons/l1/?v={own.pk}" in page
    read(client.get(f"{CATALOGUE}our_own/lessons/l1/?v={own.pk}"))
    sent = client.get(f"{CATALOGUE}our_own/files/plan")
    assert b"".join(sent.streaming_content).startswith(b"\x89PNG")
    assert browse(world.stranger).get(f"{CATALOGUE}our_own/files/plan").status_code == 404
    found = catalogue.seen(world.secretary, "our_own")
    assert (found.is_own, found.is_newest) == (False, False)
    assert catalogue.prerequisites_of(world.secretary, found.text)


def _picture(world):
    """A picture of the space's own course."""
    stored = keep_bytes(world.sg.space_id, b"\x89PNG\r\n\x1a\n", name="p.png", media_type="image/png")
    return CourseFile.objects.create(space=world.sg.space, course_key="our_own", name="plan", title="خطة", file=stored)


def test_trainers_of_the_field_are_shown_while_their_mandate_lives(world, browse):
    person = world.people["sg"]
    card = Mandate.objects.filter(person=person).first().organisation
    ended = Mandate.objects.create(
        space=world.sg.space, person=person, organisation=card, capacity_ar="مكون", to_on="2020-01-01"
    )
    field = TrainerField.objects.create(space=world.sg.space, person=person, field="advocacy", mandate=ended)
    assert taught.trainers_for(world.sg, "advocacy") == []
    field.mandate = None
    field.save()
    assert taught.trainers_for(world.sg, "advocacy") == [field]
    assert person.name_ar in read(browse(world.sg).get(f"{CATALOGUE}advocacy/"))


def test_the_own_page_reads_the_version_that_is_taught(world, client):
    registration = a_registration(a_session(world.sg, course="advocacy"), 1)
    next_version(world.sg, title={"ar": "عنوان آخر", "fr": "Autre"})
    assert taught.taught_in(registration).version == 1


def test_the_catalogue_asks_as_much_for_ten_courses_as_for_one(world, browse):
    client = browse(world.sg)

    def count(address):
        with CaptureQueriesContext(connection) as queries:
            read(client.get(address))
        return len(queries)

    next_version(world.sg)
    a_session(world.sg, course="advocacy")
    few = [count(CATALOGUE), count(f"{CATALOGUE}advocacy/")]
    for number in range(9):
        write_course(world.sg.space_id, {**shipped()["advocacy"], "key": f"c{number}"})
        next_version(world.sg)
        a_session(world.sg, course="advocacy")
    assert [count(CATALOGUE), count(f"{CATALOGUE}advocacy/")] == few
    assert Course.objects.filter(key="advocacy").count() == 11
