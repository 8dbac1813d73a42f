"""Certificates: who has a right, issued together, on paper and signed, revoked, replaced, expired."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanad.foundation.files.store import open_file
from sanad.foundation.policy import Refused
from sanad.training import commands
from sanad.training.models import Certificate
from sanad.training.queries.certificates import holds, judged
from tests.pdf import words_of
from tests.training.school import a_place, a_session, answered, was_there

TODAY = timezone.localdate


@pytest.fixture
def session(world):
    """Over since yesterday: 1 and 2 reached everything, 3 failed the test, 4 was absent, 5 took no test."""
    session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=3), state="confirmed")
    for number, (share, right) in enumerate([(1, 10), (0.9, 8), (1, 3), (0, None), (1, None)], 1):
        place = a_place(session, number)
        was_there(place, share)
        if right is not None:
            answered(place, "after", right)
    return session


def issued(sg, session, language="ar", **wanted) -> list[Certificate]:
    run = commands.ask_certificates(sg, session, language=language, **wanted)
    while run.finished_at is None:
        run = commands.issue_next(sg, run)
    return list(run.certificates.order_by("status_index"))


def test_only_who_reached_it_gets_one_and_the_others_read_why(world, session):
    rows = judged(world.sg, session)
    assert [row.has_right for row in rows] == [True, True, False, False, False]
    assert [len(row.lacks) for row in rows] == [0, 0, 1, 2, 1]
    found = issued(world.sg, session)
    assert [row.registration.number for row in found] == [1, 2]
    assert all(holds(row.snapshot) for row in found)
    assert [row.document.number for row in found] == [1, 2]
    with pytest.raises(Refused, match="."):
        commands.ask_certificates(world.sg, session, language="ar")


def test_nobody_gets_one_without_the_right_or_twice(world, session):
    places = list(session.registrations.order_by("number"))
    with pytest.raises(Refused) as refusal:
        commands.ask_certificates(world.sg, session, language="ar", people=[places[2].pk])
    assert places[2].name in str(refusal.value.message)
    issued(world.sg, session, people=[places[0].pk])
    with pytest.raises(Refused):
        commands.ask_certificates(world.sg, session, language="ar", people=[places[0].pk])
    assert [row.registration for row in issued(world.sg, session)] == [places[1]]


def test_the_paper_says_everything_and_carries_it_signed(world, session):
    row = issued(world.sg, session)[0]
    with open_file(row.document.file) as pdf:
        content = pdf.read()
    open("/tmp/cert.pdf", "wb").write(content)
    text = words_of(content)
    for said in (row.registration.name, "شهادة تكوين", row.document.reference):
        assert said in text
