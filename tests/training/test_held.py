"""A certificate that was issued again and then revoked is held by nobody, wherever it is asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanad.accompaniment.models import Engagement
from sanad.training.certificates.commands import certificates, runs
from sanad.training.certificates.queries.certificates import has_live
from sanad.training.models import Certificate
from sanad.training.sessions.queries.engagement import sessions_of_engagement
from sanad.training.sessions.queries.onward import from_person
from tests.training.school import a_registration, a_session, answered, was_there


@pytest.fixture
def held(world):
    """(the session, the registration, its certificate)."""
    session = a_session(world.coordinator, starts_on=timezone.localdate() - timedelta(days=3), state="confirmed")
    registration = a_registration(session, 1, organisation=world.association, person=world.people["president"])
    was_there(registration, 1)
    answered(registration, "after", 10)
    run = runs.ask_certificates(world.sg, session, language="ar")
    while run.finished_at is None:
        run = runs.issue_next(world.sg, run)
    return session, registration, run.certificates.get()


def held_on_pages(world, session) -> tuple[int, bool]:
    """How many the file of the association counts, and whether the page of the person names one."""
    file = Engagement.objects.get(space=world.sg.space, association=world.association)
    [lead] = [lead for lead in from_person(world.sg, world.people["president"]) if str(session) in str(lead.label)]
    return sessions_of_engagement(world.sg, file).get(pk=session.pk).certified, "/" in str(lead.hint)


def test_issued_again_and_revoked(world, held):
    session, registration, first = held
    assert (has_live(registration), held_on_pages(world, session)) == (True, (1, True))
    second = certificates.reissue_certificate(world.sg, first, language="ar")
    assert (has_live(registration), held_on_pages(world, session)) == (True, (1, True))
    certificates.revoke_certificate(world.sg, second, reason="خطأ")
    assert (has_live(registration), held_on_pages(world, session)) == (False, (0, False))


def test_of_one_and_of_many_it_is_said_alike_on_the_days_around_its_last(held):
    _session, _registration, first = held
    row, rows, last = Certificate.objects.get(pk=first.pk), Certificate.objects.filter(pk=first.pk), first.valid_until
    for day, stands in ((last - timedelta(days=1), "valid"), (last, "valid"), (last + timedelta(days=1), "expired")):
        assert row.standing(day) == stands
        assert [each.value for each in Certificate.Standing if rows.standing(each, day).exists()] == [stands]
