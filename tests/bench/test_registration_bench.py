"""Five hundred people ask for the last hundred seats: how fast, against bare inserts under the same lock.

On PostgreSQL eight ask at once; SQLite writes one after the other. Figures are printed; that no seat is given twice, that
nobody is lost and that it takes less than a minute's worth are judged by counting.
"""

import time
from threading import Thread

import pytest
from django.db import connection, transaction

from sanad.accounts.commands.beginning import new_space
from sanad.directory.commands.organisations import add_organisation
from sanad.foundation.spaces.actor import actor_of, visitor
from sanad.training.models import Registration, Session
from sanad.training.registrations.commands import registration as commands
from sanad.training.registrations.commands.seats import open_share
from tests.training.school import a_session

PEOPLE, SEATS = 500, 100
AT_ONCE = 8 if connection.vendor == "postgresql" else 1
pytestmark = pytest.mark.django_db(transaction=AT_ONCE > 1)  # others are seen by other connections only when written


def _by_all(act) -> float:
    """Seconds until everybody has asked."""

    def some(first: int) -> None:
        try:
            for number in range(first, PEOPLE, AT_ONCE):
                act(number)
        finally:
            if AT_ONCE > 1:
                connection.close()

    begin = time.perf_counter()
    if AT_ONCE == 1:
        some(0)
    else:
        threads = [Thread(target=some, args=(first,)) for first in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return time.perf_counter() - begin


def test_the_last_hundred_seats() -> None:
    sg = actor_of(
        new_space(name_ar="منظمة", name_fr="", person="سعاد", username="souad", password="x-2023-sanad", kind="support")
    )
    add_organisation(sg, kind="association", name_ar="جمعية النخيل", is_new=True)
    asked, bare = (a_session(sg, seats=SEATS, is_public=True) for _number in range(2))
    someone = visitor(sg.space)
    spent = _by_all(
        lambda n: commands.join_session(someone, asked, name=f"شخص {n}", phone=f"+2126{n:08}", sex="w", age="30-44")
    )

    def insert(number: int) -> None:
        with transaction.atomic():
            held = Session.objects.select_for_update(of=("self",)).get(pk=bare.pk)
            taken = held.registrations.filter(state="confirmed").count()
            Registration.objects.create(
                space_id=held.space_id,
                session=held,
                number=number + 1,
                name=f"شخص {number}",
                phone=f"+2126{number:08}",
                channel="link",
                state="confirmed" if taken < SEATS else "waiting",
            )

    floor = _by_all(insert)
    print(f"\n{connection.vendor}: {PEOPLE} registrations on {SEATS} seats, {AT_ONCE} at once: {spent:.1f} s,", end=" ")
    print(f"{PEOPLE / spent:.0f} a second; bare inserts under the same lock {floor:.1f} s; {spent / floor:.2f} x bare")
    states = list(asked.registrations.order_by("number").values_list("state", flat=True))
    given = open_share(asked)  # the others wait until the organiser knows who is who
    assert states == ["confirmed"] * given + ["waiting"] * (PEOPLE - given)
    assert list(asked.registrations.order_by("number").values_list("number", flat=True)) == list(range(1, PEOPLE + 1))
