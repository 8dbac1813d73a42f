"""What the random stories about invariants share."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F, ProtectedError
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings

from sanad.accompaniment.engagements.commands import open_engagement
from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.accompaniment.needs.commands.needs import voice_need
from sanad.accompaniment.plan.commands.agreement import agree_item
from sanad.accompaniment.plan.commands.items import edit_item, finish_item, move_item, propose_item
from sanad.activities.minutes.commands import approve_minutes, begin_minutes, circulate_minutes, save_minutes
from sanad.activities.models import Activity, FollowUp, Minutes
from sanad.activities.outcome.commands import assign_follow_up
from sanad.activities.programme.commands.activity import hold_activity, plan_activity
from sanad.directory.commands.organisations import add_organisation
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.policy import Refused

LOOK = settings(
    max_examples=12,
    phases=set(Phase) - {Phase.explain},  # it runs a failing story many times more, each through the database
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
GLANCE = settings(LOOK, max_examples=7)  # for stories of many writes
CHAIN = ("activities", "accompaniment", "diagnosis")


def alone(story: Callable[[], None]) -> None:
    """Run one example and leave nothing behind for the next."""
    with transaction.atomic():
        story()
        transaction.set_rollback(True)


def is_refused(act: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
    """True when the command says no; for random stories, which predict that it does. Elsewhere: `tests.refusals.says_no`."""
    try:
        act(*args, **kwargs)
    except Refused:
        return True
    return False


def folded(row: Any, **until: Any) -> str:
    """The state that the steps of a row tell; `created_at__lte=…` tells it as of an instant."""
    return row.STATES.fold([(step.before, step.after) for step in row.steps.filter(**until)])


def following(row: Any, number: int) -> str | None:
    """One of the states that may follow, None at an end."""
    moves = sorted(row.STATES.moves.get(row.state, ()))
    return moves[number % len(moves)] if moves else None


def now(*rows):
    """The rows as they are stored now."""
    return [type(row)._base_manager.get(pk=row.pk) for row in rows]


def chain_links() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every link between two tenant tables that begins in the chain, whatever is added to it later."""
    for label in CHAIN:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.concrete_fields:
                if field.is_relation and issubclass(field.related_model, TenantRow):
                    yield model, field


def across_spaces() -> list[str]:
    """The links of which one end belongs to another space than the other (C1)."""
    found = []
    for model, field in chain_links():
        linked = model._base_manager.filter(**{f"{field.name}__isnull": False})
        if linked.exclude(**{f"{field.name}__space": F("space")}).exists():
            found.append(f"{model._meta.label}.{field.name}")
    return found


def lets_go(field: models.Field) -> bool:
    """True when a row may be deleted, or the link emptied, from the other end."""
    return field.remote_field.on_delete is not models.PROTECT


def descends(row: models.Model) -> bool:
    """True when something hangs on the row."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()
        for relation in row._meta.related_objects
    )


def stays(row: models.Model) -> None:
    """Neither Django nor the database itself lets go of a row on which something hangs (C5)."""
    assert descends(row)
    with pytest.raises(ProtectedError), transaction.atomic():
        row.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        _remove(type(row)._base_manager.filter(pk=row.pk))


def _remove(rows: models.QuerySet) -> None:
    rows._raw_delete(connection.alias)
    connection.check_constraints()  # otherwise asked at the end of the transaction, which never comes here


def frozen(rows: models.QuerySet, **change: Any) -> None:
    """The database refuses to change or remove rows that are written once."""
    assert rows.exists()
    before = list(rows.values_list())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        _remove(rows)
    assert list(rows.all().values_list()) == before


def opened(actor, **details) -> Engagement:
    card = add_organisation(actor, kind="association", name_ar="جمعية النخيل", is_new=True)
    return open_engagement(actor, association=card, **details)


def voiced(actor, engagement, number: int = 0, **details) -> Need:
    return voice_need(actor, engagement, kind="capacity", statement=f"حاجة {number}", **details)


def proposed(actor, engagement, **details) -> PlanItem:
    return propose_item(actor, engagement, form="coaching", objective="مصاحبة", **details)


def planned(actor, host, starts_at, **details) -> Activity:
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    return plan_activity(actor, kind="meeting", title="لقاء", host=host, **times, **details)


def assigned(world, activity, **details) -> FollowUp:
    details = {"text": "مهمة", "owner": world.people["sg"], "due_on": activity.held_on, **details}
    return assign_follow_up(world.sg, activity, **details)


def circulated(world, activity) -> Minutes:
    minutes = begin_minutes(world.sg, activity)
    minutes = save_minutes(world.sg, minutes, body="نص", base_version=minutes.version)
    return circulate_minutes(world.sg, minutes)


def approved(world, activity) -> Minutes:
    return approve_minutes(world.sg, circulated(world, activity))


def met(actor, engagement) -> Activity:
    """A meeting that was held with the association of the file."""
    host, when = engagement.association, timezone.now() - timedelta(hours=1)
    activity = planned(actor, host, when - timedelta(hours=2))
    return hold_activity(actor, activity)


def agreed(actor, item, head=None) -> PlanItem:
    """Both sides say yes: the head of the association from its space, or the keeper for one that has none."""
    agree_item(actor, item, side="support")
    if head:
        agree_item(head, item)
    else:
        agree_item(actor, item, side="association", basis=met(actor, item.engagement))
    return now(item)[0]


def lead(actor, item, state) -> PlanItem:
    """Take the item to a state that follows, by the command that leads there."""
    if state == "agreed":
        edit_item(actor, item, objective=f"{item.objective}.")  # what was said before is asked again
        return agreed(actor, item)
    if state == "proposed":
        return edit_item(actor, item, objective=f"{item.objective}.")
    if state == "done":
        return finish_item(actor, item, note="تم")
    return move_item(actor, item, state=state, reason="سبب")


def step(actor, item, number) -> None:
    """Take the item to one of the states that follow; at an end it stays."""
    (item,) = now(item)
    if state := following(item, number):
        lead(actor, item, state)
