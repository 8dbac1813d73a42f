"""A mail server, one person with an address, and things that fall due for them."""

from datetime import timedelta

import pytest

from sanad.activities.models import Activity, FollowUp
from sanad.directory.models import Person
from sanad.foundation.spaces.actor import actor_of
from sanad.foundation.spaces.models import User
from tests.foundation.reminders.post_office import PostOffice
from tests.foundation.reminders.rounds import TODAY


@pytest.fixture(autouse=True)
def _one_transaction(monkeypatch):
    """A test lives in one transaction: the worker must not close its connection, as Django's test client does not."""
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)


@pytest.fixture
def post(settings, socket_enabled):
    office = PostOffice()
    office.open()
    settings.EMAIL_URL = f"127.0.0.1:{office.port}"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    yield office
    office.close()


@pytest.fixture
def sg(world):
    """The secretary general, with an address; nobody else has an address."""
    User.objects.filter(pk=world.sg.user.pk).update(email="sg@example.org", language="ar")
    return actor_of(User.objects.get(pk=world.sg.user.pk), world.sg.space_id)


@pytest.fixture
def follow_up(world):
    activity = Activity.objects.filter(space=world.sg.space).first()

    def write(days: int, text: str = "إرسال الملف", owner: Person | None = None) -> FollowUp:
        return FollowUp.objects.create(
            space=activity.space,
            activity=activity,
            text=text,
            owner=owner or world.people["sg"],
            due_on=TODAY + timedelta(days=days),
        )

    return write
