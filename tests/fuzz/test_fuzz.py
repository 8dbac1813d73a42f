"""No input answers 500. Some seconds by default, with one seed; `make fuzz` walks for ten minutes (SECONDS, SEED)."""

import os

import pytest
from django.test import Client

from sanad.demo.training import teach
from tests.fuzz.walk import Walk

SECONDS = float(os.environ.get("SECONDS", "15"))
SEED = os.environ.get("SEED", "13")
UNTIL = int(os.environ.get("UNTIL", "0")) or 10**9

pytestmark = pytest.mark.slow


@pytest.fixture
def clients(world, browse) -> dict[str, Client]:
    teach(world)
    people = {
        name: browse(getattr(world, name)) for name in ("sg", "coordinator", "president", "secretary", "stranger")
    }
    return {**people, "nobody": Client()}


def test_no_input_answers_with_a_failure(clients) -> None:
    walk = Walk(SEED, clients)
    walk.go(SECONDS, UNTIL)
    print(f"\n{walk.report()}")
    assert len(walk.forms) > 20 or SECONDS < 10
    assert not walk.failures, walk.report()
