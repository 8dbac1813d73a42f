"""Training, as it goes on around the day on which the demo is made: what was held, what is under way, what is announced.

The short course of 24 December 2023 is that of the press report. Everything else is invented, and so is everybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from sanad.accompaniment.models import PlanItem
from sanad.activities.models import Activity, ProgrammeItem
from sanad.demo.world import Case
from sanad.foundation.spaces.actor import visitor
from sanad.territory.loader import place_id
from sanad.territory.models import Place
from sanad.training.attendance.commands import attendance, late
from sanad.training.certificates.commands import certificates, runs
from sanad.training.demand import commands as answering
from sanad.training.learning.commands import assessment, feedback
from sanad.training.learning.queries.assessment import opinion_of, questions_of
from sanad.training.models import Registration, Session
from sanad.training.queries.links import ticket
from sanad.training.registrations.commands import registration
from sanad.training.registrations.queries.cards import perhaps_cards
from sanad.training.sessions.commands import sessions, slots
from sanad.training.trainers import commands as trainers

# Name, woman or man, age group; right answers of ten before and after; of the half-days, in how many they were there.
FROM_THE_ASSOCIATION = [
    ("فطنة الكاتبة", "w", "30-44", 5, 10, 4),
    ("سعيد أمين المال", "m", "45-59", 4, 8, 4),
    ("عائشة الخياطة", "w", "45-59", 3, 8, 4),
    ("زهرة النحالة", "w", "30-44", 4, 9, 4),
    ("حسن الفلاح", "m", "60+", 2, 6, 3),
    ("خديجة النساجة", "w", "18-29", 5, 9, 4),
    ("علي النجار", "m", "30-44", 3, 7, 4),
    ("مليكة الطالبة", "w", "0-17", 6, 10, 4),
    ("موسى السائق", "m", "18-29", 4, 5, 2),
]
BY_THEMSELVES = [
    ("نعيمة المعلمة", "w", "30-44", 6, 10, 4),
    ("رشيد البقال", "m", "45-59", 3, 7, 3),
    ("سناء الممرضة", "w", "18-29", 7, 10, 4),
]
WAITING_FOR = [
    ("ليلى الزعفرانية", "w", "18-29"),
    ("بوعزة الراعي", "m", "60+"),
    ("إيمان الخزافة", "w", "30-44"),
    ("كمال الميكانيكي", "m", "30-44"),
    ("حليمة الجدة", "w", "60+"),
]
MORNING, NOON, AFTERNOON, EVENING = time(9), time(12, 30), time(14, 30), time(17, 30)
MEKNES = "03.061.01.01"
HELD_AGO, EARLIER, COMING_IN = timedelta(days=12), timedelta(days=150), timedelta(days=16)
TAUGHT = ("management", "communication", "digitization")
FULL, PRICE_OF_MEALS, PRICE_OF_PRINTS, PRICE_OF_BUS = 4, 180_000, 42_050, 260_000


@dataclass(frozen=True)
class Person:
    """Somebody invented, and how it went for them."""

    name: str
    sex: str
    age: str
    before: int = 0
    after: int = 0
    half_days: int = FULL


def teach(case: Case) -> None:
    """The short course of the report, one course finished lately, one half a year ago, one that is full, a trip."""
    for field in TAUGHT:
        trainers.add_trainer_field(case.coordinator, person=case.people["sg"], field=field)
    _inside_the_meeting(case)
    people = [Person(*row) for row in FROM_THE_ASSOCIATION], [Person(*row) for row in BY_THEMSELVES]
    earlier = _held(case, "digitization", EARLIER, people)
    _finished(case, earlier, "later")
    _certified(case, earlier)
    _finished(case, _held(case, "management", HELD_AGO, people, harder=1), "now")
    _announced(case)
    _trip(case)


def _inside_the_meeting(case: Case) -> None:
    """The secretary general's hour on administrative and financial management; both guests sat in it."""
    item = ProgrammeItem.objects.get(activity__space=case.sg.space, kind="course")
    session = sessions.plan_in_activity(
        case.coordinator, item, course="management", seats=10, opens_on=date(2023, 12, 1), closes_on=date(2023, 12, 23)
    )
    slots.add_trainer(case.coordinator, session, person=case.people["sg"])
    sessions.open_session(case.coordinator, session)
    for key, sex in (("president", "m"), ("secretary", "w")):
        late.add_late_person(
            case.sg,
            session,
            name=str(case.people[key]),
            sex=sex,
            person=case.people[key],
            organisation=case.association,
        )
    slot = session.slots.get()
    attendance.take_attendance(case.sg, slot, minutes={}, others=slot.minutes)
    slots.write_report(case.sg, session, report="قدمت الدورة القصيرة مبادئ التدبير الإداري والمالي للجمعيات.")
    sessions.confirm_session(case.coordinator, session)
    sessions.close_session(case.coordinator, session)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, timezone.get_current_timezone())


def _halves(first: date, count: int) -> list[tuple[datetime, datetime]]:
    hours = ((MORNING, NOON), (AFTERNOON, EVENING))
    days = (first + timedelta(days=number // 2) for number in range(count))
    return [(_at(day, hours[n % 2][0]), _at(day, hours[n % 2][1])) for n, day in enumerate(days)]


def _planned(case: Case, first: date, count: int, **details: Any) -> Session:
    session = sessions.plan_session(
        case.coordinator,
        host=case.host,
        half_days=_halves(first, count),
        venue="مقر المنظمة بمكناس",
        place=Place.objects.get(pk=place_id(MEKNES)),
        **details,
    )
    slots.add_trainer(case.coordinator, session, person=case.people["sg"])
    return sessions.open_session(case.coordinator, session)


def _joined(case: Case, session: Session) -> None:
    """The organiser says of whom the association wrote down that they are the people of the directory."""
    rows = list(session.registrations.order_by("number"))
    for key, card in perhaps_cards(session.space_id, rows).items():
        registration.join_person(case.coordinator, next(row for row in rows if row.pk == key), person=card)


def _answers(case: Case, session: Session, field: str) -> None:
    """The session answers the point of the plan that asks for its course, which the agreement repeats as a promise."""
    items = PlanItem.objects.filter(space=session.space_id, engagement__association=case.association)
    item = items.get(form=PlanItem.Form.TRAINING, field=field)
    answering.answer_item(case.coordinator, session, item=item)


def _enter(case: Case, session: Session, own: Sequence[Person], alone: Sequence[Person]) -> list[Registration]:
    """The association's secretary registers its people, the others come by the public link."""
    stranger = visitor(session.space)
    by_secretary = [
        registration.register_person(case.secretary, session, name=person.name, sex=person.sex, age=person.age)
        for person in own
    ]
    by_link = [
        registration.join_session(
            stranger, session, name=person.name, phone=f"+2126000001{n:02}", sex=person.sex, age=person.age
        )
        for n, person in enumerate(alone)
    ]
    _joined(case, session)
    return by_secretary + by_link


def _held(
    case: Case, course: str, ago: timedelta, people: tuple[list[Person], list[Person]], harder: int = 0
) -> Session:
    """A course that was held: people register while it is to come, then it is moved to the days on which it was.

    `harder` is by how many right answers less its test went for everybody.
    """
    today = timezone.localdate()
    session = _planned(
        case,
        today + timedelta(days=1),
        FULL,
        kind=Activity.Kind.COURSE,
        course=course,
        seats=20,
        minimum=8,
        is_public=True,
        purpose="دورة ثانية في الموضوع نفسه، لمن لم تتح لهم الأولى.",
    )
    registered = _enter(case, session, *people)
    _answers(case, session, course)
    for slot, (starts_at, ends_at) in zip(session.slots.all(), _halves(today - ago, FULL), strict=True):
        slots.edit_slot(case.coordinator, slot, starts_at=starts_at, ends_at=ends_at)
    sessions.edit_session(
        case.coordinator,
        session,
        place=session.activity.place,
        venue=session.activity.venue,
        opens_on=today - ago - timedelta(days=30),
        closes_on=today - ago - timedelta(days=2),
    )
    _came(case, session, dict(zip(registered, people[0] + people[1], strict=True)), harder)
    return session


def _came(case: Case, session: Session, people: Mapping[Registration, Person], harder: int) -> None:
    for number, slot in enumerate(session.slots.all()):
        there = {place.pk: slot.minutes if number < person.half_days else 0 for place, person in people.items()}
        attendance.take_attendance(case.sg, slot, minutes=there, method="sheet")
    questions = questions_of(session)
    for place, person in people.items():
        for moment, right in (("before", person.before - 2 * harder), ("after", person.after - harder)):
            wrong = {
                q.key: next(choice.key for choice in q.choices if choice.key != q.answer) for q in questions[right:]
            }
            answers = {q.key: q.answer for q in questions[:right]} | wrong
            if moment == "before" or person.half_days == FULL:
                assessment.type_test(case.sg, place, moment, answers=answers)


def _finished(case: Case, session: Session, opinion: str) -> None:
    _opinions(session, "hot" if opinion == "now" else "cold")
    slots.add_cost(case.coordinator, session, label="وجبات المشاركين", amount=PRICE_OF_MEALS, borne_by=case.host)
    slots.add_cost(case.coordinator, session, label="طباعة الدعائم", amount=PRICE_OF_PRINTS, borne_by=case.association)
    slots.write_report(
        case.sg,
        session,
        report="مرت الدورة في ظروف حسنة. تفاعل المشاركون والمشاركات مع التمارين، وطلب أكثرهم حصة إضافية لتطبيق ما تعلموه على وثائق جمعيتهم.",
    )
    sessions.confirm_session(case.coordinator, session)
    sessions.close_session(case.coordinator, session)


def _certified(case: Case, session: Session) -> None:
    """Everybody who is due one; those of the course finished lately wait to be issued."""
    run = runs.ask_certificates(case.sg, session, language="ar")
    while run.finished_at is None:
        run = runs.issue_next(case.sg, run)
    wrong = run.certificates.latest("status_index")
    certificates.revoke_certificate(case.sg, wrong, reason="سلمت لغير صاحبها")


def _opinions(session: Session, moment: str) -> None:
    """All but two give theirs, as far as the days for it are open."""
    stranger, asked = visitor(session.space), opinion_of(session, moment)
    for number, place in enumerate(session.registrations.all()[2:]):
        answers: dict[str, int | str] = {
            q.key: 5 - (number + n) % 3 // 2 if q.kind == "scale" else q.choices[(number + n) % len(q.choices)].key
            for n, q in enumerate(asked)
            if q.kind != "text"
        }
        feedback.give_feedback(stranger, session, moment, ticket=ticket(place, moment), answers=answers)


def _announced(case: Case) -> None:
    """Communication: five seats, all taken, and two people who wait."""
    session = _planned(
        case,
        timezone.localdate() + COMING_IN,
        3,
        kind=Activity.Kind.COURSE,
        course="communication",
        seats=5,
        minimum=4,
        is_public=True,
        purpose="يرجى إحضار دفتر وقلم.",
    )
    people = [Person(*row) for row in WAITING_FOR]
    _enter(case, session, [Person(*row) for row in FROM_THE_ASSOCIATION[2:4]], people)


def _trip(case: Case) -> None:
    """A trip is registered for like a course: seats are those of the bus."""
    session = _planned(
        case,
        timezone.localdate() + 2 * COMING_IN,
        2,
        kind=Activity.Kind.TRIP,
        title="رحلة استطلاعية إلى تعاونية نسوية بإيموزار",
        seats=18,
        minimum=10,
        purpose="الاطلاع على تجربة تعاونية نسوية في تدبير شؤونها.",
    )
    slots.add_cost(case.coordinator, session, label="كراء الحافلة", amount=PRICE_OF_BUS, borne_by=case.host)
    _enter(case, session, [Person(*row) for row in FROM_THE_ASSOCIATION[:3]], [])
