"""Every kind of paper holds the longest that the forms allow: it is typeset, and nothing runs out of the page."""

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from typing import Any

import pypdfium2
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import override

from sanad.activities.models import Activity, Invitation, MinutesRevision, PressReport
from sanad.activities.queries.facts import facts_of_activity
from sanad.diagnosis.instruments.documents import blank_form
from sanad.diagnosis.models import Diagnosis, Instrument
from sanad.directory.models import Person
from sanad.foundation.documents.content import PaperContent, Prose, Signatures
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import PAPERS, preview, printable
from sanad.foundation.ui.fields import LARGEST_AMOUNT, LARGEST_COUNT
from sanad.partnerships.models import Agreement, Amendment
from sanad.training.attendance.documents import attendance_sheet
from sanad.training.certificates.documents.session_file import parts, session_file
from sanad.training.learning.documents import blank_test
from sanad.training.models import Registration, Session, SessionTrainer, Slot
from tests.pdf import pages_of, plain
from tests.training.school import a_registration, a_session

WITHOUT_BOUND = 4000  # signs of a text that has no length of its own
# What other rows are found by, and what a machine reads.
KEPT = {"id", "key", "code", "phone", "email", "username", "password", "sha256", "folded", "skeleton", "sort_key"}
SLICES = {"directory", "activities", "accompaniment", "partnerships", "training", "diagnosis"}
PEOPLE = 14


def words(length: int, *, latin: bool) -> str:
    """A text of that length with words of one letter, of thirty, and one that never ends."""
    letters = "abcdéfgh" if latin else "ابتجحدرس"
    text = " ".join(letters[n % 8] * (1, 7, 30, 3, 200)[n % 5] for n in range(length))
    return text[:length].strip().ljust(length, letters[0])


def longest(field: models.Field) -> Any:
    """The longest that a form lets into the column; None to leave it as it is."""
    if field.name in KEPT or not field.editable or field.choices or field.unique or field.is_relation:
        return None
    if isinstance(field, models.CharField) and (field.max_length or 0) >= 60:
        return words(field.max_length or WITHOUT_BOUND, latin=field.name.endswith("_fr"))
    if type(field) is models.TextField:
        return words(WITHOUT_BOUND, latin=field.name.endswith("_fr"))
    if isinstance(field, models.BigIntegerField):
        return LARGEST_AMOUNT
    return LARGEST_COUNT if type(field) is models.PositiveIntegerField and field.name == "quantity" else None


def filled() -> None:
    """Every row of the case says as much as it may; what is frozen stays."""
    for model in apps.get_models():
        if model._meta.app_label in SLICES and not frozen(model):
            for field in model._meta.concrete_fields:
                if (value := longest(field)) is not None:
                    fill(model, field, value)


def fill(model: type[models.Model], field: models.Field, value: Any) -> None:
    """In every row, or only where something stands when the rows refuse it elsewhere."""
    rows = model._base_manager.all()
    empty = (
        {field.name: ""} if isinstance(field, models.CharField | models.TextField) else {f"{field.name}__isnull": True}
    )
    said = rows.exclude(**empty)
    for some in (rows, said):
        try:
            with transaction.atomic():
                some.update(**{field.name: value})
        except IntegrityError:
            continue
        return


def frozen(model: type[models.Model]) -> bool:
    """Whether the database itself refuses to change its rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
            if connection.vendor == "sqlite"
            else "SELECT 1 FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass",
            [model._meta.db_table],
        )
        return cursor.fetchone() is not None


def outside(pdf: bytes) -> list[tuple[int, str]]:
    """Pages with what was printed beyond their edges."""
    found = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document, 1):
            text, (width, height) = page.get_textpage(), page.get_size()
            for index in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(index)
                if left < 0 or right > width or bottom < 0 or top > height:
                    found.append((number, text.get_text_bounded(left, bottom, right, top)[:40]))
    finally:
        document.close()
    return found


def a_minutes_revision() -> MinutesRevision:
    revision = MinutesRevision.objects.select_related("minutes__activity").first()
    return revised(revision)


def revised(revision: MinutesRevision) -> MinutesRevision:
    """As it would be approved now: its facts are those of the rows."""
    activity = revision.minutes.activity
    revision.facts, revision.body, revision.number = facts_of_activity(activity), words(WITHOUT_BOUND, latin=False), 2
    revision.reason = words(300, latin=True)
    return revision


def a_press_report() -> PressReport:
    report = PressReport.objects.select_related("revision__minutes__activity").first()
    report.revision = revised(report.revision)
    return report


def a_session_of(world) -> Session:
    """A course with many trainers and half-days, and people of an association."""
    session = a_session(world.coordinator, halves=9)
    for _number in range(PEOPLE):
        person = Person.objects.create(space=world.sg.space, name_ar="اسم", name_fr="Nom")
        SessionTrainer.objects.create(space=world.sg.space, session=session, person=person)
    for number in range(1, PEOPLE):
        a_registration(session, number, organisation=world.association)
    return session


SUBJECTS: dict[str, Callable[[], Any]] = {
    "invitation": Invitation.objects.first,
    "attendance_blank": Activity.objects.filter(attendance__isnull=False).first,
    "attendance": Activity.objects.filter(attendance__isnull=False).first,
    "follow_ups": Activity.objects.filter(follow_ups__isnull=False).first,
    "minutes": a_minutes_revision,
    "press": a_press_report,
    "convening": Registration.objects.first,
    "convening_list": Registration.objects.exclude(organisation=None).first,
    "session_programme": Session.objects.first,
    "agreement": Agreement.objects.first,
    "amendment": Amendment.objects.first,
    "promises": Agreement.objects.filter(commitments__isnull=False).first,
    "diagnosis_results": Diagnosis.objects.first,
}
# Printed without a number, to be filled in by hand or filed.
FORMS: dict[str, Callable[[Any], PaperContent]] = {
    "signature sheet": lambda _world: attendance_sheet(Slot.objects.first(), list(Registration.objects.all())),
    "blank test": lambda _world: blank_test(Session.objects.first()),
    "blank instrument": lambda world: blank_form(Instrument.objects.first(), world.sg.space, core_only=False),
    "file of the session": lambda world: session_file(
        Session.objects.first(), parts(world.sg, Session.objects.first())
    ),
}


def test_every_kind_of_paper_has_a_subject_here():
    assert {*SUBJECTS, "certificate"} == set(PAPERS)  # the certificate: tests/training/test_certificate_codes.py


def test_each_kind_of_paper_with_the_longest_that_the_forms_allow(world):
    a_session_of(world)
    filled()
    wrong = {}
    for language in ("ar", "fr"):
        for kind, subject_of in SUBJECTS.items():
            subject = subject_of()
            with override(language):
                assert len(PAPERS[kind].build(subject).title) <= IssuedDocument._meta.get_field("title").max_length
            if cut := outside(preview(PAPERS[kind], subject, language)):
                wrong[kind, language] = cut[:3]
        for kind, content_of in FORMS.items():
            with override(language):
                if cut := outside(printable(content_of(world))):
                    wrong[kind, language] = cut[:3]
    assert not wrong


def alone(content: PaperContent) -> list[int]:
    """The pages on which nothing but signatures is printed, besides what stands on each page."""
    boxes = [block for block in content.blocks if isinstance(block, Signatures)]
    signed = {text for block in boxes for text in (block.note, *(said for row in block.rows for said in row)) if text}
    found = []
    for number, page in enumerate(pages_of(printable(content)), 1):
        rest = str(page)
        for text in sorted((plain(each) for each in {*signed, content.head.name}), key=len, reverse=True):
            rest = rest.replace(text, "")
        if any(plain(text) in page for text in signed) and len(rest) < len("Page10/10") + 3:
            found.append(number)
    return found


@pytest.mark.sqlite  # how papers break is no matter of the database
def test_no_page_of_any_paper_holds_signatures_alone(world):
    """Each kind as the case has it, at whatever height of the page its end comes."""
    a_session_of(world)
    papers = {kind: lambda kind=kind: PAPERS[kind].build(SUBJECTS[kind]()) for kind in SUBJECTS}
    papers |= {kind: lambda content_of=content_of: content_of(world) for kind, content_of in FORMS.items()}
    wrong, signed = [], set()
    for (kind, content_of), language in zip(papers.items(), cycle(("ar", "fr"))):
        with override(language):
            content = content_of()
            if not any(isinstance(block, Signatures) for block in content.blocks):
                continue
            signed.add(kind)
            for lines in range(0, 27, 3):
                longer = replace(content, blocks=[*(Prose(["..."]) for _line in range(lines)), *content.blocks])
                wrong += [(kind, language, lines, page) for page in alone(longer)]
    assert {"minutes", "invitation", "attendance", "attendance_blank", "agreement", "amendment", "convening"} <= signed
    assert not wrong
