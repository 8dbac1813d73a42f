"""Many at the door at once, on PostgreSQL: no seat is given twice, nobody is written down twice."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from sanad.accounts.commands.beginning import new_space
from sanad.directory.commands.organisations import add_organisation
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import actor_of, visitor
from sanad.training.attendance.commands import attendance as commands
from sanad.training.models import Presence, Registration
from sanad.training.queries.links import door_code
from tests.training.school import a_registration, a_session

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]  # SQLite writes one after the other
MANY, FREE = 8, 2


@pytest.fixture
def sg(db):
    return actor_of(
        new_space(name_ar="منظمة", name_fr="", person="سعاد", username="souad", password="x-2023-sanad", kind="support")
    )


@pytest.fixture
def slot(sg):
    add_organisation(sg, kind="association", name_ar="جمعية النخيل", is_new=True)
    session = a_session(sg, starts_on=timezone.localdate(), halves=1, seats=FREE)
    slot = session.slots.get()
    slot.starts_at, slot.ends_at = timezone.now() - timedelta(minutes=5), timezone.now() + timedelta(hours=3)
    slot.save()
    return slot


def at_once(act: Callable[[int], object]) -> list[str]:
    """Every number does the same at the same moment; what each was answered."""
    start, answers = Barrier(MANY), [""] * MANY

    def run(number: int) -> None:
        start.wait()
        try:
            act(number)
            answers[number] = "in"
        except Refused:
            answers[number] = "refused"
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def test_eight_without_a_place_take_the_last_two_seats(slot):
    here, code = visitor(slot.space), door_code(slot)
    answers = at_once(
        lambda n: commands.come_in_late(here, slot, code=code, name=f"حاضر {n}", phone=f"+21266200000{n}")
    )
    assert sorted(answers) == ["in"] * FREE + ["refused"] * (MANY - FREE)
    registrations = Registration.objects.filter(session=slot.session, state="confirmed")
    assert sorted(registrations.values_list("number", flat=True)) == [1, 2]
    assert Presence.objects.filter(slot=slot).count() == FREE


def test_who_sends_it_eight_times_is_there_once_and_the_trainer_changes_nothing(sg, slot):
    registration, here, code = a_registration(slot.session, 1), visitor(slot.space), door_code(slot)
    opened = timezone.now()

    def act(number: int) -> object:
        if number % 2:
            return commands.take_attendance(sg, slot, minutes={}, others=0, as_of=opened)
        return commands.come_in(here, slot, code=code, registration=registration)

    assert at_once(act) == ["in"] * MANY
    row = Presence.objects.get(slot=slot)
    assert (row.minutes, row.method) == (slot.minutes, "door")
