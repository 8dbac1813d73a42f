"""Addresses and rows of training (tests/grounds.py)."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone
from jwt.utils import base64url_encode

from sanad.accompaniment.models import Engagement, PlanItem
from sanad.activities.models import Activity
from sanad.activities.programme.commands.items import add_item
from sanad.courses.commands.files import add_course_file
from sanad.courses.models import Course, CourseFile
from sanad.courses.queries.syllabus import shipped
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.spaces.actor import visitor
from sanad.training.attendance.commands.attendance import attach_sheet, take_attendance
from sanad.training.certificates.commands.runs import ask_certificates, issue_next
from sanad.training.certificates.queries.keys import halves_of
from sanad.training.learning.commands.assessment import type_test
from sanad.training.learning.queries.assessment import questions_of
from sanad.training.models import (
    Attempt,
    AttendanceScan,
    Certificate,
    CertificateRun,
    Feedback,
    LessonRead,
    OtherMatter,
    Presence,
    Registration,
    RegistrationLetter,
    RegistrationStep,
    Session,
    SessionCost,
    SessionStep,
    SessionTrainer,
    SigningKey,
    Slot,
    TrainerField,
)
from sanad.training.queries.links import own_token, sure_token
from sanad.training.registrations.commands.registration import join_session, register_person
from sanad.training.registrations.queries.news import all_news
from sanad.training.sessions.commands.sessions import close_session, confirm_session, open_session, plan_session
from sanad.training.sessions.commands.slots import add_cost, add_trainer, edit_slot
from sanad.training.trainers.commands import add_trainer_field
from tests.grounds import ANYBODY, HIDDEN, at
from tests.partnerships.lives import scan

LISTINGS: tuple[str, ...] = ("training:sessions", "training:trainers", "training:all_certificates")
NAMES = ("فاطنة الزعيم", "إدريس أوعلي", "خديجة بنموسى", "محمد العلوي")


def on(days: int, begins: time = time(9), ends: time = time(12)) -> tuple[datetime, datetime]:
    """A half-day so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    return tuple(timezone.make_aware(datetime.combine(day, clock)) for clock in (begins, ends))


def planned(case, course: str, first: int = 10, **details: Any) -> Session:
    """A session of two half-days, with who teaches; without a course a seminar."""
    given = {"kind": "course", "course": course} if course else {"kind": "seminar", "title": "ندوة"}
    session = plan_session(
        case.sg, host=case.host, half_days=[on(first), on(first + 1)], **{**given, "seats": 9, **details}
    )
    add_trainer(case.sg, session, person=case.people["sg"])
    return session


def announced(
    case, course: str, first: int = 10, people: int = 1, **details: Any
) -> tuple[Session, list[Registration]]:
    """A session for which people are registered."""
    session = open_session(case.sg, planned(case, course, first, **details))
    return session, [
        register_person(case.sg, session, name=f"{HIDDEN} {name}", sex="w", age="30-44") for name in NAMES[:people]
    ]


def held(case, course: str, ago: int, people: int = 1) -> tuple[Session, list[Registration]]:
    """One that took place: registered for before it was moved to days gone by; everybody was there all the time."""
    session, places = announced(case, course, people=people)
    for number, slot in enumerate(session.slots.all()):
        starts_at, ends_at = on(number - ago)
        moved = edit_slot(case.sg, slot, starts_at=starts_at, ends_at=ends_at)
        take_attendance(case.sg, moved, minutes={}, others=moved.minutes)
    return confirm_session(case.sg, session), places


def tested(case, place: Registration) -> None:
    """They knew everything, before and after."""
    answers = {question.key: question.answer for question in questions_of(place.session)}
    for moment in ("before", "after"):
        type_test(case.sg, place, moment, answers=answers)


def certified(case, session: Session) -> Certificate:
    run = ask_certificates(case.sg, session, language="ar")
    return issue_next(case.sg, run).certificates.get()


def rows(case) -> dict:
    return _to_come(case) | _over(case) | _today(case)


def _first_lesson(course: str) -> str:
    return shipped()[course]["lessons"][0]["key"]


def _to_come(case) -> dict:
    """One that is planned; one for which people register: through the link too, and it was moved since."""
    sg = case.sg
    draft = planned(case, "communication")
    session, [place] = announced(case, "management", is_public=True)
    linked = join_session(
        visitor(session.space), session, name=f"{HIDDEN} نعيمة", phone="+212600000123", email="naima@example.org"
    )
    slot = session.slots.first()
    starts_at, ends_at = on(9)
    edit_slot(sg, slot, starts_at=starts_at, ends_at=ends_at)
    news = next(new for _place, new in all_news(session, place.pk))
    cost = add_cost(sg, session, label="وجبات", amount=1000, borne_by=case.host)
    second = add_trainer(sg, session, person=case.people["coordinator"])
    of_association = register_person(sg, session, name=f"{HIDDEN} كريم", organisation=case.association)
    item = PlanItem.objects.get(space=sg.space, field="management", form="training")
    activity = Activity.objects.filter(space=sg.space, state=Activity.State.PLANNED).first()
    point = add_item(sg, activity, kind="course", title="دورة")
    add_course_file(sg, "management", upload=scan(), title="ورقة", name="paper")
    own = {"token": own_token(linked), "lesson": _first_lesson("management"), "name": "paper"}
    own_course = Course.objects.filter(space=sg.space, key__startswith="own-").first().key
    field = add_trainer_field(sg, person=case.people["sg"], field="management")
    engagement = Engagement.objects.get(space=sg.space, association=case.association)
    return {
        "training/sessions/<uuid:pk>/": at(session),
        **named("open_session", row=draft),
        "training:session": [at(draft), at(session)],
        "training:register_proposed": at(session, data={"person": case.people["president"].pk, "item": item.pk}),
        "training:invite_proposed": at(session, data={"organisation": case.association.pk}),
        "training:plan_in_activity": at(activity),
        "training:plan_in_item": at(point),
        "training/slots/<uuid:pk>/": at(slot),
        "training/trainers/<uuid:pk>/": at(second),
        "training/costs/<uuid:pk>/": at(cost),
        "training/registrations/<uuid:pk>/": at(place),
        **named("vouch_registration", row=linked),
        **named("issue_list", row=of_association),
        "training:answer_item": at(session, item=item.pk),
        "training:part_item": at(session, item=item.pk),
        "training:join_person": at(of_association, person=case.people["president"].pk),
        "training:registration_told": at(place, token=news.digest),
        # As they were called before: they lead on, whoever asks.
        "training/places/<uuid:pk>/": at(place, answers=301, is_shared=True, rest="edit/"),
        "training/of-file/<uuid:pk>/": at(engagement, answers=301, is_shared=True),
        "training/join/<str:code>/": at(by=ANYBODY, code=session.code),
        "training/mine/<uuid:pk>/": at(linked, ANYBODY, **own, sure=sure_token(linked)),
        "training:of_engagement": at(engagement),
        "training:course": [at(key=own_course), *(at(key=key, is_shared=True) for key in ("management", "advocacy"))],
        "training/courses/<slug:key>/lessons/": at(key="advocacy", is_shared=True, lesson=_first_lesson("advocacy")),
        "training/trainers/fields/<uuid:pk>/": at(field),
    }


def _over(case) -> dict:
    """Held lately, with somebody who is due a certificate; months ago, finished, with one; a seminar with one."""
    sg = case.sg
    lately, [passed, other] = held(case, "digitization", 3, people=2)
    tested(case, passed)
    scanned = attach_sheet(sg, lately.slots.first(), upload=scan())
    asked, [waits] = held(case, "participatory_democracy", 4)
    tested(case, waits)
    run = ask_certificates(sg, asked, language="ar")
    earlier, [holder] = held(case, "self_development", 150)
    tested(case, holder)
    certificate = certified(case, close_session(sg, earlier))
    seminar, _people = held(case, "", 5)
    certified(case, seminar)
    key = certificate.key
    half = halves_of(key)[0]["kid"]
    return {
        **named("certificates", "ask_certificates", "close_session", "write_report", "session_results", row=lately),
        **named("session_file", "session_file_paper", "session_file_folder", "paper_of_test", row=lately),
        **named("reopen_session", row=earlier),
        **named("ask_certificate", "draft_certificate", row=passed),
        **named("type_test_after", row=other),
        **named("own_test_after", "own_opinion_hot", row=other, by=ANYBODY, token=own_token(other)),
        **named(
            "own_opinion_cold", "own_certificate", "own_credential", row=holder, by=ANYBODY, token=own_token(holder)
        ),
        "training/scans/<uuid:pk>/": at(scanned),
        "training/certificate-runs/<uuid:pk>/": at(run),
        "training/certificates/<uuid:pk>/": at(certificate),
        "training/issuers/<uuid:space>/": at(
            by=ANYBODY, space=sg.space_id, name=half, course=earlier.course_id, session=seminar.pk
        ),
    }


def _today(case) -> dict:
    """A half-day that goes on whatever the hour."""
    session, _places = announced(case, "digitization")
    slot = session.slots.first()
    begins, ends = on(0, time(0, 30), time(23, 59))
    slot = edit_slot(case.sg, slot, starts_at=begins, ends_at=ends)
    return {
        **named("attendance", "add_late_person", row=session),
        **named("door", "sheet", "attach_sheet", row=slot),
        "training/door/<uuid:slot>/": at(by=ANYBODY, slot=slot.pk),
        "training:come_in_late": at(by=ANYBODY, slot=slot.pk, answers=302),  # looking leads to the door
    }


def named(*names: str, **at_them: Any) -> dict:
    """What these addresses of the slice are about."""
    return dict.fromkeys((f"training:{name}" for name in names), at(**at_them))


# As it is kept: the address of its key, what it says, the signature.
CREDENTIAL = base64url_encode(b'{"kid": "https://example.org/key"}').decode() + ".e30.x"


def grow(growth, number: int) -> None:
    now, by, name = timezone.now(), {"by": growth.sg.user}, f"زعفران {number}"
    activity = growth.stations[0]
    course = growth.add(
        Course,
        key=f"c{number}",
        version=1,
        field="management",
        level="beginner",
        title_ar=name,
        title_fr=name,
        minutes=180,
        attendance_percent=80,
        test_percent=60,
        content=shipped()["management"],
        sha256="",
    )
    growth.add(CourseFile, course_key=course.key, name="picture", title=name, file=growth.stored)
    growth.add(TrainerField, person=growth.me, field="communication", **({"withdrawn_at": now} if number else {}))
    item = activity.programme.create(space=growth.space, position=200 + number, kind="course", title=name)
    session = growth.add(
        Session,
        activity=activity,
        item=item,
        course=course,
        seats=20,
        closes_on=now.date(),
        code=uuid4().hex[:16],
        state="confirmed",
    )
    growth.add(SessionStep, session=session, before="draft", after="open", **by)
    growth.add(OtherMatter, session=session, plan_item=growth.item)
    growth.add(SessionTrainer, session=session, person=growth.me)
    growth.add(SessionCost, session=session, label="نقل", amount=100)
    slot = growth.add(Slot, session=session, starts_at=now, ends_at=now + timedelta(hours=3))
    place = growth.add(
        Registration, session=session, number=1, name=name, channel="link", person=growth.me, state="confirmed"
    )
    asks = {"asks_page_at": now, "phone": f"+2126610{number:05d}"}
    growth.add(
        Registration, session=growth.session, number=1000 + number, name=name, channel="link", state="confirmed", **asks
    )
    growth.add(RegistrationStep, registration=place, before="waiting", after="confirmed", **by)
    growth.add(RegistrationLetter, registration=place, kind="confirmed", language="ar")
    growth.add(Presence, slot=slot, registration=place, minutes=180, method="trainer")
    growth.add(AttendanceScan, slot=slot, file=growth.stored, **by)
    growth.add(LessonRead, registration=place, course_key=course.key, lesson="l1")
    growth.add(Attempt, registration=place, moment="before", score=3, out_of=10)
    growth.add(Feedback, session=session, moment="hot", ticket="x")
    key = growth.add(SigningKey, public={}, retired_at=now)
    same = {f.attname: getattr(growth.paper, f.attname) for f in IssuedDocument._meta.concrete_fields}
    facts = [{"kind": "facts", "rows": [["الاسم", name]]}]
    same["data"] = {**same["data"], "blocks": facts, "fields": [["name", name]], "name": name}
    paper = IssuedDocument.objects.create(
        **{**same, "id": uuid4(), "number": 5000 + number, "code": uuid4().hex[:20], "series": "certificate"}
    )
    run = growth.add(CertificateRun, session=session, language="ar", wanted=[], **by)
    growth.add(
        Certificate,
        registration=place,
        run=run,
        document=paper,
        snapshot={},
        issued_on=now.date(),
        key=key,
        credential=CREDENTIAL,
        status_index=5000 + number,
    )
