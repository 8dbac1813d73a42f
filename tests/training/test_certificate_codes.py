"""The QR code of a certificate: whatever the forms allowed it is small enough for any phone, and checked without a network."""

from datetime import timedelta
from string import ascii_lowercase

import pytest
from cryptography.exceptions import InvalidSignature
from hypothesis import given
from hypothesis import strategies as st

from sanad.directory.models import Organisation, Person
from sanad.foundation.documents.papers import check_address, new_code
from sanad.foundation.documents.qr import LARGEST, capitals_beside, modules_of, qr_svg
from sanad.foundation.files.store import open_file
from sanad.training.certificates.commands import keys as commands
from sanad.training.certificates.queries.codes import _room, _spelled, facts_of, sealed
from sanad.training.models import Registration, SessionTrainer
from tests.pdf import pages_of
from tests.properties import LOOK, alone
from tests.qr import codes_of, module_of, version_of
from tests.training.school import a_registration, a_session, answered, was_there
from tests.training.seal import opened
from tests.training.test_certificates import TODAY, issued

DOTS = 100  # an inch: what a cheap phone makes of a sheet held before it
TRAINERS = 14
LETTERS = {"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "fr": "éàçùêÉœ" + ascii_lowercase}

KEY_SIGNATURE_WAY_DIGEST = 93  # bytes


def long_words(length: int, script: str) -> str:
    """A text of exactly that length, of words that no compressor has seen before."""
    letters = LETTERS[script]
    words = "".join(
        letters[number * number % 31 % len(letters)] + " " * (number % 6 == 5) for number in range(length + 20)
    )
    return words[:length].strip().ljust(length, letters[0])


def pdf_of(row) -> bytes:
    with open_file(row.document.file) as stored:
        return stored.read()


def held(world, session):
    """Somebody who reached everything."""
    registration = a_registration(session, 1)
    was_there(registration)
    if session.course:
        answered(registration, "after", 10)
    return registration


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_usual_certificate(world, language):
    session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=3), state="confirmed")
    held(world, session)
    (row,) = issued(world.sg, session, language)
    (scanned,) = codes_of(pdf_of(row), DOTS)
    assert scanned.split("#")[0] == check_address(row.document.code)
    assert version_of(pdf_of(row)) <= 16
    assert module_of(pdf_of(row)) >= 0.5
    seal = opened(scanned, row.key.public)
    printed = [*row.document.data["fields"], ["number", row.document.reference]]
    assert (seal.language, seal.until) == (language, row.valid_until.isoformat())
    assert seal.fields == {name: dict(printed)[name] for name in ("name", "number", "subject", "issuer", "days")}
    assert seal.agrees(row.document.code, printed)
    altered = [[name, "اسم آخر" if name == "duration" else value] for name, value in printed]
    assert not seal.agrees(row.document.code, altered)


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("script", ["ar", "fr", "both", "one word"])
def test_the_longest_that_the_forms_allow(world, language, script):
    def text(length: int, of: str) -> str:
        if script == "one word":
            return long_words(length, of).replace(" ", "ء" if of == "ar" else "e")
        if script == "both":
            return f"{long_words(length // 2, 'ar')} {long_words(length - length // 2 - 1, 'fr')}"
        return long_words(length, of)

    one = "fr" if script == "fr" else "ar"
    session = a_session(
        world.coordinator, course="", halves=9, starts_on=TODAY() - timedelta(days=12), state="confirmed"
    )
    activity = session.activity
    activity.title, activity.venue = text(200, one), text(200, one)
    activity.host = Organisation.objects.create(
        space=world.sg.space, kind="association", name_ar=text(200, one), name_fr=text(200, one)
    )
    activity.save()
    Organisation.objects.filter(space=world.sg.space, own_space=world.sg.space).update(
        name_ar=text(200, "ar"), name_fr=text(200, "fr")
    )
    for _number in range(TRAINERS):
        person = Person.objects.create(space=world.sg.space, name_ar=text(150, one), name_fr=text(150, "fr"))
        SessionTrainer.objects.create(space=world.sg.space, session=session, person=person)
    registration = held(world, session)
    Registration.objects.filter(pk=registration.pk).update(name=text(150, one))
    (row,) = issued(world.sg, session, language)
    pdf = pdf_of(row)
    (scanned,) = codes_of(pdf, DOTS)
    assert version_of(pdf) <= 20
    assert module_of(pdf) >= 0.4
    assert len(pages_of(pdf)) == 1
    seal = opened(scanned, row.key.public)
    printed = [*row.document.data["fields"], ["number", row.document.reference]]
    assert seal.agrees(row.document.code, printed)
    assert {"name", "number", "subject"} <= set(seal.fields)
    assert all(dict(printed)[name] == value for name, value in seal.fields.items())


@given(
    fields=st.fixed_dictionaries(
        {},
        optional={
            name: st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200)
            for name in ("name", "subject", "issuer", "days", "venue", "trainers")
        },
    ),
    until=st.one_of(st.none(), st.dates()),
)
@LOOK
def test_whatever_is_printed_the_code_is_small_and_says_so(world, fields, until):
    def story() -> None:
        key, code = commands.live_key(world.sg.space_id), new_code()
        fields["number"] = "1/2026"
        scanned = f"{check_address(code)}#{sealed(key, facts_of(code, 'ar', until, fields.items()))}"
        assert modules_of(qr_svg(scanned)) <= LARGEST
        seal = opened(scanned, key.public)
        assert seal.agrees(code, [list(field) for field in fields.items()])
        assert all(" ".join(fields[name].splitlines()) == value for name, value in seal.fields.items())
        registration, token = scanned.split("#")
        other = "0" if token[100] != "0" else "1"
        for forged in (f"{registration}#{token[:100]}{other}{token[101:]}", f"{check_address(new_code())}#{token}"):
            with pytest.raises((InvalidSignature, OverflowError)):
                opened(forged, key.public)

    alone(story)


@pytest.mark.parametrize("length", range(10, 34))
def test_the_room_behind_an_address_is_used_and_never_exceeded(settings, length):
    settings.PUBLIC_ADDRESS = f"https://{'a' * length}.ma"
    code = new_code()
    room = capitals_beside(f"{check_address(code)}#")
    spelled = len(_spelled(bytes(KEY_SIGNATURE_WAY_DIGEST + _room(code))))
    assert room - 3 <= spelled <= room
