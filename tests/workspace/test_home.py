"""What the first page asks of somebody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanad.activities.models import Activity, Minutes
from sanad.directory.queries import own_card
from sanad.workspace.queries import activities_without_minutes

pytestmark = pytest.mark.django_db


def _held(actor, kind: str, state: str = "") -> Activity:
    past = timezone.now() - timedelta(days=2)
    activity = Activity.objects.create(
        space=actor.space,
        kind=kind,
        title=kind,
        host=own_card(actor),
        starts_at=past,
        ends_at=past + timedelta(hours=2),
        state="held",
    )
    if state:
        Minutes.objects.create(space=actor.space, activity=activity, state=state)
    return activity


def test_minutes_are_waited_for_after_meetings_and_where_somebody_began_them(world):
    sg, already = world.sg, {row.pk for row in activities_without_minutes(world.sg)}
    awaited = [_held(sg, "meeting"), _held(sg, "visit", "draft"), _held(sg, "course", "draft")]
    for kind, state in (("meeting", "approved"), ("course", ""), ("course", "approved"), ("trip", "")):
        _held(sg, kind, state)
    assert {row.pk for row in activities_without_minutes(sg)} == already | {row.pk for row in awaited}
