"""Every page asks the database the same number of questions for one row of every kind beneath it as for thirty."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sanad.accompaniment.models import (
    Engagement,
    EngagementStep,
    Need,
    NeedStep,
    PlanItem,
    PlanItemNeed,
    PlanItemStep,
    WayForward,
)
from sanad.activities.commands import open_feed
from sanad.activities.models import (
    Activity,
    ActivityStep,
    Attendance,
    Decision,
    FollowUp,
    FollowUpStep,
    Invitation,
    Minutes,
    MinutesRevision,
    MinutesStep,
    Notice,
    PressReport,
    ProgrammeItem,
    ScheduleChange,
    Series,
    TakingPart,
    Word,
)
from sanad.activities.views.papers import SUBJECTS
from sanad.directory.models import (
    Consent,
    Mandate,
    Organisation,
    OrganisationAlias,
    Person,
    PersonAlias,
    StatuteClause,
)
from sanad.foundation.documents.models import DocumentScan, DocumentWithdrawal, IssuedDocument
from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.store import keep_bytes
from sanad.foundation.letters.models import LetterStop
from sanad.foundation.reminders.models import SentReminder
from sanad.foundation.spaces.models import Invitation as Letter
from sanad.foundation.spaces.models import Membership, Space, User
from sanad.territory.models import Place, PlaceAlias
from tests import grounds
from tests.browsing import signed_in
from tests.test_every_address import LISTS, _address, _row, about_rows

MANY = 30
NAME = "زعفران"
LISTINGS = (
    *grounds.LISTINGS,
    "activities:activities",
    "activities:follow_ups",
    "directory:organisations",
    "directory:people",
    "territory:places",
    "workspace:history",
    "workspace:papers",
)
ASKED = [
    *((name, question) for name in LISTINGS for question in (f"?q={NAME}", "?export=csv")),
    ("workspace:search", f"?q={NAME}"),
    ("activities:calendar", "?month=2023-11"),
    ("territory:suggest", f"?field=p&p={NAME}"),
    ("directory:twins", f"?name_ar={NAME} 0"),
    ("directory:twins", f"?of=person&name_ar={NAME} 0"),
]
PAPERS = [("activities:draft_paper", kind) for kind in SUBJECTS]
WITH_A_SECRET = [("activities:feed", "shared"), ("activities:feed", "personal"), ("public:document", "")]
PLAIN = [(name, path) for name, path in (*about_rows(), *LISTS) if "<str:kind>" not in path]
PAGES = [*((name, "") for name, _path in PLAIN), *ASKED, *PAPERS, *WITH_A_SECRET]
# What was held is not cancelled, a draft is not corrected, and nobody signs up without a letter.
REFUSED = {
    "activities:cancel",
    "activities:correct",
    ":account_signup",
    ":mfa_view_recovery_codes",
    ":mfa_download_recovery_codes",
    *grounds.REFUSED,
}
# The one first space, letters for a moment, releases of the census, counters of numbers, the clocks that are kept: one row a zone.
NEVER_MANY = {
    "foundation.Beginning",
    "foundation.CoveredColumns",
    "foundation.KnownClock",
    "foundation.LetterUnderWay",
    "foundation.Series",
    "territory.TerritoryRelease",
}


class Growth:
    """Rows of every kind beneath the rows of the case; `by(numbers)` adds one of each for every number."""

    def __init__(self, world: Any) -> None:
        self.sg, self.space, self.me = world.sg, world.sg.space, world.people["sg"]
        self.rows = {name: _row(name, world) for name, _path in about_rows()}
        self.card, self.person = self.rows["directory:organisation"], self.rows["directory:person"]
        self.file, self.need = self.rows["accompaniment:engagement"], self.rows["accompaniment:edit_need"]
        self.item, self.paper = self.rows["accompaniment:edit_item"], self.rows["workspace:paper"]
        self.douar = self.rows["territory:place"]
        self.stations = list(Activity.objects.filter(space=self.space))
        self.series = self.stations[0].series
        self.stored = keep_bytes(self.space.pk, b"%PDF-", name="scan.pdf", media_type="application/pdf")

    def by(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._rooms(number)
            card, person = self._directory(number)
            self._series(number, card, person)
            for station in self.stations:
                self._gathering(number, station, card, person)
            self._file(number, card, person)
            for ground in grounds.GROUNDS:
                ground.grow(self, number)
            self._papers(number)
            open_feed(self.sg, is_personal=False)

    def add(self, model: type[Model], **fields: Any) -> Any:
        return model._default_manager.create(**{"space": self.space, **fields})

    def _rooms(self, number: int) -> None:
        room = Space.objects.create(kind="association", name_ar=f"{NAME} {number}")
        user = User.objects.create(username=f"guest{number}", name=f"{NAME} {number}")
        self.add(Membership, user=user, role="member")
        self.add(Membership, user=self.sg.user, role="member", space=room)
        self.add(Consent, grantee=room, kind="directory")
        self.add(Consent, grantee=self.space, kind="directory", space=room)
        self.add(Organisation, kind="ngo", name_ar=f"{NAME} {number}", space=room)
        soon = timezone.now() + timedelta(days=1)
        letter = {"name": NAME, "role": "member", "invited_by": self.sg.user, "expires_at": soon}
        self.add(Letter, **letter, token_hash=f"here {number}")
        self.add(Letter, **letter, token_hash=f"there {number}", space=room)
        today = timezone.localdate()
        told = {"kind": "", "subject_id": uuid4(), "due_on": today, "stage": "soon", "told_on": today}
        self.add(SentReminder, user=self.sg.user, key=f"{number}", **told)
        self.add(LetterStop, mark=f"{number}")

    def _directory(self, number: int) -> tuple[Organisation, Person]:
        name = f"{NAME} {number}"
        douar = self.add(Place, level="douar", parent=self.douar.parent, code=name, name_ar=name, path_ar=name)
        self.add(PlaceAlias, place=self.douar, text=name)
        card = self.add(Organisation, kind="association", name_ar=name, seat_place=douar)
        person = self.add(Person, name_ar=name)
        self.add(OrganisationAlias, organisation=self.card, text=name)
        self.add(PersonAlias, person=self.person, text=name)
        for whose, where in ((self.person, self.card), (person, self.card), (self.person, card), (person, card)):
            self.add(Mandate, person=whose, organisation=where, capacity_ar="عضو")
        for where in (self.card, card):
            self.add(StatuteClause, organisation=where, kind="aim", text_ar=name)
        return card, person

    def _series(self, number: int, card: Organisation, person: Person) -> None:
        """Stations: one before all others, its minutes begun and a promise open; one to come."""
        self.add(Series, title=f"{NAME} {number}")
        now, first = timezone.now(), self.stations[-1].starts_at
        for begins, state in (
            (first - timedelta(days=1, minutes=number), "held"),
            (now + timedelta(days=1), "planned"),
        ):
            station = self.add(
                Activity,
                kind="visit",
                title=f"{NAME} {number}",
                series=self.series,
                host=card,
                starts_at=begins,
                ends_at=begins,
                state=state,
            )
            self.add(TakingPart, activity=station, organisation=self.file.association)
            for owner in (self.me, person):
                self.add(FollowUp, activity=station, text=NAME, owner=owner, due_on=first)
        earliest = self.add(Activity, kind="visit", title=NAME, host=card, starts_at=first, ends_at=first, state="held")
        self.add(Minutes, activity=earliest)

    def _gathering(self, number: int, station: Activity, card: Organisation, person: Person) -> None:
        here = {"activity": station}
        self.add(TakingPart, **here, organisation=card)
        point = self.add(ProgrammeItem, **here, position=100 + number, kind="course", title=NAME, speaker=person)
        self.add(Invitation, **here, person=person, organisation=card)
        self.add(Invitation, **here, organisation=card)
        self.add(Notice, **here, guest=person.pk, kind="changed", about=f"{number}", language="ar")
        self.add(ScheduleChange, **here, before={"": []})
        line = self.add(Attendance, **here, person=person, organisation=card)
        self.add(Word, **here, item=point, speaker=line, position=100 + number, text=NAME)
        decision = self.add(Decision, **here, text=NAME)
        promise = self.add(FollowUp, **here, text=NAME, owner=person, due_on=station.held_on, decision=decision)
        by = {"by": self.sg.user, "before": "", "after": ""}
        self.add(FollowUpStep, follow_up=promise, **by)
        self.add(ActivityStep, activity=station, **by)
        self.add(MinutesStep, minutes=station.minutes, **by)
        revision = self.add(
            MinutesRevision,
            minutes=station.minutes,
            number=100 + number,
            facts=station.minutes.revisions.first().facts,
            approved_by=self.sg.user,
            approved_at=timezone.now(),
        )
        self.add(PressReport, **here, revision=revision, language="ar", state="approved")

    def _file(self, number: int, card: Organisation, person: Person) -> None:
        late, by = timezone.localdate() - timedelta(days=1), {"by": self.sg.user, "before": ""}
        self.add(Engagement, association=card, referent=person)
        self.add(EngagementStep, engagement=self.file, **by, after="planned")
        need = self.add(Need, engagement=self.file, kind="capacity", statement=NAME, voiced_at=self.stations[0])
        self.add(Need, engagement=self.file, kind="residents", statement=NAME, voiced_by=person)
        item = self.add(PlanItem, engagement=self.file, form="coaching", objective=NAME, due_on=late, state="agreed")
        self.add(PlanItemNeed, plan_item=item, need=self.need)
        self.add(PlanItemNeed, plan_item=self.item, need=need)
        for where in (need, self.need):
            self.add(WayForward, need=where, text=f"{NAME} {number}")
        self.add(NeedStep, need=self.need, **by, after="accepted")
        self.add(PlanItemStep, plan_item=self.item, **by, after="running")

    def _papers(self, number: int) -> None:
        same = {name: getattr(self.stored, name) for name in ("sha256", "size", "media_type", "name")}
        document = self.add(
            IssuedDocument,
            kind="attendance",
            series="attendance",
            year=2000,
            number=number + 1,
            language="ar",
            title=NAME,
            subject_type="activities.activity",
            subject_id=self.stations[0].pk,
            data={},
            file=self.add(StoredFile, **same),
            sha256="",
            code=uuid4().hex[:20],
            issued_by=self.sg.user,
            issued_at=self.paper.issued_at,
            replaces=self.paper,
        )
        self.add(DocumentScan, document=self.paper, file=self.stored, by=self.sg.user)
        self.add(DocumentWithdrawal, document=document, by=self.sg.user, reason=NAME)


def _addresses(world: Any, growth: Growth) -> dict[tuple[str, str], str]:
    """Where each page is; those about a row, with much beneath it."""
    meeting = growth.stations[0]
    beneath = {
        "activities:write_minutes": meeting.minutes,
        "activities:revision": meeting.minutes.revisions.first(),
        "territory:place": growth.douar.parent,
        "territory:add_douar": growth.douar.parent,
        "activities:series": growth.series,
    }
    rows, paths = growth.rows | beneath | grounds.beneath(growth), dict([*about_rows(), *LISTS])
    Minutes.objects.filter(pk=meeting.minutes.pk).update(
        body="", state="draft"
    )  # a first text is made when it is opened
    found = {(name, ""): _address(path, rows[name] or _row(name, world)) for name, path in about_rows()}
    found |= {(name, ""): f"/{path}" for name, path in LISTS}
    found |= {(name, question): f"/{paths[name]}{question}" for name, question in ASKED}
    for name, kind in PAPERS:
        row = meeting if SUBJECTS[kind] is Activity else SUBJECTS[kind].objects.filter(space=growth.space).first()
        found[name, kind] = _address(paths[name].replace("<str:kind>", kind), row)
    for name, kind in WITH_A_SECRET[:2]:
        found[name, kind] = f"/activities/calendar/{open_feed(world.sg, is_personal=kind == 'personal').token}.ics"
    return found | {WITH_A_SECRET[2]: f"/D/{growth.paper.code}"}


def _asked(client: Client, address: str) -> tuple[int, Counter]:
    """The status, and what the database was asked, without the values."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        response.getvalue()
    plain = (re.sub(r"'(?:[^']|'')*'|\b\d+\b", "?", query["sql"]) for query in queries)
    return response.status_code, Counter(re.sub(r"\(\?(?:, \?)+\)", "(?)", sql) for sql in plain)


def _sizes() -> Counter:
    models = [model for model in apps.get_models() if model.__module__.startswith("sanad.")]
    return Counter({model._meta.label: model._base_manager.count() for model in models})


@pytest.fixture(scope="module")
def measured(_case, django_db_blocker):
    """What every page asked with one row of every kind and with thirty, and which tables grew meanwhile."""
    with django_db_blocker.unblock(), transaction.atomic():
        numbers, client = count(), signed_in(_case.sg.user, raise_request_exception=False)
        growth = Growth(_case)
        Minutes.objects.update(state=Minutes.State.DRAFT)  # so that the forms of the activity open
        growth.by([next(numbers)])
        addresses = _addresses(_case, growth)
        few, before = {page: _asked(client, address) for page, address in addresses.items()}, _sizes()
        growth.by(next(numbers) for _ in range(MANY - 1))
        many, after = {page: _asked(client, address) for page, address in addresses.items()}, _sizes()
        transaction.set_rollback(True)
    return few, many, after - before


@pytest.mark.usefixtures("world")
def test_rows_of_every_kind_were_added(measured) -> None:
    *_pages, grown = measured
    labels = {model._meta.label for model in apps.get_models() if model.__module__.startswith("sanad.")}
    assert {label for label in labels if grown[label] < MANY - 1} == NEVER_MANY


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page).replace(NAME, "name").strip())
def test_a_page_asks_as_much_for_thirty_rows_as_for_one(measured, page) -> None:
    few, many, _grown = measured
    (status, asked), (later, asked_later) = few[page], many[page]
    assert status == later
    assert status in {200, 405} or page[0] in REFUSED
    assert asked_later.total() == asked.total(), (asked_later - asked).most_common(3)
