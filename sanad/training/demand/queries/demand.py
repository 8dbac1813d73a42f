"""Who needs which course, and where: the training that plans promise and nobody has given yet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from sanad.accompaniment.models import PlanItem
from sanad.courses.models import Course
from sanad.courses.queries.syllabus import shipped
from sanad.directory.models import Mandate, Person
from sanad.foundation.spaces.actor import Actor
from sanad.territory.models import Place
from sanad.training.demand.queries.answers import held
from sanad.training.models import Registration, Session

OPEN = [PlanItem.State.PROPOSED, PlanItem.State.AGREED, PlanItem.State.RUNNING]
UP = "parent__parent__parent__parent"  # a douar lies five levels below its region


@dataclass(frozen=True)
class Wanted:
    """One promise of a course to an association, and how many of its people have a place by it."""

    item: PlanItem
    province: Place | None
    registered: int


@dataclass
class Demand:
    """What is wanted of one field in one province, the oldest due first, and the sessions that answer it."""

    of_field: str
    label: Any
    province: Place | None
    course: str
    wanted: list[Wanted] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)


def province_of(place: Place | None) -> Place | None:
    """The province or prefecture in which a place lies."""
    while place is not None and place.level not in {Place.Level.PROVINCE, Place.Level.REGION}:
        place = place.parent
    return place


def _promised(actor: Actor) -> Any:
    """The plan items of the files that the actor's organisation keeps; of an association those of the file about itself."""
    if actor.space.is_association:
        return PlanItem.objects.filter(engagement__association_space=actor.space)
    # The file of an item is of the same space: said twice, PostgreSQL finds both along an index.
    return PlanItem.objects.filter(space=actor.space, engagement__space=actor.space)


def open_items(actor: Actor) -> QuerySet[PlanItem]:
    """The courses that the plans which the actor sees promise and nobody has given, by day; those without a day last.

    A support organisation sees those of its files, an association its own.
    """
    rows = _promised(actor).standing_in(OPEN).filter(form=PlanItem.Form.TRAINING)
    rows = (
        rows.filter(is_delivered=False).exclude(held()).exclude(field="")
    )  # the promise may still wait for its answer
    alive = ~Q(registrations__state=Registration.State.WITHDRAWN)
    rows = rows.annotate(registered=Count("registrations", filter=alive))
    rows = rows.select_related("engagement__association__own_space", f"engagement__association__seat_place__{UP}")
    return rows.order_by(F("falls_due_on").asc(nulls_last=True), "created_at", "pk")


def wanted(actor: Actor, of_field: str = "") -> list[Wanted]:
    """Every open promise, with its province; what was delivered waits for its answer, and is not wanted meanwhile."""
    rows = open_items(actor).filter(field=of_field) if of_field else open_items(actor)
    return [
        Wanted(row, province_of(row.engagement.association.seat_place), row.registered)  # type: ignore[attr-defined]  # counted by `open_items`
        for row in rows
        if not row.is_delivered
    ]


def demand(actor: Actor) -> list[Demand]:
    """By field and province; what falls due first comes first."""
    groups: dict[tuple[str, Any], Demand] = {}
    courses = courses_by_field(actor.space_id)
    for row in wanted(actor):
        key = (row.item.field, row.province.pk if row.province else None)
        known = Demand(row.item.field, row.item.get_field_display(), row.province, courses.get(row.item.field, ""))
        groups.setdefault(key, known).wanted.append(row)
    for session, province in _planned(actor):
        key = (session.course.field if session.course else "", province.pk if province else None)
        if key in groups:
            groups[key].sessions.append(session)
    return sorted(groups.values(), key=lambda group: (_first_due(group.wanted), str(group.label)))


def given(actor: Actor) -> list[tuple[str, int]]:
    """The fields of which courses of the plans were given, each with to how many associations; the most given first."""
    rows = _promised(actor).with_standing().filter(form=PlanItem.Form.TRAINING).exclude(field="")
    rows = rows.filter(Q(stands=PlanItem.State.DONE) | held())
    counted = rows.order_by().values_list("field").annotate(Count("engagement", distinct=True))
    labels = dict(PlanItem.Field.choices)
    return sorted(((str(labels[of_field]), count) for of_field, count in counted), key=lambda row: (-row[1], row[0]))


def _first_due(rows: Iterable[Wanted]) -> date:
    return min((row.item.due or date.max for row in rows), default=date.max)


def _planned(actor: Actor) -> list[tuple[Session, Place | None]]:
    """Sessions that are still to come about, each with its province."""
    rows = Session.objects.filter(
        space=actor.space, course__isnull=False, state__in=[Session.State.DRAFT, *Session.ANNOUNCED]
    )
    rows = rows.select_related("course", f"activity__place__{UP}").defer("course__content")
    return [(row, province_of(row.activity.place)) for row in rows.order_by("activity__starts_at")]


def courses_by_field(space_id: UUID) -> dict[str, str]:
    """The key of a course of each field: the space's own, else the shipped one."""
    found = {content["field"]: key for key, content in shipped().items()}
    own = Course.objects.filter(space_id=space_id).order_by("created_at").values_list("field", "key")
    return found | {of_field: key for of_field, key in own if key not in found.values()}


@dataclass(frozen=True)
class Proposed:
    """An association that was promised the course of a session, and its people that one knows."""

    wanted: Wanted
    is_near: bool
    is_invited: bool
    people: list[Person]


def proposed(actor: Actor, session: Session) -> list[Proposed]:
    """Who was promised this course: those of the province of the session first."""
    if session.course is None:
        return []
    here = province_of(session.activity.place)
    rows = wanted(actor, session.course.field)
    associations = [row.item.engagement.association_id for row in rows]
    people = _people_of(associations, session)
    invited = set(session.activity.invitations.values_list("organisation", flat=True))
    found = [
        Proposed(
            row,
            here is not None and row.province == here,
            row.item.engagement.association_id in invited,
            people[row.item.engagement.association_id],
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: not row.is_near)


def _people_of(associations: list[UUID], session: Session) -> dict[UUID, list[Person]]:
    """The people with a mandate in these associations who have no place in the session yet."""
    placed = session.registrations.active().exclude(person=None).values("person")
    mandates = (
        Mandate.objects.valid_on(timezone.localdate()).filter(organisation__in=associations).exclude(person__in=placed)
    )
    found: dict[UUID, list[Person]] = defaultdict(list)
    for mandate in mandates.select_related("person").order_by("person__sort_key", "pk"):
        if mandate.person not in found[mandate.organisation_id]:
            found[mandate.organisation_id].append(mandate.person)
    return found
