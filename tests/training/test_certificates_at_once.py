"""Two workers at once, on PostgreSQL: every certificate is issued once, and the numbers have no gap."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanad.accounts.commands.beginning import new_space
from sanad.directory.commands.organisations import add_organisation
from sanad.foundation.spaces.actor import actor_of
from sanad.training.certificates.commands import runs as commands
from sanad.training.certificates.commands.runs import issue_run
from sanad.training.models import Certificate
from tests.training.school import a_registration, a_session, answered, was_there
from tests.training.test_attendance_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]  # SQLite writes one after the other
MANY = 12


def test_eight_workers_issue_each_certificate_once(db, monkeypatch):
    monkeypatch.setattr("sanad.training.certificates.commands.runs.AT_ONCE", 2)
    sg = actor_of(
        new_space(name_ar="منظمة", name_fr="", person="سعاد", username="souad", password="x-2023-sanad", kind="support")
    )
    add_organisation(sg, kind="association", name_ar="جمعية النخيل", is_new=True)
    session = a_session(sg, starts_on=timezone.localdate() - timedelta(days=3), state="confirmed")
    for number in range(1, MANY + 1):
        registration = a_registration(session, number)
        was_there(registration)
        answered(registration, "after", 10)
    run = commands.ask_certificates(sg, session, language="ar")
    assert at_once(lambda _number: issue_run.func(str(run.pk), str(sg.user.pk))) == ["in"] * 8
    rows = Certificate.objects.all()
    assert sorted(rows.values_list("registration__number", flat=True)) == list(range(1, MANY + 1))
    assert sorted(rows.values_list("document__number", flat=True)) == list(range(1, MANY + 1))
    assert sorted(rows.values_list("status_index", flat=True)) == list(range(MANY))
