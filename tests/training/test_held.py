"""A certificate that was issued again and then revoked is held by nobody, wherever it is asked."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
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


def told(visitor, world, session) -> tuple[str, str]:
    """The row of the session on the tab of the file, and what the page of the person says of it: as one reads them."""
    file = Engagement.objects.get(space=world.sg.space, association=world.association)
    tab = visitor.get(reverse("training:of_engagement", args=[file.pk])).text
    person = visitor.get(reverse("directory:person", args=[world.people["president"].pk])).text
    [row] = [row for row in re.findall(r"<tr>.*?</tr>", tab, re.DOTALL) if str(session.pk) in row]
    [cell] = re.findall(r'data-label="Certificates"[^>]*>(.*?)</td>', row, re.DOTALL)
    registered = reverse("training:registration", args=[session.registrations.get().pk])
    [lead] = [lead for lead in re.findall(r"<li>.*?</li>", person, re.DOTALL) if registered in lead]
    return re.sub(r"<[^>]*>", "", cell).strip(), re.sub(r"<[^>]*>", "", lead)


def test_what_was_revoked_after_it_replaced_another_is_shown_as_held_on_no_page(world, held, browse):
    session, _registration, first = held
    visitor = browse(world.sg, "en")
    second = certificates.reissue_certificate(world.sg, first, language="ar")
    count, lead = told(visitor, world, session)
    assert count == "1"
    assert f"certificate {second.document.reference}" in lead
    assert first.document.reference not in lead
    certificates.revoke_certificate(world.sg, second, reason="خطأ")
    count, lead = told(visitor, world, session)
    assert count == "0"
    assert "certificate" not in lead
    assert not any(row.document.reference in lead for row in (first, second))
    assert "Confirmed" in lead, "how they are registered is told in its stead"


def test_the_page_of_a_registration_says_how_each_of_its_certificates_stands(world, held, browse):
    _session, registration, first = held
    second = certificates.reissue_certificate(world.sg, first, language="ar")
    certificates.revoke_certificate(world.sg, second, reason="خطأ")
    page = browse(world.sg, "en").get(reverse("training:registration", args=[registration.pk])).text
    for row, stands in ((first, "Replaced"), (second, "Revoked")):
        [line] = [line for line in re.findall(r"<li>.*?</li>", page, re.DOTALL) if row.document.reference in line]
        assert f">{stands}</span>" in line
        assert ">Valid<" not in line


def test_of_one_and_of_many_it_is_said_alike_on_the_days_around_its_last(held):
    _session, _registration, first = held
    row, rows, last = Certificate.objects.get(pk=first.pk), Certificate.objects.filter(pk=first.pk), first.valid_until
    for day, stands in ((last - timedelta(days=1), "valid"), (last, "valid"), (last + timedelta(days=1), "expired")):
        assert row.standing(day) == stands
        assert [each.value for each in Certificate.Standing if rows.standing(each, day).exists()] == [stands]
