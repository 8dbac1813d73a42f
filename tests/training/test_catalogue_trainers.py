"""Trainers with their fields and mandates; pictures and papers of lessons."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from sanad.directory.models import Mandate, Organisation, Person
from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.store import keep_bytes
from sanad.foundation.policy import Refused
from sanad.training import commands, policies
from sanad.training.commands.courses import write_course
from sanad.training.models import CourseFile, SessionTrainer, TrainerField
from sanad.training.queries.links import own_token
from sanad.training.queries.syllabus import shipped
from tests.pictures import PNG, written
from tests.training.school import a_place, a_session

TRAINERS = "/training/trainers/"


def read(response, status=200):
    assert response.status_code == status, response.status_code
    return response.content.decode()


def person(world, name="مكون جديد"):
    return Person.objects.create(space=world.sg.space, name_ar=name)


def mandate(world, who, **details):
    card = Organisation.objects.get(space=world.sg.space, own_space=world.sg.space)
    given = {"organisation": card, "capacity_ar": "مكون", **details}
    return Mandate.objects.create(space=world.sg.space, person=who, **given)


def as_upload(content=PNG, name="plan.png"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def client(world, browse):
    return browse(world.coordinator)


def test_a_trainer_is_written_down_with_the_mandate_in_the_own_organisation(world, client):
    who = person(world)
    held = mandate(world, who)
    row = TrainerField.objects.get(
        pk=client.post(f"{TRAINERS}new/", {"person": who.pk, "field": "advocacy"}).url.split("/")[-2]
    )
    assert (row.person, row.field, row.mandate) == (who, "advocacy", held)
    page = read(client.get(f"{TRAINERS}fields/{row.pk}/"))
    assert "مكون جديد" in page
    response = client.post(f"{TRAINERS}new/", {"person": who.pk, "field": "advocacy"})
    assert "field" in response.context["form"].errors
    assert commands.add_trainer_field(world.sg, person=person(world, "آخر"), field="advocacy").mandate is None


def test_a_mandate_is_that_of_the_person(world, client):
    who, other = person(world), mandate(world, person(world, "آخر"))
    with pytest.raises(Refused):
        commands.add_trainer_field(world.sg, person=who, field="advocacy", mandate=other)
    own = mandate(world, who, capacity_ar="خبير")
    row = commands.add_trainer_field(world.sg, person=who, field="advocacy", mandate=own)
    with pytest.raises(Refused):
        commands.name_mandate(world.sg, row, mandate=other)
    address = f"{TRAINERS}fields/{row.pk}/"
    assert "خبير" in read(client.get(f"{address}mandate/"))
    assert client.post(f"{address}mandate/", {"mandate": ""}).url == address
    row.refresh_from_db()
    assert row.mandate is None
    client.post(f"{address}mandate/", {"mandate": own.pk})
    row.refresh_from_db()
    assert row.mandate == own


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_list_says_who_can_teach_what_and_how_often_they_did(world, browse, language):
    who = person(world)
    ended = mandate(world, who, to_on="2020-01-01")
    commands.add_trainer_field(world.sg, person=who, field="management", mandate=ended)
    commands.add_trainer_field(world.sg, person=who, field="advocacy")
    for state in ("closed", "confirmed", "draft"):
        session = a_session(world.sg, course="management", state=state)
        SessionTrainer.objects.create(space=world.sg.space, session=session, person=who)
    client = browse(world.coordinator, language)
    lines = client.get(f"{TRAINERS}?export=csv").getvalue().decode("utf-8-sig").splitlines()
    assert {line.split(";")[-1] for line in lines[1:]} == {"2", "0"}
    page = read(client.get(f"{TRAINERS}?field=management"))
    assert page.count("مكون جديد") == 1
    assert "مكون جديد" in read(client.get(f"{TRAINERS}?q=مكون"))
    assert "مكون جديد" not in read(client.get(f"{TRAINERS}?q=خيزران"))
    field = TrainerField.objects.get(field="management")
    assert read(client.get(f"{TRAINERS}fields/{field.pk}/")).count("/training/sessions/") == 3
    assert "has ended" in read(browse(world.sg, "en").get(TRAINERS))


def test_a_field_is_taken_back_once_and_can_be_given_again(world, client):
    who = person(world)
    row = commands.add_trainer_field(world.sg, person=who, field="advocacy")
    assert client.post(f"{TRAINERS}fields/{row.pk}/withdraw/").url == TRAINERS
    assert "مكون جديد" not in read(client.get(TRAINERS))
    row.refresh_from_db()
    with pytest.raises(Refused):
        commands.withdraw_trainer_field(world.sg, row)
    assert "/withdraw/" not in read(client.get(f"{TRAINERS}fields/{row.pk}/"))
    assert commands.add_trainer_field(world.sg, person=who, field="advocacy").pk != row.pk


def test_only_who_runs_training_keeps_the_list(world, browse):
    row = commands.add_trainer_field(world.sg, person=person(world), field="advocacy")
    assert policies.can_keep_trainers(world.coordinator)
    assert not policies.can_keep_trainers(world.secretary)
    assert policies.can_change_trainer_field(world.coordinator, row)
    assert not policies.can_change_trainer_field(world.secretary, row)
    assert not policies.can_change_trainer_field(world.president, row)
    assert browse(world.president).get(f"{TRAINERS}fields/{row.pk}/").status_code == 404


# ------------------------------------------------------------------------------------------------ files of lessons
def test_a_picture_is_added_and_shown_in_the_lesson_by_its_name(world, client):
    address = "/training/courses/advocacy/files/"
    read(client.get(address))
    assert client.post(address, {"upload": as_upload(), "title": "خريطة"}).url.endswith("advocacy/#files")
    row = CourseFile.objects.get()
    assert row.name == "picture-1"
    assert "![خريطة](file:picture-1)" in read(client.get("/training/courses/advocacy/"))
    lesson = {**shipped()["advocacy"]["lessons"][0]}
    lesson["body"] = {"ar": "![خريطة](file:picture-1) ![آخر](file:gone)", "fr": "![Carte](file:picture-1)"}
    commands.edit_course(world.sg, "advocacy", "lessons", "l1", base_version=1, value=lesson)
    page = read(client.get("/training/courses/advocacy/lessons/l1/"))
    assert 'src="/training/courses/advocacy/files/picture-1"' in page
    assert 'class="lack"' in page
    sent = client.get("/training/courses/advocacy/files/picture-1")
    assert b"".join(sent.streaming_content) == PNG
    assert "inline" in sent["Content-Disposition"]
    client.post(f"/training/files/{row.pk}/withdraw/")
    assert client.get("/training/courses/advocacy/files/picture-1").status_code == 404
    row.refresh_from_db()
    with pytest.raises(Refused):
        commands.withdraw_course_file(world.sg, row)


def test_a_picture_of_before_that_is_too_large_is_linked(world, client):
    large = keep_bytes(
        world.sg.space_id, written("PNG", Image.new("1", (4000, 3000))), name="plan.png", media_type="image/png"
    )
    lost = StoredFile.objects.create(
        space=world.sg.space, sha256="0" * 64, size=1, name="lost.png", media_type="image/png"
    )
    for name, file in (("large", large), ("lost", lost)):
        CourseFile.objects.create(space=world.sg.space, course_key="advocacy", name=name, title=name, file=file)
    lesson = {**shipped()["advocacy"]["lessons"][0]}
    lesson["body"] = {"ar": "![خريطة](file:large) ![](file:lost)", "fr": "![Carte](file:large)"}
    commands.edit_course(world.sg, "advocacy", "lessons", "l1", base_version=1, value=lesson)
    page = read(client.get("/training/courses/advocacy/lessons/l1/"))
    assert '<a href="/training/courses/advocacy/files/large">خريطة</a>' in page
    assert '<a href="/training/courses/advocacy/files/lost">lost</a>' in page
    assert "<img" not in page[page.index("files/large") - 40 : page.index("files/lost")]


def test_names_are_made_or_chosen_and_never_taken_twice(world):
    def add(**details):
        return commands.add_course_file(world.sg, "advocacy", title="خريطة", upload=as_upload(), **details)

    assert [add().name, add(name="picture-3").name, add().name, add().name] == [
        "picture-1",
        "picture-3",
        "picture-2",
        "picture-4",
    ]
    paper = commands.add_course_file(world.sg, "advocacy", title="نص", upload=as_upload(b"%PDF-1.4\n%", "text.pdf"))
    assert paper.name == "paper-1"
    for name in ("picture-1", "Plan", "plan 1", "خطة"):
        with pytest.raises(Refused) as refused:
            add(name=name)
        assert refused.value.field == "name"
    with pytest.raises(Refused):
        commands.add_course_file(world.sg, "nothing", title="خريطة", upload=as_upload())
    with pytest.raises(Refused) as refused:
        commands.add_course_file(world.sg, "advocacy", title="خريطة", upload=as_upload(b"<svg>", "x.svg"))
    assert refused.value.field == "upload"


def test_files_are_added_and_taken_out_by_who_writes_courses_of_that_space(world):
    row = commands.add_course_file(world.sg, "advocacy", title="خريطة", upload=as_upload())
    assert policies.can_withdraw_course_file(world.coordinator, row)
    assert not policies.can_withdraw_course_file(world.secretary, row)
    assert not policies.can_withdraw_course_file(world.president, row)
    write_course(world.sg.space_id, {**shipped()["advocacy"], "key": "our_own"})
    a_session(world.sg, course="our_own")
    with pytest.raises(Refused):
        commands.add_course_file(world.president, "our_own", title="خريطة", upload=as_upload())


def test_a_trainee_without_an_account_sees_the_pictures_of_the_course_and_no_others(world):
    phone = Client()
    commands.add_course_file(world.sg, "advocacy", title="خريطة", upload=as_upload(), name="plan")
    commands.add_course_file(world.sg, "management", title="خريطة", upload=as_upload(), name="other")
    place = a_place(a_session(world.sg, course="advocacy"), 1)
    own = f"/training/mine/{place.pk}/{own_token(place)}/files/"
    sent = phone.get(f"{own}plan")
    assert b"".join(sent.streaming_content) == PNG
    assert sent["X-Robots-Tag"] == "noindex"
    assert phone.get(f"{own}other").status_code == 404
    assert phone.get(f"/training/mine/{place.pk}/x/files/plan").status_code == 404
    gone = a_place(place.session, 2, state="withdrawn")
    assert phone.get(f"/training/mine/{gone.pk}/{own_token(gone)}/files/plan").status_code == 404
    trip = a_place(a_session(world.sg, course=None), 1)
    assert phone.get(f"/training/mine/{trip.pk}/{own_token(trip)}/files/plan").status_code == 404
