"""What home tells in numbers, and the rows behind each: both read the same sets, so that the one is the sum of the other."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.accompaniment.policies import visible_to as visible_accompaniment
from sanad.activities.models import Activity, Attendance
from sanad.directory.models import Organisation
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.columns import columns
from sanad.partnerships.models import Agreement, Commitment
from sanad.partnerships.policies import visible_to as visible_agreements
from sanad.training.models import Presence

Text = str | Promise
MOST = 20  # associations that are told apart; what the others have stands in one line, so that the sum is whole


@dataclass(frozen=True)
class Reckoning:
    """How a number is found: which rows count, and which of these are reached.

    `association` finds for each row whom it is about. The rows come with `is_reached` and `of_association`.
    """

    key: str
    label: Text
    how: Text
    counted: Callable[[Actor], QuerySet[Any]]
    reached: Q
    association: Subquery

    def rows(self, actor: Actor) -> QuerySet[Any]:
        """Every row that it counts, of what the actor may see."""
        is_reached = ExpressionWrapper(self.reached, output_field=BooleanField())
        return self.counted(actor).annotate(is_reached=is_reached, of_association=self.association)


def _needs(actor: Actor) -> QuerySet[Any]:
    return visible_accompaniment(actor, Need).exclude(state__in=[Need.State.PARKED, Need.State.OUT_OF_SCOPE])


def _plan_items(actor: Actor) -> QuerySet[Any]:
    return visible_accompaniment(actor, PlanItem).standing_in([*PlanItem.PROMISED, PlanItem.State.DONE])


def _promises(actor: Actor) -> QuerySet[Any]:
    return (visible_agreements(actor, Commitment) & Commitment.objects.once_signed()).filter(waived_on=None)


def _looked_up(association: QuerySet[Any]) -> Subquery:
    """By key for each row: joined, a server would read the files of all spaces to group a few rows."""
    return Subquery(association[:1], output_field=UUIDField())


_OF_FILE = _looked_up(Engagement.objects.filter(pk=OuterRef("engagement")).values("association"))
RECKONINGS = {
    each.key: each
    for each in (
        Reckoning(
            "needs",
            _("Needs met"),
            _(
                "Every need counts that is written in a file, apart from those that are parked or out of scope. "
                "Met are those that were said to be resolved, with what has changed and what shows it."
            ),
            _needs,
            Q(state=Need.State.RESOLVED),
            _OF_FILE,
        ),
        Reckoning(
            "plans",
            _("Plans carried out"),
            _(
                "Every plan item counts that was agreed, is running or is done; what is only proposed and what was "
                "cancelled does not. Carried out are those that are done, also where the promise or the session says so."
            ),
            _plan_items,
            Q(stands=PlanItem.State.DONE),
            _OF_FILE,
        ),
        Reckoning(
            "promises",
            _("Promises kept"),
            _(
                "Every promise of an agreement counts that was signed, apart from those that were waived. "
                "Kept are those of which nothing is owed any more."
            ),
            _promises,
            Q(open_due_on=None),
            _looked_up(Agreement.objects.filter(pk=OuterRef("agreement")).values("engagement__association")),
        ),
    )
}


@dataclass(frozen=True)
class Measure:
    """One number to look at: how much of it is reached, and the page behind it."""

    label: Any
    done: int
    total: int
    url: str


def measures(actor: Actor) -> list[Measure]:
    """Needs met, plans carried out, promises kept, of what the actor may see; only where there are any. Three questions."""
    found = [measured(each, each.rows(actor)) for each in RECKONINGS.values()]
    return [one for one in found if one.total]


def measured(reckoning: Reckoning, rows: QuerySet[Any]) -> Measure:
    """The number that the rows make."""
    counts = rows.order_by().aggregate(done=Count("pk", filter=Q(is_reached=True)), total=Count("pk"))
    return Measure(reckoning.label, counts["done"], counts["total"], reverse("workspace:number", args=[reckoning.key]))


@dataclass(frozen=True)
class Part:
    """What one association has of a number; `done` is None where nothing is to be reached, `key` where no row is asked for by it."""

    name: Text
    total: int
    done: int | None = None
    key: Any = None


def parts_of(actor: Actor, rows: QuerySet[Any], whole: Measure) -> list[Part]:
    """The number by association, those with most first; nothing for an association, which is the only one. Two questions."""
    if not actor.space.is_support:
        return []
    counts = {"done": Count("pk", filter=Q(is_reached=True)), "total": Count("pk")}
    by_association = rows.order_by().values("of_association").annotate(**counts).order_by("-total", "of_association")
    lines = list(by_association[:MOST])
    cards = Organisation.objects.in_bulk([line["of_association"] for line in lines if line["of_association"]])
    found = []
    for line in lines:
        card = cards.get(line["of_association"])
        found.append(Part(card.name if card else _("Without a file"), line["total"], line["done"], card and card.pk))
    total, done = (sum(line[name] for line in lines) for name in ("total", "done"))
    if total < whole.total:
        found.append(Part(_("All others"), whole.total - total, whole.done - done))
    return found


@dataclass(frozen=True)
class YearOfAttendance:
    """How often somebody came in a year, and a drawing of its months."""

    year: int
    total: int
    drawing: SafeString
    url: str


def attendance_of(actor: Actor, year: int) -> YearOfAttendance | None:
    """How often somebody came to what the space held in a year, by month: to meetings by their lists, to sessions by their half-days.

    Whoever came to three meetings came three times; to one session with its half-days, once: the list of an activity
    that is a session says the same people again, and that of a meeting with a course in it those of the course.
    None when nobody did. Two questions.
    """
    by_month: Counter[int] = Counter()
    for day, times in chain(
        _listed(actor, year).values_list("activity__starts_at").annotate(Count("pk")),
        _learned(actor, year)
        .values_list("slot__session__activity__starts_at")
        .annotate(Count("registration", distinct=True)),
    ):
        by_month[timezone.localtime(day).month] += times
    total = by_month.total()
    if not total:
        return None
    told = ngettext(
        "In %(year)s somebody came to an activity once.",
        "In %(year)s people came to activities %(count)s times, each counted as often as they came.",
        total,
    )
    rows = [(str(month), by_month[month]) for month in range(1, 13)]
    drawing = columns(told % {"count": total, "year": year}, rows, from_right=get_language_bidi())
    address = reverse("workspace:attendance", args=[year])
    return YearOfAttendance(year, total, mark_safe(drawing), address)  # noqa: S308  drawn here, its words escaped


def attended(actor: Actor, year: int) -> QuerySet[Activity]:
    """The activities of the space in a year to which somebody came, each with how many `times`; their sum is the number."""
    listed = _listed(actor, year).filter(activity=OuterRef("pk")).values("activity").annotate(n=Count("pk"))
    learned = _learned(actor, year).filter(slot__session__activity=OuterRef("pk")).values("slot__session__activity")
    learned = learned.annotate(n=Count("registration", distinct=True))
    times = Coalesce(Subquery(listed.values("n")), 0) + Coalesce(Subquery(learned.values("n")), 0)
    return _held(actor, year).annotate(times=times).filter(times__gt=0)


def for_whom(actor: Actor, year: int, whole: int) -> list[Part]:
    """How often people came for each organisation, most first; only in a support organisation. Three questions."""
    if not actor.space.is_support:
        return []
    counted: Counter[Any] = Counter()
    times = Count("registration", distinct=True)
    for rows in (
        _listed(actor, year).values_list("organisation").annotate(Count("pk")),
        _learned(actor, year).values_list("registration__organisation", "slot__session__activity").annotate(times),
    ):
        for key, *_where, count in rows:
            counted[key] += count
    most = sorted(counted.items(), key=lambda line: (-line[1], str(line[0])))[:MOST]
    cards = Organisation.objects.in_bulk([key for key, _times in most if key])
    found = [Part(cards[key].name if key in cards else _("For no organisation"), times) for key, times in most]
    if told := whole - sum(part.total for part in found):
        found.append(Part(_("All others"), told))
    return found


def first_year(actor: Actor) -> int:
    """The year of the first activity of the space; this one where there is none."""
    first = Activity.objects.filter(space=actor.space).aggregate(first=Min("starts_at"))["first"]
    return timezone.localtime(first).year if first else timezone.localdate().year


def _held(actor: Actor, year: int) -> QuerySet[Activity]:
    within = {"starts_at__gte": start_of(year), "starts_at__lt": start_of(year + 1)}
    return Activity.objects.filter(space=actor.space, **within).order_by()


def _learned(actor: Actor, year: int) -> QuerySet[Presence]:
    held = _held(actor, year)
    return Presence.objects.filter(space=actor.space, minutes__gt=0, slot__session__activity__in=held).order_by()


def _listed(actor: Actor, year: int) -> QuerySet[Attendance]:
    """Who came by the list of an activity, without those of whom a half-day tells."""
    same = Q(registration__person=OuterRef("person")) | Q(registration__name=OuterRef("guest_name"))
    noted = _learned(actor, year).filter(
        same | Q(slot__session__item=None), slot__session__activity=OuterRef("activity")
    )
    listed = Attendance.objects.standing().present()
    return listed.filter(space=actor.space, activity__in=_held(actor, year)).order_by().exclude(Exists(noted))


def start_of(year: int) -> datetime:
    """The first instant of a year, in the time of the place."""
    return timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001  made aware here
