"""The file of a session: one paper, one folder, and what is missing."""

import io
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanad.foundation.files.store import open_file
from sanad.training.attendance.commands import attendance
from sanad.training.papers import commands as papers
from sanad.training.sessions.commands import slots
from tests.pdf import words_of
from tests.training.school import a_registration, a_session, answered, was_there
from tests.training.test_certificates import TODAY, issued, session  # noqa: F401  its fixture

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def full(world, session):  # noqa: F811  the fixture
    """A session of which everything is on file but the opinions."""
    slots.add_cost(world.coordinator, session, label="وجبات", amount=180_000, borne_by=world.host)
    slots.write_report(world.sg, session, report="مرت الدورة في ظروف حسنة.")
    papers.issue_session_paper(world.sg, session.registrations.get(number=1), kind="convening", language="ar")
    sheet = SimpleUploadedFile("ورقة.pdf", PDF, content_type="application/pdf")
    attendance.attach_sheet(world.sg, session.slots.first(), upload=sheet)
    issued(world.sg, session)
    return session


@pytest.mark.parametrize(("language", "missing"), [("ar", "غير متوفر"), ("fr", "Manquant")])
def test_one_paper_says_everything(world, full, browse, language, missing):
    answer = browse(world.sg, language).get(f"/training/sessions/{full.pk}/file/{language}.pdf")
    text = words_of(answer.content)
    names = [registration.name.rsplit(" ", 1)[0] for registration in full.registrations.all()]
    for said in (*names, "وجبات", "مرت الدورة في ظروف حسنة", missing):
        assert all(word in text for word in said.split())
    code = full.registrations.get(number=1).certificates.get().document.code_in_groups
    assert all(group in text for group in code.split("-"))


def test_the_folder_holds_the_papers_as_they_were_issued(world, full, browse):
    answer = browse(world.sg).get(f"/training/sessions/{full.pk}/file/ar.zip")
    assert answer["Content-Type"] == "application/zip"
    archive = ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None
    names = archive.namelist()
    assert all(name.isascii() for name in names)
    assert {"01-programme.pdf", "03-attendance.pdf", "06-report.pdf", "people.csv", "index.txt"} <= set(names)
    assert "05-opinions.pdf" not in names
    row = full.registrations.get(number=1).certificates.get()
    with open_file(row.document.file) as stored:
        assert archive.read(f"certificates/{row.document.file.name}") == stored.read()
    (sheet,) = [name for name in names if name.startswith("sheets/")]
    assert archive.read(sheet) == PDF
    assert sum(name.startswith("issued/convening") for name in names) == 1
    people = archive.read("people.csv").decode("utf-8-sig")
    assert all(registration.name in people for registration in full.registrations.all())
    index = archive.read("index.txt").decode("utf-8-sig")
    assert "الآراء" in index.split("\r\n")[-1]


def test_the_page_says_what_is_missing_and_where_it_is_made(world, full, browse):
    page = browse(world.sg).get(f"/training/sessions/{full.pk}/file/").content.decode()
    assert page.count('class="badge warn"') == 2  # opinions, and what it answers in the plans
    assert f"/training/sessions/{full.pk}/results/" in page
    assert browse(world.stranger).get(f"/training/sessions/{full.pk}/file/ar.zip").status_code == 404
    assert browse(world.sg).get(f"/training/sessions/{full.pk}/file/en.pdf").status_code == 404


def test_a_trip_has_a_file_without_tests(world, browse):
    trip = a_session(world.coordinator, course="")
    trip.slots.update(withdrawn_at=trip.created_at)
    page = browse(world.sg).get(f"/training/sessions/{trip.pk}/file/").content.decode()
    assert page.count('class="badge warn"') == 7
    assert browse(world.sg).get(f"/training/sessions/{trip.pk}/file/fr.pdf").content.startswith(b"%PDF-")


def test_long_sessions_show_the_share_alone(world, browse):
    session = a_session(world.coordinator, starts_on=TODAY(), halves=7, state="confirmed")  # noqa: F811  another one
    was_there(a_registration(session, 1, is_late=True))
    answer = browse(world.sg).get(f"/training/sessions/{session.pk}/file/ar.pdf")
    assert answer.content.startswith(b"%PDF-")


def test_as_many_questions_for_many_people_as_for_few(world, full, browse):
    site, address, counts = browse(world.sg), f"/training/sessions/{full.pk}/file/ar.zip", []
    for turn in range(2):
        with CaptureQueriesContext(connection) as asked:
            site.get(f"/training/sessions/{full.pk}/file/")
        counts.append(len(asked))
        for number in range(30 + 15 * turn, 45 + 15 * turn):
            registration = a_registration(full, number)
            was_there(registration)
            answered(registration, "after", 9)
    assert counts[0] == counts[1]
    assert site.get(address).status_code == 200
