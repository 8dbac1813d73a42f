"""Every page asks the database as much for one row of every kind beneath it as for thirty, and offers no longer lists."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
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
from sanad.activities.calendars.commands import open_feed
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
from sanad.activities.papers.documents import SUBJECTS
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
from sanad.foundation.letters.models import LetterStop
from sanad.foundation.reminders.models import SentReminder
from sanad.foundation.spaces.models import Invitation as Letter
from sanad.foundation.spaces.models import Membership, Space, SpaceRequest, User
from sanad.territory.models import Place, PlaceAlias
from tests.grounds import Spot, at, grounds, spots
from tests.judges.choices import OURS, choices_of
from tests.kept import keep_bytes
from tests.visits import BUTTON_ONLY, PAGE, Visitor, Walk

MANY = 30
NAME = "زعفران"
OPEN = {PAGE, BUTTON_ONLY}
ASIDE = ("SAVEPOINT", "ROLLBACK", "RELEASE")
LISTINGS = (
    *(name for ground in grounds().values() for name in getattr(ground, "LISTINGS", ())),
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
    ("activities:activities", "?state=open"),
    ("activities:calendar", "?month=2023-11"),
    ("territory:suggest", f"?field=p&p={NAME}"),
    ("directory:twins", f"?name_ar={NAME} 0"),
    ("directory:twins", f"?of=person&name_ar={NAME} 0"),
]
# What people look at most often, and how many questions it may ask; of home five count what is reached.
FEW = {
    "accompaniment:engagements": 8,
    "activities:follow_ups": 8,
    "directory:organisations": 8,
    "directory:people": 8,
    "workspace:history": 8,
    "workspace:home": 14,
    "workspace:papers": 8,
}
REFUSED = {
    "activities:correct": 403,
    "activities:approve_press": 403,
}  # what grows is a draft: neither corrected nor told
# The one first space, who keeps the installation, letters for a moment, releases of the census, counters of numbers, the clocks that are kept: one row a zone.
NEVER_MANY = {
    "foundation.Beginning",
    "foundation.Opening",
    "foundation.CoveredColumns",
    "foundation.Keeper",
    "foundation.KnownClock",
    "foundation.LetterUnderWay",
    "foundation.Series",
    "territory.TerritoryRelease",
    "workspace.SkippedStep",
}


class Growth:
    """Rows of every kind beneath the rows of the case; `by(numbers)` adds one of each for every number."""

    def __init__(self, ground: Any) -> None:
        case, rows = ground.case, ground.rows
        self.sg, self.space, self.me = case.sg, case.sg.space, case.people["sg"]
        self.card, self.person = case.association, case.people["president"]
        self.file, self.need = rows["accompaniment/<uuid:pk>/"].row, rows["accompaniment/needs/<uuid:pk>/"].row
        self.item, self.paper = rows["accompaniment/plan/<uuid:pk>/"].row, rows["papers/<uuid:pk>/"].row
        self.douar, self.on_table = rows["places/<uuid:pk>/"].row, rows["agreements/<uuid:pk>/"].row
        self.living: dict[type[Model], Any] = {}
        self.session = rows["training/sessions/<uuid:pk>/"].row
        self.stations = list(Activity.objects.filter(space=self.space, minutes__state=Minutes.State.APPROVED))
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
            for ground in grounds().values():
                if hasattr(ground, "grow"):
                    ground.grow(self, number)
            self._papers(number)
            open_feed(self.sg, is_personal=False)

    def add(self, model: type[Model], **fields: Any) -> Any:
        return model._default_manager.create(**{"space": self.space, **fields})

    def _rooms(self, number: int) -> None:
        room = self.room = Space.objects.create(kind="association", name_ar=f"{NAME} {number}")
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
        asks = {"kind": "association", "name_ar": f"{NAME} {number}", "place": NAME, "person": NAME}
        SpaceRequest.objects.create(**asks, phone=f"+2126{number:08}")
        SpaceRequest.objects.create(**asks, phone="", opened=room, answered_at=timezone.now(), answered_by=user)

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

    def beneath(self) -> dict[str, Any]:
        """Under which rows they grow, for the addresses that are about them."""
        meeting = self.stations[0]
        revision = meeting.minutes.revisions.first()
        subjects = {Activity: meeting, MinutesRevision: revision}
        found: dict[str, Any] = {
            "activities/<uuid:pk>/": at(meeting),
            "activities:activity": at(meeting),
            "activities:edit": at(meeting),
            "activities/minutes/<uuid:pk>/": at(meeting.minutes),
            "activities/revisions/<uuid:pk>/": at(revision),
            "activities/series/<uuid:pk>/": at(self.series),
            "activities/papers/<str:kind>/": [
                at(subjects.get(model) or model.objects.filter(activity=meeting).first(), kind=kind)
                for kind, model in SUBJECTS.items()
            ],
            "territory:place": at(self.douar.parent),
        }
        for ground in grounds().values():
            found |= ground.beneath(self) if hasattr(ground, "beneath") else {}
        return found


@dataclass
class Asked:
    """What a page asked, without the values; how long its choices are."""

    status: int
    questions: Counter
    choices: dict[str, int]


def _asked(visitor: Visitor, spot: Spot) -> Asked:
    with CaptureQueriesContext(connection) as queries:
        visit = visitor.get(spot)
    plain = (re.sub(r"'(?:[^']|'')*'|\b\d+\b", "?", query["sql"]) for query in queries)
    told = Counter(re.sub(r"\(\?(?:, \?)+\)", "(?)", sql) for sql in plain if not sql.startswith(ASIDE))
    sizes = {
        name: len(list(field.choices))
        for form in visit.forms
        for name, field in choices_of(form).items()
        if not isinstance(field, OURS)
    }
    return Asked(visit.status, told, sizes)


def _sizes() -> Counter:
    models = [model for model in apps.get_models() if model.__module__.startswith("sanad.")]
    return Counter({model._meta.label: model._base_manager.count() for model in models})


def _pages(ground: Any, growth: Growth, walk: Walk) -> Iterator[tuple[Spot, Asked]]:
    """Every page with what grows beneath it, where it opens then; else as it was told. Lists are searched and exported too."""
    told = {spot.address: spot for spot in ground.spots}
    for spot in spots({**ground.rows, **growth.beneath()}):
        asked = _asked(walk.visitor(spot.at.by), spot)
        if asked.status in OPEN or spot.path == told[spot.address].path:
            yield spot, asked
        else:
            yield (there := told[spot.address]), _asked(walk.visitor(there.at.by), there)
    plain = {spot.name: spot for spot in ground.spots if not spot.address.parts}
    for spot in (Spot(plain[name].address, at(query=question)) for name, question in ASKED):
        yield spot, _asked(walk.visitor(spot.at.by), spot)


@pytest.mark.sqlite  # how often it is asked is no matter of the database
def test_thirty_rows_of_every_kind_ask_as_much_as_one(ground):
    walk, numbers, growth = Walk(ground), iter(range(MANY)), Growth(ground)
    # A first text is made when it is opened; forms of an activity open while its minutes are a draft.
    Minutes.objects.filter(pk__in=[station.minutes.pk for station in growth.stations]).update(body="", state="draft")
    growth.by([next(numbers)])
    found, before = {page.path: (page, asked) for page, asked in _pages(ground, growth, walk)}, _sizes()
    pages, few = [page for page, _asked in found.values()], {path: asked for path, (_page, asked) in found.items()}
    growth.by(numbers)
    many, grown = {page.path: _asked(walk.visitor(page.at.by), page) for page in pages}, _sizes() - before
    walk.judge(_asks_as_much, pages, few, many)
    walk.judge(_offers_as_much, pages, few, many)
    walk.judge(_asks_little, pages, few)
    assert not walk.faults, walk.report()
    assert len(pages) > 400
    assert sum(len(page.choices) for page in few.values()) > 60
    labels = {model._meta.label for model in apps.get_models() if model.__module__.startswith("sanad.")}
    assert {label for label in labels if grown[label] < MANY - 1} == NEVER_MANY


def _asks_as_much(pages: list[Spot], few: dict[str, Asked], many: dict[str, Asked]) -> Iterator[str]:
    for page in pages:
        one, thirty = few[page.path], many[page.path]
        if one.status != thirty.status or one.status not in {*OPEN, page.at.answers, REFUSED.get(page.name)}:
            yield f"{page}: {one.status}, then {thirty.status}"
        if one.questions.total() != thirty.questions.total():
            yield f"{page}: {(thirty.questions - one.questions).most_common(3)}"


def _offers_as_much(pages: list[Spot], few: dict[str, Asked], many: dict[str, Asked]) -> Iterator[str]:
    """A list that is longer because a space holds more must be one that is found by words."""
    for page in pages:
        one, thirty = few[page.path].choices, many[page.path].choices
        longer = {name: (size, thirty[name]) for name, size in one.items() if thirty.get(name, size) > size}
        if longer:
            yield f"{page}: {longer}"


def _asks_little(pages: list[Spot], few: dict[str, Asked]) -> Iterator[str]:
    for page in pages:
        if few[page.path].questions.total() > FEW.get(page.name, 10**6):
            yield f"{page}: {few[page.path].questions.total()}"
