"""The plan, read: by state, by month, by side; what is late and what it costs is worked out here, never stored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils import timezone

from sanad.accompaniment.models import Engagement, PlanApproval, PlanItem, PlanItemStep
from sanad.accompaniment.models.answers import days_done
from sanad.accompaniment.plan.policies import sides_of
from sanad.accompaniment.plan.queries.line import Sign, sign_of
from sanad.accompaniment.policies import visible_to
from sanad.foundation.spaces.actor import Actor


@dataclass(frozen=True)
class StateColumn:
    """The plan items that stand in one state."""

    state: str
    label: str
    items: list[PlanItem]

    @property
    def is_shown(self) -> bool:
        """False for what was cancelled, as long as nothing was."""
        return bool(self.items) or self.state != PlanItem.State.CANCELLED


@dataclass(frozen=True)
class Month:
    """The plan items of one month, by the day of each; `begins` is None for those without one."""

    begins: date | None
    items: list[PlanItem]

    @property
    def signed(self) -> list[tuple[Sign, PlanItem]]:
        """Each under the sign that it has on the line."""
        return [(sign_of(item), item) for item in self.items]

    @property
    def late(self) -> int:
        """How many of them are late."""
        return sum(item.is_late for item in self.items)


@dataclass(frozen=True)
class Costs:
    """What one side bears, in centimes: all that is not cancelled, the part that was promised, what has no amount."""

    side: str
    label: str
    total: int
    promised: int
    unknown: int


@dataclass(frozen=True)
class Summary:
    """A plan at a glance: how many items stand in each state, which come next, which are late, what was proposed when.

    `unanswered` are the proposals that wait for the yes of the side that looks; `begun` is what is running or done.
    """

    total: int
    live: int
    states: list[tuple[str, int]]
    proposed: int
    unanswered: int
    promised: int
    begun: int
    late: int
    next_promise: PlanItem | None
    next_items: list[PlanItem]
    late_items: list[PlanItem]
    days: list["Proposed"]


@dataclass(frozen=True)
class Proposed:
    """The plan items that were written down on one day: the first of them, and how many they are."""

    day: date
    items: list[PlanItem]
    total: int


# What the dossier shows of a plan item, in the order of the columns; what else is read of one comes by another question.
_SHOWN = {"id", "created_at", "form", "field", "objective", "side", "cost", "is_free", "due_on", "state"}
_DERIVED = ("stands", "is_delivered", "falls_due_on")
_GLANCE = [column.attname for column in PlanItem._meta.concrete_fields if column.attname in _SHOWN]


def summary_of(actor: Actor, engagement: Engagement, first: int) -> Summary:
    """The plan of an engagement at a glance, in one question; of a long plan only the `first` of each kind become objects."""
    plan = visible_to(actor, PlanItem).filter(engagement=engagement)
    sides = sides_of(actor, engagement)
    said = Exists(PlanApproval.objects.standing().filter(plan_item=OuterRef("pk"), side__in=sides[:1]))
    in_order = (
        plan.with_standing().annotate(said=said).order_by(F("falls_due_on").asc(nulls_last=True), "created_at", "pk")
    )
    rows = list(in_order.values("said", *_GLANCE, *_DERIVED))

    def items(found: list[dict[str, Any]]) -> list[PlanItem]:
        return [_item(plan.db, row) for row in found[:first]]

    today, counts = timezone.localdate(), Counter(row["stands"] for row in rows)
    proposed = [row for row in rows if row["stands"] == PlanItem.State.PROPOSED]
    promised = [row for row in rows if row["stands"] in PlanItem.PROMISED]
    to_do = [row for row in promised if not row["is_delivered"]]
    late = [row for row in to_do if row["falls_due_on"] and row["falls_due_on"] < today]
    ahead = [row for row in rows if row["stands"] in {*PlanItem.PROMISED, PlanItem.State.PROPOSED}]
    days: dict[date, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=itemgetter("created_at", "id")):
        days.setdefault(timezone.localtime(row["created_at"]).date(), []).append(row)
    return Summary(
        total=len(rows),
        live=len(rows) - counts[PlanItem.State.CANCELLED],
        states=[(str(label), counts[value]) for value, label in PlanItem.State.choices if counts[value]],
        proposed=len(proposed),
        unanswered=sum(not row["said"] for row in proposed) if sides else 0,
        promised=len(promised),
        begun=counts[PlanItem.State.RUNNING] + counts[PlanItem.State.DONE],
        late=len(late),
        next_promise=next(iter(items(to_do)), None),
        next_items=items(ahead),
        late_items=items(late),
        days=[Proposed(day, items(found), len(found)) for day, found in days.items()],
    )


def _item(database: str, row: dict[str, Any]) -> PlanItem:
    item = PlanItem.from_db(database, _GLANCE, [row[name] for name in _GLANCE])
    for name in _DERIVED:
        setattr(item, name, row[name])
    return item


def plan_of(actor: Actor, engagement: Engagement) -> QuerySet[PlanItem]:
    """The plan items of an engagement, the next due first, each with who does it."""
    rows: QuerySet[PlanItem] = visible_to(actor, PlanItem).filter(engagement=engagement).with_standing()
    return rows.select_related("third_party", "responsible")


def plan_in_detail(actor: Actor, engagement: Engagement) -> QuerySet[PlanItem]:
    """The plan items of an engagement with which side has said yes and how many needs each answers."""
    said = PlanApproval.objects.standing().filter(plan_item=OuterRef("pk"))
    return plan_of(actor, engagement).annotate(
        support_agreed=Exists(said.filter(side=PlanItem.Side.SUPPORT)),
        association_agreed=Exists(said.filter(side=PlanItem.Side.ASSOCIATION)),
        need_count=Count("need_links"),
    )


def by_state(items: Iterable[PlanItem]) -> list[StateColumn]:
    """The board: a column a state, also the empty ones."""
    columns = {value: StateColumn(value, str(label), []) for value, label in PlanItem.State.choices}
    for item in items:
        columns[item.standing].items.append(item)
    return list(columns.values())


def with_days(items: list[PlanItem]) -> list[PlanItem]:
    """The same, of those that are done each with the day: as the slice that carried it out tells, else when it was said."""
    done = {item.pk: item for item in items if item.standing == PlanItem.State.DONE}
    steps = PlanItemStep.objects.filter(plan_item__in=list(done), after=PlanItem.State.DONE)
    said = {key: timezone.localtime(at).date() for key, at in steps.values_list("plan_item", "created_at")}
    for key, day in {**said, **days_done(list(done))}.items():
        done[key].done_on = day
    return items


def by_month(items: Iterable[PlanItem]) -> list[Month]:
    """The time line, without what is cancelled: the months in order, then what has no day."""
    months: dict[date | None, Month] = {}
    alive = [item for item in items if item.standing != PlanItem.State.CANCELLED]
    for item in sorted(alive, key=lambda item: (item.day is None, item.day or date.max, item.created_at)):
        begins = item.day.replace(day=1) if item.day else None
        months.setdefault(begins, Month(begins, [])).items.append(item)
    return list(months.values())


def by_side(items: Iterable[PlanItem]) -> list[Costs]:
    """What each side bears; sides that bear nothing are left out."""
    alive = [item for item in items if item.is_live]
    found = []
    for side, label in PlanItem.Side.choices:
        own = [item for item in alive if item.side == side]
        if own:
            known = [item for item in own if item.cost is not None]
            promised = sum(item.cost or 0 for item in known if item.standing != PlanItem.State.PROPOSED)
            total = sum(item.cost or 0 for item in known)
            found.append(Costs(side, str(label), total, promised, len(own) - len(known)))
    return found
