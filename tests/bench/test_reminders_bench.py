"""What falls due, of the sources that there are, of 25 and of 50, against the bare SQL of the same question in the same run.

Sources beyond those that there are repeat them under other names: the question and its answer are as much larger. "made anew"
is what a question costs that is put into SQL each time it is asked, as it was before `reminders.statement`.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice

import pytest
from django.db import connection
from django.utils import timezone

from sanad.foundation.reminders import sources
from sanad.foundation.reminders.sources import Question, Source, Whose, due_for
from tests.bench.generator import SIZES, fill
from tests.bench.measure import ROUNDS, SIZE

EACH = ROUNDS
ASKED = {"home": (Whose.MINE, 8), "page": (Whose.ALL, 51), "letter": (Whose.ALL, None)}


def so_many(there: dict[str, Source], count: int) -> dict[str, Source]:
    """The sources that there are, and as many under other names as are missing."""
    repeated = islice(cycle(there.values()), max(0, count - len(there)))
    more = [replace(source, kind=f"{source.kind}_{number}") for number, source in enumerate(repeated)]
    return {source.kind: source for source in [*there.values(), *more]}


def in_turn(*acts: Callable[[], object]) -> list[float]:
    """The quickest of some rounds in milliseconds, each asked after the other: what else the machine does is left out."""
    spent: list[list[float]] = [[] for _act in acts]
    for _round in range(EACH):
        for act, times in zip(acts, spent, strict=True):
            begin = time.perf_counter()
            act()
            times.append((time.perf_counter() - begin) * 1000)
    return [min(times) for times in spent]


def the_sql_of(act: Callable[[], object]) -> Callable[[], list]:
    """The one question that something asks of the database, as one asks it without Django's rows."""
    asked = []
    with connection.execute_wrapper(lambda execute, *given: asked.append(given[:2]) or execute(*given)):
        act()
    [(sql, parameters)] = asked

    def bare() -> list:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    return bare


@pytest.fixture
def actor(world):
    fill(world.sg, SIZES[SIZE])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return world.sg


def test_reminders(actor, monkeypatch) -> None:
    day, there = timezone.localdate(), sources.SOURCES
    print(f"\n{connection.vendor}, {SIZE} data set, {EACH} rounds; the floor is the bare SQL")
    print(
        f"{'asked for':14}{'sources':>8}{'rows':>6}{'quickest ms':>13}{'floor ms':>10}{'x floor':>9}{'made anew ms':>14}"
    )
    for count in (25,) if SIZE == "short" else (len(there), 25, 50):
        monkeypatch.setattr(sources, "SOURCES", so_many(there, count))
        for name, (whose, limit) in ASKED.items():
            question = Question(tuple(sources.SOURCES.values()), whose, 0, limit)
            bare = the_sql_of(lambda whose=whose, limit=limit: due_for(actor, day, whose=whose, limit=limit))
            ours, floor, anew = in_turn(
                lambda whose=whose, limit=limit: due_for(actor, day, whose=whose, limit=limit),
                bare,
                lambda question=question: list(question(actor, day)),
            )
            print(f"{name:14}{count:>8}{len(bare()):>6}{ours:>13.1f}{floor:>10.1f}{ours / floor:>9.2f}{anew:>14.1f}")
