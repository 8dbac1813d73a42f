"""What sessions say of the plan items that they answer."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from sanad.accompaniment.models import PlanItem
from sanad.accompaniment.models.answers import Answers, Shown, declare
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, Session
from sanad.training.policies import visible_to
from sanad.training.registrations.queries.people import active_people

KEPT_AT_MOST = 200  # of the title of a paper on file


def _held_for(item: Any) -> Any:
    rows = Registration.objects.confirmed().filter(plan_item=item)
    return rows.filter(session__state=Session.State.CLOSED)


def held() -> Q:
    """People of the association had a place by it in a session that is over."""
    return Q(Exists(_held_for(OuterRef("pk"))))


def shown_by_sessions(item: PlanItem) -> Iterator[Shown]:
    """The sheets of the sessions in which people had a place by it."""
    sessions = Session.objects.filter(pk__in=_held_for(item).order_by().values("session")).select_related("activity")
    for session in sessions.order_by("activity__starts_at"):
        title = _("Attendance of “%(session)s”") % {"session": session.activity.title}
        yield Shown(title[:KEPT_AT_MOST], _("In Sanad, the file of the session"), session.activity.held_on)


def done_on(keys: Collection[UUID]) -> Iterator[tuple[UUID, date]]:
    """The last day of the first session in which people had a place by it."""
    held_for = Registration.objects.confirmed().filter(plan_item__in=keys, session__state=Session.State.CLOSED)
    days: dict[UUID, date] = {}
    for row in held_for.select_related("session__activity").order_by("session__activity__starts_at"):
        if row.plan_item_id is not None:
            days.setdefault(row.plan_item_id, row.session.activity.last_day)
    yield from days.items()


def items_of(actor: Actor, session: Session) -> list[tuple[PlanItem, int]]:
    """The plan items that a session answers, as far as the actor sees them, each with how many people have a place by it."""
    if all(row.plan_item_id is None for row in active_people(session)):
        return []
    rows = visible_to(actor, Registration).filter(session=session).exclude(plan_item=None)
    people: dict[Any, int] = {}
    for key in rows.confirmed().values_list("plan_item", flat=True):  # type: ignore[attr-defined]
        people[key] = people.get(key, 0) + 1
    items = PlanItem.objects.filter(pk__in=list(people)).with_standing().select_related("engagement__association")
    return [(item, people[item.pk]) for item in items]


declare(Answers(carried_out=held, shows=shown_by_sessions, done_on=done_on))
