"""A statement that is kept is the question itself, whoever asks and whenever; what cannot be kept is asked anew."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import F, Q, Value
from django.utils import timezone
from django.utils.translation import get_language

from sanad.activities.models import FollowUp
from sanad.foundation.reminders.sources import COLUMNS, SOURCES, Question, Whose, due_for
from sanad.foundation.reminders.statement import ONE, OTHER, _kept, answered
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space
from sanad.partnerships.models import Agreement
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


@pytest.mark.parametrize("whose", Whose)
@pytest.mark.parametrize("last", [None, 8])
def test_put_in_their_place_everybody_asks_what_they_would_ask_themselves(world, whose, last):
    for actor in actors(world):
        build = Question(tuple(SOURCES.values()), whose, 0, last)
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
    build = Question((SOURCES[kind],), Whose.ALL, 0, 8)
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


OPEN = FollowUp.objects.filter(state="open")
# What a source may not read of who asks, because the next one of the same role differs in it.
PERSONAL = {
    "the name": lambda actor: OPEN.filter(text__contains=actor.user.name),
    "the address": lambda actor: OPEN.filter(text__contains=actor.user.email or ""),
    "the account as text": lambda actor: OPEN.exclude(text=str(actor.user)),
    "the name of the space": lambda actor: OPEN.filter(text__contains=actor.space.name_ar),
    "since when it is there": lambda actor: OPEN.filter(due_on__gte=actor.space.created_at.date()),
    "which space it is": lambda actor: OPEN.filter(Q(space=actor.space) if actor.space_id == OTHERS else Q()),
    "which of several": lambda actor: OPEN.filter(
        Q() if actor.space_id in {OTHERS, ONE.language} else Q(space=actor.space)
    ),
    "the key as text": lambda actor: OPEN.annotate(key=Value(str(actor.user.pk))).exclude(key=F("text")),
    "the language": lambda _actor: OPEN.exclude(text=get_language()),
}
OTHERS = uuid4()


@pytest.mark.parametrize("what", PERSONAL)
def test_what_reads_anything_else_of_who_asks_is_made_anew_for_each(world, what):
    def build(actor, day):
        return PERSONAL[what](actor).filter(due_on__lte=day + timedelta(days=9_000)).values("pk")

    assert kept(build, world.sg) is None
    for actor in actors(world):
        assert answered(build, actor, TODAY, ("pk",)) == list(build(actor, TODAY))


OF_THE_DAY = {
    "after a day": lambda day: "open" if day >= date(2100, 1, 1) else "nothing",
    "in which year": lambda day: "open" if day.year > 2030 else "nothing",
    "of the week": lambda day: "open" if day.weekday() < 7 else "nothing",
    "whether it is that day": lambda day: "nothing" if day == date(2100, 1, 1) else "open",
    "one of several": lambda day: "nothing" if day in (date(2100, 1, 1), date(2100, 1, 2)) else "open",
    "the later one": lambda day: "open" if max(day, date(2100, 1, 1)) == day else "nothing",
    "with another month": lambda day: "open" if day.replace(month=1) else "nothing",
    "written": lambda day: "open" if day.strftime("%Y") > "2100" else "nothing",
}


@pytest.mark.parametrize("what", OF_THE_DAY)
def test_what_reads_which_day_it_is_is_made_anew(world, what):
    def build(actor, day):
        return FollowUp.objects.filter(space=actor.space, state=OF_THE_DAY[what](day), due_on__lte=day).values("pk")

    assert kept(build, world.sg) is None
    for day in (TODAY, date(2101, 1, 1)):
        assert answered(build, world.sg, day, ("pk",)) == list(build(world.sg, day))


NEAR = [date.fromisoformat(str(each)) for each in (ONE.day, OTHER.day, ONE.day - timedelta(days=3))]


@pytest.mark.parametrize("day", [*NEAR, date(2099, 12, 31), date.max])
def test_a_day_that_a_source_names_is_that_day_however_near_a_stand_in(world, day):
    def build(actor, on):
        return FollowUp.objects.filter(space=actor.space, due_on__lt=day, due_on__gte=on).values("pk")

    rows = build(world.sg, TODAY)
    assert kept(build, world.sg).for_(world.sg, TODAY) == (
        rows.query.sql_with_params()[0],
        list(rows.query.sql_with_params()[1]),
    )


def test_a_source_judges_by_the_day_that_it_is_asked_for(world, follow_up):
    """A letter for tomorrow tells of the agreement that ends today no more."""
    agreement = Agreement.objects.filter(space=world.sg.space).first()
    Agreement.objects.filter(pk=agreement.pk).update(state="signed", ends_on=TODAY, notice_months=0, notice_days=0)
    told = [
        agreement.pk in {due.subject_id for due in due_for(world.sg, TODAY + timedelta(days=days))} for days in (0, 1)
    ]
    assert told == [True, False]


def test_the_stand_ins_are_nobody_s(world):
    assert not Space.objects.filter(pk__in=[ONE.space.hex, OTHER.space.hex]).exists()
    assert {str(ONE.day), str(OTHER.day)}.isdisjoint(map(str, FollowUp.objects.values_list("due_on", flat=True)))
