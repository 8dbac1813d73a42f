"""How many associations grew stronger: a rate of which every part can be counted again (C7, C8)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from sanad.accompaniment.models import PlanItem, PlanItemStep
from sanad.accompaniment.policies import visible_to as visible_in_engagements
from sanad.diagnosis.models import Diagnosis, Instrument, MeasuredChange
from sanad.diagnosis.policies import visible_to
from sanad.directory.models import Organisation
from sanad.foundation.spaces.actor import Actor

AGREED = {*PlanItem.PROMISED, PlanItem.State.DONE}


@dataclass
class Counted:
    """One association of the rate, and the rows for which it counts."""

    association: Organisation
    baselines: list[Diagnosis]
    plan_items: list[PlanItem] = field(default_factory=list)
    changes: list[MeasuredChange] = field(default_factory=list)

    @property
    def is_improved(self) -> bool:
        """True when one of its capacities was measured higher in the year."""
        return bool(self.changes)


@dataclass(frozen=True)
class Improved:
    """The rate of a year as it stood at the end of a day."""

    year: int
    at: date
    counted: list[Counted]

    @property
    def denominator(self) -> int:
        """Associations whose start was measured and with whom a plan is agreed."""
        return len(self.counted)

    @property
    def numerator(self) -> int:
        """Those of them that improved in the year."""
        return sum(line.is_improved for line in self.counted)


def improved_associations(actor: Actor, at: date) -> Improved:
    """The improved associations in the year of `at`, as of the end of that day.

    An association counts once a year, whatever the number of its engagements and changes. It is in the denominator exactly
    when a diagnosis of its start was closed and a plan item agreed by then; in the numerator when it is in the
    denominator and an item of its capacities was measured higher in the year (C7).
    """
    end = datetime.combine(at + timedelta(days=1), time.min, timezone.get_current_timezone())
    planned = _planned(actor, end)
    counted: dict[UUID, Counted] = {}
    for baseline in _baselines(actor, end):
        plan = planned.get(baseline.engagement_id, [])
        if plan:
            line = counted.setdefault(baseline.engagement.association_id, Counted(baseline.engagement.association, []))
            line.baselines.append(baseline)
            line.plan_items += [item for item in plan if item not in line.plan_items]
    for measure in _gains(actor, at, end):
        association = measure.change.need.engagement.association_id
        if association in counted:
            counted[association].changes.append(measure)
    return Improved(at.year, at, list(counted.values()))


def _baselines(actor: Actor, end: datetime) -> list[Diagnosis]:
    rows = (
        visible_to(actor, Diagnosis)
        .closed()
        .filter(
            kind=Diagnosis.Kind.BASELINE,
            closed_at__lt=end,
            instrument__subject=Instrument.Subject.ASSOCIATION,
        )
    )
    return list(rows.select_related("engagement__association", "instrument").defer("instrument__content"))


def _planned(actor: Actor, end: datetime) -> dict[UUID, list[PlanItem]]:
    """The plan items of each engagement that were agreed, and not cancelled, at the time (C6: the fold of their steps)."""
    steps = PlanItemStep.objects.filter(plan_item__in=visible_in_engagements(actor, PlanItem), created_at__lt=end)
    last = dict(steps.order_by("created_at", "pk").values_list("plan_item_id", "after"))
    found: dict[UUID, list[PlanItem]] = {}
    for row in visible_in_engagements(actor, PlanItem):
        if last.get(row.pk) in AGREED:
            found.setdefault(row.engagement_id, []).append(row)
    return found


def _gains(actor: Actor, at: date, end: datetime) -> list[MeasuredChange]:
    # What is seen is found first: among so many tables SQLite finds no way.
    seen = visible_to(actor, MeasuredChange).order_by().values("pk")
    rows = MeasuredChange.objects.filter(
        pk__in=seen,
        change__measured_on__year=at.year,
        change__measured_on__lte=at,
        created_at__lt=end,
        before__diagnosis__instrument__subject=Instrument.Subject.ASSOCIATION,
    )
    rows = rows.select_related("change__need__engagement", "before", "after")
    return [row for row in rows if (row.after.level or 0) > (row.before.level or 0)]
