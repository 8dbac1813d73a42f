"""Rows for the tests of training, made without the commands that other tests are about."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from sanad.activities.models import Activity
from sanad.courses.commands.courses import course_named
from sanad.courses.queries.syllabus import shipped
from sanad.directory.models import Organisation
from sanad.training.models import Attempt, Presence, Registration, Session, Slot

NAMES = ("فاطنة الزعيم", "إدريس أوعلي", "خديجة بنموسى", "محمد العلوي", "زهرة أيت حمو", "يوسف الإدريسي")


def a_session(actor, *, course="management", seats=20, halves=2, starts_on=None, state="open", **details) -> Session:
    """A session of the actor's space, in days to come unless told otherwise, with a slot for each half-day."""
    first = starts_on or timezone.localdate() + timedelta(days=10)
    morning = timezone.make_aware(datetime.combine(first, time(9)))
    activity = Activity.objects.create(
        space=actor.space,
        kind="course",
        title=f"دورة {course}",
        starts_at=morning,
        ends_at=morning + timedelta(hours=3, days=halves - 1),
        state="convened",
        host=Organisation.objects.filter(space=actor.space).first(),
    )
    with transaction.atomic():
        taught = course_named(actor.space_id, course) if course else None
    session = Session.objects.create(
        space=actor.space,
        activity=activity,
        course=taught,
        seats=seats,
        opens_on=min(first, timezone.localdate()),
        closes_on=first - timedelta(days=1) if starts_on is None else first,
        code=f"{Session.objects.count():016}",
        state=state,
        **details,
    )
    for number in range(halves):
        start = morning + timedelta(days=number)
        Slot.objects.create(space=actor.space, session=session, starts_at=start, ends_at=start + timedelta(hours=3))
    return session


def a_registration(session, number=1, *, name="", state="confirmed", **details) -> Registration:
    """The registration of that number."""
    known = {"sex": "wm"[number % 2], "age": "30-44", "phone": f"+2126610000{number:02}", "channel": "organisation"}
    name = name or f"{NAMES[number % len(NAMES)]} {number}"
    return Registration.objects.create(
        space=session.space, session=session, number=number, state=state, **{**known, "name": name, **details}
    )


def was_there(registration, share=1.0) -> None:
    """Present at every half-day, for that share of it."""
    for slot in registration.session.slots.filter(withdrawn_at=None):
        Presence.objects.create(
            space=registration.space,
            slot=slot,
            registration=registration,
            minutes=int(slot.minutes * share),
            method="trainer",
        )


def answered(registration, moment, right: int) -> Attempt:
    """The test with so many right answers of those of the course."""
    test = shipped()[registration.session.course.key]["test"]
    answers = {
        q["key"]: q["answer"] if n < right else next(c["key"] for c in q["choices"] if c["key"] != q["answer"])
        for n, q in enumerate(test)
    }
    return Attempt.objects.create(
        space=registration.space,
        registration=registration,
        moment=moment,
        answers=answers,
        score=right,
        out_of=len(test),
    )
