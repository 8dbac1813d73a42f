"""A name with a sign that no font has stops no paper: it is printed as far as it can be, and who prints is told."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.test import Client

from sanad.activities.models import Activity
from sanad.foundation.documents import engine
from sanad.foundation.documents.models import IssuedDocument
from sanad.training.certificates.commands import runs as commands
from sanad.training.certificates.commands.runs import issue_run
from sanad.training.models import Registration
from tests.pdf import plain, words_of
from tests.training.school import a_registration, a_session, answered, was_there
from tests.training.test_certificates import TODAY

NAME = "علي 😀 中"
AMAZIGH = "ⵎⵓⵃⴰ 😀"


@pytest.fixture
def over(world):
    """A session that is over; two of its people have names of other letters."""
    session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=3), state="confirmed")
    for number, name in enumerate((NAME, AMAZIGH, ""), 1):
        registration = a_registration(session, number, name=name)
        was_there(registration)
        answered(registration, "after", 10)
    return session


def issued(world, session):
    run = commands.ask_certificates(world.sg, session, language="ar")
    issue_run.func(str(run.pk), str(world.sg.user.pk))
    run.refresh_from_db()
    return run


def test_a_stranger_registers_with_any_name_and_the_sheet_is_printed(world, browse):
    session = a_session(world.coordinator, is_public=True)
    typed = {"name": f"{NAME}\x01\ue000\u202e", "phone": "0670000009", "sex": "m", "age": "30-44"}
    assert Client().post(f"/training/join/{session.code}/", typed).status_code == 302
    registration = Registration.objects.get(session=session)
    assert registration.name == NAME
    Registration.objects.filter(pk=registration.pk).update(state="confirmed")
    for language in ("ar", "fr"):
        response = browse(world.coordinator, language).get(
            f"/training/slots/{session.slots.first().pk}/sheet/{language}/"
        )
        assert response.status_code == 200
        said = words_of(response.content)
        assert "😀" in said
        assert "◌" in said
        assert "U+4E2D" in said


def test_before_and_after_the_issue_who_prints_reads_which_sign_is_not_printed(world, browse, over):
    client, page = browse(world.sg, "en"), f"/training/sessions/{over.pk}/certificates/"

    def said(address: str) -> str:
        return plain(client.get(address).content.decode())

    sentence = plain(f"The sign 中 in «{NAME}» cannot be printed; ◌ stands in its place.")
    assert sentence in said(page)
    run = issued(world, over)
    assert (run.failures, run.refusal, run.certificates.count()) == ([], "", 3)
    of_ali, of_moha = (run.certificates.get(registration__number=number) for number in (1, 2))
    assert of_ali.document.data["name"] == NAME
    assert sentence in said(page)
    for address in (f"/training/certificates/{of_ali.pk}/", f"/papers/{of_ali.document_id}/"):
        assert sentence in said(address)
    assert "cannotbeprinted" not in said(f"/papers/{of_moha.document_id}/")
    paper = b"".join(client.get(f"/training/certificates/{of_moha.pk}/paper/").streaming_content)
    said_there = words_of(paper)  # the extractor knows no direction of Tifinagh: the letters, in whatever order
    assert all(letter in said_there for letter in AMAZIGH.replace(" ", ""))


CAUSE = "slice index starts at 7"


class PanicException(BaseException):
    """As the compiler raises it."""


class Panics:
    def compile(self, **_more):
        raise PanicException(CAUSE)


def test_a_paper_that_cannot_be_typeset_is_a_sentence_for_who_asks(world, browse, monkeypatch):
    monkeypatch.setattr(engine, "_compiler", lambda _template: nullcontext(Panics()))
    activity, client = Activity.objects.first(), browse(world.sg, "en")
    page = f"/activities/{activity.pk}/papers/"
    paper = f"/activities/papers/attendance_blank/{activity.pk}/ar/"
    looked_at = client.get(f"{paper}draft.pdf", headers={"referer": f"http://testserver{page}"}, follow=True)
    asked_for = client.post(f"{paper}issue/", {"_back": page}, follow=True)
    for response in (looked_at, asked_for):
        assert response.redirect_chain[-1][0] == page
        assert f"This paper could not be typeset: {CAUSE}" in response.content.decode()
    assert not IssuedDocument.objects.filter(subject_id=activity.pk, kind="attendance_blank").exists()
