"""Addresses and rows of training (tests/grounds.py)."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone
from jwt.utils import base64url_encode

from sanad.accompaniment.models import Engagement
from sanad.activities.models import Activity, ProgrammeItem
from sanad.courses.models import Course, CourseFile
from sanad.courses.queries.syllabus import shipped
from sanad.foundation.documents.models import IssuedDocument
from sanad.training.models import (
    Attempt,
    AttendanceScan,
    Certificate,
    CertificateRun,
    Feedback,
    LessonRead,
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

OF_SESSION = (
    "session",
    "edit_session",
    "open_session",
    "confirm_session",
    "close_session",
    "reopen_session",
    "cancel_session",
    "add_slot",
    "add_trainer",
    "add_cost",
    "write_report",
    "registrations",
    "register_person",
    "proposed",
    "register_proposed",
    "invite_proposed",
    "programme",
    "certificates",
    "ask_certificates",
    "session_file",
    "session_file_paper",
    "session_file_folder",
    "vouch_all",
)
OF_REGISTRATION = (
    "registration",
    "convening",
    "convening_list",
    "edit_registration",
    "withdraw_registration",
    "renew_link",
    "vouch_registration",
    "registration_told",
    "be_sure",
    "mine",
    "leave",
    "mine_calendar",
    "ask_certificate",
    "own_certificate",
    "own_credential",
)
OF_CERTIFICATE = ("certificate", "certificate_paper", "credential", "revoke_certificate", "reissue_certificate")
OWN_LESSONS = ("own_lessons", "own_lesson", "finish_own_lesson", "own_file")
OWN_PARTS = (*OWN_LESSONS, "own_test_before", "own_test_after", "own_opinion_hot", "own_opinion_cold")
ROWS: dict = {
    "training:attendance": Session,
    "training:add_late_person": Session,
    "training:sheet": Slot,
    "training:attach_sheet": Slot,
    **dict.fromkeys(map("training:{}".format, OWN_PARTS), Registration),
    **dict.fromkeys(map("training:{}".format, OF_SESSION), Session),
    **dict.fromkeys(map("training:{}".format, OF_REGISTRATION), Registration),
    "training:of_engagement": Engagement,
    "training:plan_in_activity": Activity,
    "training:plan_in_item": ProgrammeItem,
    "training:edit_slot": Slot,
    "training:withdraw_slot": Slot,
    "training:withdraw_trainer": SessionTrainer,
    "training:withdraw_cost": SessionCost,
    "training:sheet_file": AttendanceScan,
    "training:door": Slot,
    "training:type_test_before": Registration,
    "training:type_test_after": Registration,
    "courses:withdraw_course_file": CourseFile,
    **dict.fromkeys(("training:trainer", "training:name_mandate", "training:withdraw_trainer_field"), TrainerField),
    "training:carry_on": CertificateRun,
    **dict.fromkeys(map("training:{}".format, OF_CERTIFICATE), Certificate),
    "training:paper_of_test": Session,
    "training:session_results": Session,
}
LISTINGS: tuple[str, ...] = ("training:sessions", "training:trainers", "training:all_certificates")
# A session is confirmed once, and not open for registration or finished at the same time; a secret address is not guessed.
OFF = (
    "be_sure",
    "confirm_session",
    "reopen_session",
    "register_person",
    "mine",
    "mine_calendar",
    "own_certificate",
    "own_credential",
    *OWN_PARTS,
)
# As it is kept: the address of its key, what it says, the signature.
CREDENTIAL = base64url_encode(b'{"kid": "https://example.org/key"}').decode() + ".e30.x"
REFUSED: set[str] = {f"training:{name}" for name in OFF}


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
    growth.add(TrainerField, person=growth.me, field="management", **({"withdrawn_at": now} if number else {}))
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
    growth.add(SessionTrainer, session=session, person=growth.me)
    growth.add(SessionCost, session=session, label="نقل", amount=100)
    slot = growth.add(Slot, session=session, starts_at=now, ends_at=now + timedelta(hours=3))
    registration = growth.add(
        Registration, session=session, number=1, name=name, channel="link", person=growth.me, state="confirmed"
    )
    growth.add(RegistrationStep, registration=registration, before="waiting", after="confirmed", **by)
    growth.add(RegistrationLetter, registration=registration, kind="confirmed", language="ar")
    growth.add(Presence, slot=slot, registration=registration, minutes=180, method="trainer")
    growth.add(AttendanceScan, slot=slot, file=growth.stored, **by)
    growth.add(LessonRead, registration=registration, course_key=course.key, lesson="l1")
    growth.add(Attempt, registration=registration, moment="before", score=3, out_of=10)
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
        registration=registration,
        run=run,
        document=paper,
        snapshot={},
        issued_on=now.date(),
        key=key,
        credential=CREDENTIAL,
        status_index=number,
    )
