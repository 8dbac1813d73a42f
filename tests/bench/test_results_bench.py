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

from sanad.territory.models import Place
from sanad.training.models import Attempt, Feedback, Presence, Registration, Session, SessionTrainer, Slot
from sanad.training.queries.results import WAYS
from tests.bench.measure import SIZE, print_headings, print_page, timed
from tests.training.school import a_session

SESSIONS = 625 if SIZE == "full" else 125
PEOPLE, HALVES = 20, 4
COURSES = ("management", "advocacy", "communication", "digitization", "participatory_democracy", "self_development")


@pytest.fixture
def taught(world):
    """Sessions of twenty people and four half-days, all attended: 50,000 presences in the full data set."""
    chance, space, by = random.Random(1), world.sg.space, world.sg.user
    first = [a_session(world.sg, course=key, starts_on=timezone.localdate() - timedelta(days=60)) for key in COURSES]
    Slot.objects.filter(session__in=first).delete()
    here, today = {"space": space}, timezone.localdate()
    activity_of = {session.course_id: session.activity for session in first}
    activities = type(first[0].activity).objects.bulk_create(
        type(first[0].activity)(
            **here, kind="course", title=f"دورة {n}", starts_at=first[0].activity.starts_at, ends_at=first[0].activity.ends_at,
            state="held", host=activity_of[first[0].course_id].host,
        )
        for n in range(SESSIONS)
    )  # fmt: skip
    sessions = Session.objects.bulk_create(
        Session(
            **here, activity=activity, course=first[n % 6].course, seats=PEOPLE, closes_on=today, opens_on=today,
            code=f"bench{n:011}", state="closed",
        )
        for n, activity in enumerate(activities)
    )  # fmt: skip
    people = list(world.people.values())
    SessionTrainer.objects.bulk_create(
        SessionTrainer(**here, session=session, person=chance.choice(people)) for session in sessions
    )
    slots = Slot.objects.bulk_create(
        _half(here, session, n, half) for n, session in enumerate(sessions) for half in range(HALVES)
    )
    places = list(Place.objects.filter(level="commune")[:60])
    registrations = Registration.objects.bulk_create(
        Registration(
            **here, session=session, number=number, name=f"مشارك {number}", channel="link", state="confirmed", place=chance.choice(places),
            sex=chance.choice("wm"), age=chance.choice(Registration.Age.values),
        )
        for session in sessions for number in range(1, PEOPLE + 1)
    )  # fmt: skip
    by_session = {session.pk: slots[n * HALVES : (n + 1) * HALVES] for n, session in enumerate(sessions)}
    Presence.objects.bulk_create(
        [
            Presence(**here, slot=slot, registration=row, minutes=chance.choice((180, 180, 90)), method="trainer", by=by)
            for row in registrations for slot in by_session[row.session_id]
        ],
        batch_size=5000,
    )  # fmt: skip
    Attempt.objects.bulk_create(
        [
            Attempt(**here, registration=row, moment=moment, score=chance.randint(low, low + 5), out_of=10)
            for row in registrations for moment, low in (("before", 1), ("after", 5))
        ],
        batch_size=5000,
    )  # fmt: skip
    Feedback.objects.bulk_create(
        [
            Feedback(**here, session=session, moment="hot", ticket=f"{n}", answers={}, points=chance.randint(8, 15), points_of=3)
            for session in sessions for n in range(PEOPLE)
        ],
        batch_size=5000,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return sessions


def _half(here, session, number, half) -> Slot:
    day = timezone.localdate() - timedelta(days=10 + number % 360 + half // 2)
    begins = timezone.make_aware(datetime.combine(day, time(9 if half % 2 == 0 else 14)))
    return Slot(**here, session=session, starts_at=begins, ends_at=begins + timedelta(hours=3))


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
