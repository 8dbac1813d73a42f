"""A statement that is kept is the question itself, whoever asks and whenever; what cannot be kept is asked anew."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from sanad.activities.models import FollowUp
from sanad.foundation.reminders import statement
from sanad.foundation.reminders.sources import COLUMNS, SOURCES, Question, due_for
from sanad.foundation.reminders.statement import DAY, SPACE, _kept, answered
from sanad.foundation.spaces.actor import Actor
from tests.foundation.reminders.rounds import TODAY


@pytest.fixture(autouse=True)
def _forgotten():
    _kept.cache_clear()


def kept(build, actor):
    zone = timezone.get_current_timezone_name()
    return _kept(build, actor.role, actor.space.kind, connection.vendor, zone, timezone.localdate())


def actors(world) -> list[Actor]:
    known = [world.sg, world.coordinator, world.president, world.secretary, world.stranger]
    return [*known, *(Actor(actor.user, actor.space, "viewer") for actor in known[:2])]


@pytest.mark.parametrize("own", [None, True, False])
@pytest.mark.parametrize("last", [None, 8])
def test_put_in_their_place_everybody_asks_what_they_would_ask_themselves(world, own, last):
    for actor in actors(world):
        build = Question(tuple(SOURCES.values()), own, 0, last)
        for day in (TODAY, TODAY - timedelta(days=400)):
            rows = build(actor, day)
            found = kept(build, actor)
            if rows is None:
                assert found is None
                assert answered(build, actor, day, COLUMNS) == []
            else:
                sql, values = rows.query.sql_with_params()
                assert found.for_(actor, day) == (sql, list(values))


@pytest.mark.parametrize("kind", sorted(SOURCES))
def test_every_source_can_be_kept(world, kind):
    build = Question((SOURCES[kind],), None, 0, 8)
    assert kept(build, world.sg) or build(world.sg, TODAY) is None


def test_the_next_day_is_another_statement(world, monkeypatch):
    before = {due.key for due in due_for(world.sg, TODAY)}
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2031, 1, 1))
    assert _kept.cache_info().currsize == 1
    due_for(world.sg, TODAY)
    assert _kept.cache_info().currsize == 2
    assert before


def test_what_asks_while_it_is_made_is_asked_anew(world):
    def build(actor, day):
        owners = list(FollowUp.objects.filter(space=actor.space).values_list("owner", flat=True))
        return FollowUp.objects.filter(space=actor.space, owner__in=owners).values("pk")

    assert kept(build, world.sg) is None
    mine = {row["pk"] for row in answered(build, world.sg, TODAY, ("pk",))}
    assert mine == set(FollowUp.objects.filter(space=world.sg.space).values_list("pk", flat=True))
    assert mine


def test_what_knows_the_hour_is_asked_anew(world):
    def build(actor, day):
        return FollowUp.objects.filter(space=actor.space, created_at__lte=timezone.now()).values("pk")

    assert kept(build, world.sg) is None
    assert answered(build, world.sg, TODAY, ("pk",))


def test_the_stand_ins_are_nobody_s(world):
    assert not type(world.sg.space).objects.filter(pk=SPACE).exists()
    assert abs((DAY - TODAY).days) > statement.REACH * 2
