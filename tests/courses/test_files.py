"""Pictures and papers of lessons."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from sanad.courses import policies as course_policies
from sanad.courses.commands import files, writing
from sanad.courses.commands.courses import write_course
from sanad.courses.models import CourseFile
from sanad.courses.queries.syllabus import shipped
from sanad.foundation.files.models import StoredFile
from sanad.foundation.policy import Refused
from sanad.training.queries.links import own_token
from tests.kept import keep_bytes
from tests.pictures import PNG, written
from tests.refusals import says_no
from tests.training.school import a_registration, a_session


def read(response, status=200):
    assert response.status_code == status, response.status_code
    return response.content.decode()


def as_upload(content=PNG, name="plan.png"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def client(world, browse):
    return browse(world.coordinator)


def test_a_picture_is_added_and_shown_in_the_lesson_by_its_name(world, client):
    address = "/training/courses/advocacy/files/"
    read(client.get(address))
    assert client.post(address, {"upload": as_upload(), "title": "خريطة"}).url.endswith("advocacy/#files")
    row = CourseFile.objects.get()
    assert row.name == "picture-1"
    assert "![خريطة](file:picture-1)" in read(client.get("/training/courses/advocacy/"))
    lesson = {**shipped()["advocacy"]["lessons"][0]}
    lesson["body"] = {"ar": "![خريطة](file:picture-1) ![آخر](file:gone)", "fr": "![Carte](file:picture-1)"}
    writing.edit_course(world.sg, "advocacy", "lessons", "l1", base_version=1, value=lesson)
    page = read(client.get("/training/courses/advocacy/lessons/l1/"))
    assert 'src="/training/courses/advocacy/files/picture-1"' in page
    assert 'class="lack"' in page
    sent = client.get("/training/courses/advocacy/files/picture-1")
    assert b"".join(sent.streaming_content) == PNG
    assert "inline" in sent["Content-Disposition"]
    client.post(f"/training/files/{row.pk}/withdraw/")
    assert client.get("/training/courses/advocacy/files/picture-1").status_code == 404
    row.refresh_from_db()
    with says_no("This was withdrawn already."):
        files.withdraw_course_file(world.sg, row)


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
    writing.edit_course(world.sg, "advocacy", "lessons", "l1", base_version=1, value=lesson)
    page = read(client.get("/training/courses/advocacy/lessons/l1/"))
    assert '<a href="/training/courses/advocacy/files/large">خريطة</a>' in page
    assert '<a href="/training/courses/advocacy/files/lost">lost</a>' in page
    assert "<img" not in page[page.index("files/large") - 40 : page.index("files/lost")]


def test_names_are_made_or_chosen_and_never_taken_twice(world):
    def add(**details):
        return files.add_course_file(world.sg, "advocacy", title="خريطة", upload=as_upload(), **details)

    assert [add().name, add(name="picture-3").name, add().name, add().name] == [
        "picture-1",
        "picture-3",
        "picture-2",
        "picture-4",
    ]
    paper = files.add_course_file(world.sg, "advocacy", title="نص", upload=as_upload(b"%PDF-1.4\n%", "text.pdf"))
    assert paper.name == "paper-1"
    for name in ("picture-1", "Plan", "plan 1", "خطة"):
        with pytest.raises(Refused) as refused:
            add(name=name)
        assert refused.value.field == "name"
    with says_no("This course does not exist."):
        files.add_course_file(world.sg, "nothing", title="خريطة", upload=as_upload())
    with pytest.raises(Refused) as refused:
        files.add_course_file(world.sg, "advocacy", title="خريطة", upload=as_upload(b"<svg>", "x.svg"))
    assert refused.value.field == "upload"


def test_files_are_added_and_taken_out_by_who_writes_courses_of_that_space(world):
    row = files.add_course_file(world.sg, "advocacy", title="خريطة", upload=as_upload())
    assert course_policies.can_withdraw_course_file(world.coordinator, row)
    assert not course_policies.can_withdraw_course_file(world.secretary, row)
    assert not course_policies.can_withdraw_course_file(world.president, row)
    write_course(world.sg.space_id, {**shipped()["advocacy"], "key": "our_own"})
    a_session(world.sg, course="our_own")
    with says_no("This course does not exist."):
        files.add_course_file(world.president, "our_own", title="خريطة", upload=as_upload())


def test_a_trainee_without_an_account_sees_the_pictures_of_the_course_and_no_others(world):
    phone = Client()
    files.add_course_file(world.sg, "advocacy", title="خريطة", upload=as_upload(), name="plan")
    files.add_course_file(world.sg, "management", title="خريطة", upload=as_upload(), name="other")
    registration = a_registration(a_session(world.sg, course="advocacy"), 1)
    own = f"/training/mine/{registration.pk}/{own_token(registration)}/files/"
    sent = phone.get(f"{own}plan")
    assert b"".join(sent.streaming_content) == PNG
    assert sent["X-Robots-Tag"] == "noindex"
    assert phone.get(f"{own}other").status_code == 404
    assert phone.get(f"/training/mine/{registration.pk}/x/files/plan").status_code == 404
    gone = a_registration(registration.session, 2, state="withdrawn")
    assert phone.get(f"/training/mine/{gone.pk}/{own_token(gone)}/files/plan").status_code == 404
    trip = a_registration(a_session(world.sg, course=None), 1)
    assert phone.get(f"/training/mine/{trip.pk}/{own_token(trip)}/files/plan").status_code == 404
