"""Results over 50,000 attendances: each way of dividing them, against the same sums asked of the database alone.

Floors: what the page asks of the database, sent again as bare SQL ("x sql"), and the render of the same template from
memory ("x bare", "x doors"). Figures are printed; the number of questions and the weight are judged.
"""

import random
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sanad.activities.models import Activity
from sanad.territory.models import Place
from sanad.training.learning.queries.results import WAYS
from sanad.training.models import Attempt, Feedback, Presence, Registration, Session, SessionTrainer, Slot
from tests.bench.measure import SIZE, print_headings, print_page, timed
from tests.training.school import a_session

SESSIONS = 625 if SIZE == "full" else 125
PEOPLE, HALVES = 20, 4
COURSES = ("management", "advocacy", "communication", "digitization", "participatory_democracy", "self_development")


@pytest.fixture
def taught(world):
    """Sessions of twenty people and four half-days, all attended: 50,000 presences in the full data set."""
    chance = random.Random(1)
    sessions = _sessions(world)
    people = list(world.people.values())
    _many(SessionTrainer, (_here(session, person=chance.choice(people)) for session in sessions))
    slots = _many(Slot, (_half(session, n, half) for n, session in enumerate(sessions) for half in range(HALVES)))
    registrations = _people(sessions, chance)
    halves = {session.pk: slots[n * HALVES : (n + 1) * HALVES] for n, session in enumerate(sessions)}
    _many(
        Presence,
        (
            _here(
                row, slot=slot, registration=row, session=None, minutes=chance.choice((180, 180, 90)), method="trainer"
            )
            for row in registrations
            for slot in halves[row.session_id]
        ),
    )
    _many(
        Attempt,
        (
            _here(row, session=None, registration=row, moment=moment, score=chance.randint(low, low + 5), out_of=10)
            for row in registrations
            for moment, low in (("before", 1), ("after", 5))
        ),
    )
    opinions = ((session, number) for session in sessions for number in range(PEOPLE))
    _many(
        Feedback,
        (_here(s, moment="hot", ticket=f"{n}", points=chance.randint(8, 15), points_of=3) for s, n in opinions),
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return sessions


def _many(model, rows) -> list:
    return model.objects.bulk_create([model(**row) for row in rows], batch_size=5000)


def _here(row, **details) -> dict:
    """The columns of something in the space, and in the session, of a row."""
    found = {"space_id": row.space_id, "session": row, **details}
    return {name: value for name, value in found.items() if value is not None}


def _sessions(world) -> list[Session]:
    """Each an activity of its own; the six courses take turns."""
    first = [a_session(world.sg, course=key, starts_on=timezone.localdate() - timedelta(days=60)) for key in COURSES]
    Slot.objects.filter(session__in=first).delete()
    here, today, like = {"space": world.sg.space}, timezone.localdate(), first[0].activity
    times = {"starts_at": like.starts_at, "ends_at": like.ends_at}
    activities = _many(
        Activity,
        (
            {**here, **times, "kind": "course", "title": f"دورة {n}", "state": "held", "host": like.host}
            for n in range(SESSIONS)
        ),
    )
    days = {"opens_on": today, "closes_on": today, "state": "closed", "seats": PEOPLE}
    return _many(
        Session,
        (
            {**here, **days, "activity": activity, "course": first[n % 6].course, "code": f"bench{n:011}"}
            for n, activity in enumerate(activities)
        ),
    )


def _people(sessions, chance) -> list[Registration]:
    places = list(Place.objects.filter(level="commune")[:60])
    same = {"channel": "link", "state": "confirmed"}
    return _many(
        Registration,
        (
            _here(
                session,
                **same,
                number=number,
                name=f"مشارك {number}",
                place=chance.choice(places),
                sex=chance.choice("wm"),
                age=chance.choice(Registration.Age.values),
            )
            for session in sessions
            for number in range(1, PEOPLE + 1)
        ),
    )


def _half(session, number, half) -> dict:
    day = timezone.localdate() - timedelta(days=10 + number % 360 + half // 2)
    begins = timezone.make_aware(datetime.combine(day, time(9 if half % 2 == 0 else 14)))
    return _here(session, starts_at=begins, ends_at=begins + timedelta(hours=3))


def _bare_sql(client, address: str) -> float:
    """How long the database takes for what the page asks about training, sent as it stands."""
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    asked = [query["sql"] for query in queries.captured_queries if "training_" in query["sql"]]

    def ask() -> None:
        with connection.cursor() as cursor:
            for sql in asked:
                cursor.execute(sql.replace("%", "%%") if "%" in sql else sql)
                cursor.fetchall()

    return timed(ask)[0]


def test_results_over_all_attendances(world, taught, browse, settings) -> None:
    client = browse(world.sg)
    print_headings()
    print(f"{Presence.objects.count():,} presences")
    for way in WAYS:
        address = f"/training/results/?by={way}"
        assert print_page(client, settings, f"results by {way}", address) <= 9
        page, sql = timed(lambda address=address: client.get(address))[0], _bare_sql(client, address)
        print(f"{'':22}{'the same in bare SQL':>27}{sql:>9.1f} ms{page / sql:>6.2f} x sql")
