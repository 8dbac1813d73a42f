"""What comes next for a session, state by state, and for whom."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext

from sanad.foundation import ui
from sanad.training.models import Session, SessionTrainer
from sanad.training.sessions.views.sessions import ahead_of_opening
from tests.training.school import a_registration, a_session, was_there
from tests.training.test_certificates import issued, session

__all__ = ["session"]  # a finished session with two people who reached everything


def offered(actor, session) -> list[str]:
    step = ui.next_step(actor, Session.objects.select_related("activity__host").get(pk=session.pk))
    return [way.address.removeprefix("training:") for way in step.ways] if step else ["none"]


def days(count: int):
    return timezone.localdate() + timedelta(days=count)


def test_while_it_is_prepared(world):
    session = a_session(world.coordinator, state="draft")
    session.slots.update(withdrawn_at=timezone.now())
    assert offered(world.coordinator, session) == ["add_slot"]
    session = a_session(world.coordinator, state="draft")
    assert offered(world.coordinator, session) == ["add_trainer"]
    SessionTrainer.objects.create(space=session.space, session=session, person=world.people["sg"])
    assert offered(world.coordinator, session) == ["open_session"]
    ready = str(ui.next_step(world.coordinator, session).text)
    session.opens_on, session.closes_on = days(-3), days(0)
    session.save()
    assert str(ui.next_step(world.coordinator, session).text) == ready  # until tonight
    session.closes_on = days(-1)
    session.save()
    assert str(ui.next_step(world.coordinator, session).text) != ready  # nobody could register any more
    assert offered(world.president, session) == ["none"]


def test_announcing_after_its_first_hour_warns_on_the_same_day_too(world):
    session = a_session(world.coordinator, state="draft")
    session.opens_on, session.closes_on = days(-3), days(0)
    warning = gettext("These days are over: nobody can register until they are changed.")
    assert warning not in ahead_of_opening(world.coordinator, session).happens
    session.slots.update(starts_at=timezone.now() - timedelta(hours=1), ends_at=timezone.now() + timedelta(hours=2))
    session.refresh_from_db()
    session.opens_on, session.closes_on = days(-3), days(0)
    assert warning in ahead_of_opening(world.coordinator, session).happens


def test_while_people_register(world):
    session = a_session(world.coordinator, minimum=2)
    assert offered(world.coordinator, session) == ["register_person"]
    assert offered(world.president, session) == ["register_person"]  # its own people
    for number in (1, 2):
        a_registration(session, number)
    assert offered(world.coordinator, session) == ["register_person", "confirm_session"]
    session.opens_on, session.closes_on = days(-3), days(-1)
    session.save()
    enough = str(ui.next_step(world.coordinator, session).text)
    assert offered(world.coordinator, session) == ["confirm_session"]
    assert offered(world.president, session) == ["none"]
    session.minimum = 3
    session.save()
    assert str(ui.next_step(world.coordinator, session).text) != enough  # fewer than the minimum
    session.opens_on, session.closes_on = days(1), days(2)
    session.save()
    assert offered(world.coordinator, session) == []
    # It opens today, and has begun: nothing is waited for.
    session.opens_on, session.minimum = days(0), 1
    session.slots.update(starts_at=timezone.now() - timedelta(hours=1), ends_at=timezone.now() + timedelta(hours=1))
    session.save()
    assert offered(world.coordinator, Session.objects.get(pk=session.pk)) == ["confirm_session"]


def test_an_association_reads_that_every_seat_is_taken(world):
    session = a_session(world.coordinator, seats=2)
    full = gettext("Every seat is taken: who registers now is on the waiting list.")
    a_registration(session, 1)
    assert full not in str(ui.next_step(world.president, session).text)
    a_registration(session, 2)
    assert full in str(ui.next_step(world.president, session).text)
    assert offered(world.president, session) == ["register_person"], "one may still wait for a place"


def test_while_it_is_under_way(world):
    coming = a_session(world.coordinator, state="confirmed")
    assert offered(world.coordinator, coming) == ["registrations"]
    begun = a_session(world.coordinator, halves=2, starts_on=days(-1), state="confirmed")
    now = timezone.now()
    begun.slots.update(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))
    assert offered(world.coordinator, begun) == ["attendance"]
    missing = str(ui.next_step(world.coordinator, begun).text)
    was_there(a_registration(begun, 1))
    assert offered(world.coordinator, begun) == ["attendance"]
    assert str(ui.next_step(world.coordinator, begun).text) != missing
    assert offered(world.president, begun) == ["none"]


def test_once_it_is_over(world, session):
    session.state = "confirmed"
    session.save()
    assert offered(world.sg, session) == ["certificates", "close_session"]
    assert offered(world.president, session) == ["none"]
    session.state = "closed"
    session.save()
    assert offered(world.sg, session) == ["certificates"]
    issued(world.sg, session)
    assert offered(world.sg, session) == ["none"]
    session.state = "confirmed"
    session.save()
    assert offered(world.sg, session) == ["close_session"]
