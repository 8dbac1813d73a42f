"""The convening letter, to a person and to an association with its list; the programme. Who sees what of a session."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from sanad.courses.models import Course, CourseFile
from sanad.courses.policies import visible_to as visible_courses
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import printable
from sanad.foundation.files.store import open_file
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import visitor
from sanad.training.attendance.documents import attendance_sheet
from sanad.training.models import Registration, Session, SessionCost
from sanad.training.papers import commands as papers
from sanad.training.policies import visible_to
from sanad.training.sessions.commands import sessions, slots
from tests.pdf import pages_of, words_of
from tests.refusals import says_no
from tests.training.school import a_registration, a_session


@pytest.fixture
def registration(world):
    session = a_session(world.coordinator)
    session.activity.venue, session.activity.purpose = "دار الشباب", "يرجى إحضار دفتر"
    session.activity.save()
    return a_registration(session, 1, organisation=world.association, asking_space=world.president.space)


def issued(actor, subject, kind: str, language: str = "ar"):
    document = papers.issue_session_paper(actor, subject, kind=kind, language=language)
    with open_file(document.file) as stored:
        return document, words_of(stored.read())


@pytest.mark.parametrize(("language", "word"), [("ar", "استدعاء"), ("fr", "convocation")])
def test_the_letter_says_when_and_where(world, registration, language, word):
    _document, text = issued(world.sg, registration, "convening", language)
    for said in (registration.name, "دار الشباب", "يرجى إحضار دفتر"):
        assert all(part in text for part in said.split())
    assert word in str(text).lower()


def test_the_list_names_everybody_of_the_association(world, registration):
    other = a_registration(registration.session, 2, organisation=world.association)
    stranger = a_registration(registration.session, 3)
    _document, text = issued(world.sg, registration, "convening_list")
    assert world.association.name_ar in text
    assert registration.name in text
    assert other.name in text
    assert stranger.name not in text
    with says_no("This person comes for no association."):
        papers.issue_session_paper(world.sg, stranger, kind="convening_list", language="ar")


def test_the_next_letter_replaces_the_one_before(world, registration):
    first, _text = issued(world.sg, registration, "convening")
    second, _text = issued(world.sg, registration, "convening")
    assert second.replaces == first
    assert (first.series, second.number) == ("convening", first.number + 1)


def test_the_programme_has_the_steps_of_the_course(world, registration):
    slots.add_trainer(world.coordinator, registration.session, person=world.people["sg"])
    _document, text = issued(world.sg, registration.session, "session_programme")
    half = registration.session.course.content["programme"][0]
    for said in (half["title"]["ar"], half["steps"][0]["title"]["ar"], "محمد الحاجي"):
        assert said in text


def test_what_cannot_be_written_is_refused(world, registration):
    waiting = a_registration(registration.session, 4, state="waiting")
    called_off = a_registration(a_session(world.coordinator, state="cancelled"), 1)
    empty = a_session(world.coordinator, course="")
    empty.slots.update(withdrawn_at=timezone.now())
    for subject, kind, sentence in (
        (waiting, "convening", "This person has no place yet."),
        (called_off, "convening", "This session is not announced."),
        (empty, "session_programme", "Say first when it takes place."),
    ):
        with says_no(sentence):
            papers.issue_session_paper(world.sg, subject, kind=kind, language="ar")
    with says_no("This belongs to another space."):
        papers.issue_session_paper(world.president, registration, kind="convening", language="ar")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_draft_is_looked_at_before_the_paper_is_issued(world, registration, browse, language):
    site = browse(world.sg, language)
    for address in (
        f"/training/registrations/{registration.pk}/letter/{language}/",
        f"/training/registrations/{registration.pk}/list/{language}/",
        f"/training/sessions/{registration.session_id}/programme/{language}/",
    ):
        assert site.get(address).content.startswith(b"%PDF-")
        before = IssuedDocument.objects.count()
        assert f'href="{address}"' in site.get(f"{address}issue/").content.decode()
        assert IssuedDocument.objects.count() == before
        assert site.post(f"{address}issue/", {}).status_code == 302
        assert IssuedDocument.objects.count() == before + 1
        assert site.get(address.replace(f"/{language}/", "/en/")).status_code == 404
        assert browse(world.president).get(address).status_code == 404
        assert browse(world.president).post(f"{address}issue/").status_code == 404


def test_an_association_sees_what_is_announced_and_nothing_else(world, registration):
    draft = a_session(world.coordinator, state="draft")
    slots.add_cost(world.coordinator, registration.session, label="طباعة", amount=100)
    assert set(visible_to(world.president, Session)) == {registration.session}
    assert draft not in visible_to(world.president, Session)
    assert not visible_to(world.president, SessionCost).exists()
    assert registration.session.course in visible_courses(world.president, Course)
    assert not visible_courses(world.president, CourseFile).exists()
    assert not visible_to(world.stranger, Session).exists()
    assert not visible_to(visitor(world.sg.space), Session).exists()
    with pytest.raises(TypeError):
        visible_to(world.sg, IssuedDocument)


def test_half_days_end_after_they_begin_and_a_course_in_a_meeting_keeps_its_place(world, registration):
    now = timezone.now() + timedelta(days=40)
    with pytest.raises(Refused) as refusal:
        slots.add_slot(world.coordinator, registration.session, starts_at=now, ends_at=now)
    assert refusal.value.field == "ends"
    item = registration.session.activity.programme.create(space=world.sg.space, position=1, kind="course", title="دورة")
    inside = sessions.plan_in_activity(world.coordinator, item, course="management", seats=5)
    sessions.edit_session(world.coordinator, inside, seats=6, minimum=1, is_public=False, venue="مكان آخر")
    inside.activity.refresh_from_db()
    assert inside.activity.venue == "دار الشباب"


def test_three_hundred_people_sign_a_row_each(world):
    slot = a_session(world.coordinator, seats=400).slots.first()
    long = ["بن عبد الرحمان الإدريسي العلوي الحسني", "Ait Ben Haddou El Idrissi El Alaoui", "بنموسى"]
    names = [f"n{number}x {long[number % 3]} n{number}y" for number in range(1, 301)]
    registrations = [Registration(session=slot.session, name=name, phone="+212661000001") for name in names]
    with override("ar"):
        pages = pages_of(printable(attendance_sheet(slot, registrations)))
    for name in names:
        first, *_words, last = name.split()
        assert sum(first in page and last in page for page in pages) == 1, name
