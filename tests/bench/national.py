"""Every page with 100 spaces, and with all those of a country, in one run; then one space of a million people.

`make bench NATIONAL=1` runs it on both databases; SPACES, PEOPLE, ROUNDS and EACH (rows of a kind in a space) make it smaller. Figures are printed, not judged.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from tests import worlds
from tests.bench import copies
from tests.bench.measure import timed
from tests.browsing import signed_in
from tests.grounds import Ground, Spot
from tests.visits import PAGE, Walk

SPACES = int(os.environ.get("SPACES", "200000"))
PEOPLE = int(os.environ.get("PEOPLE", "1000000"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
# What SQLite works, this process works: its own time says it whatever else the machine does.
CLOCK = time.process_time if connection.vendor == "sqlite" else time.perf_counter
FEW = 100  # spaces with which each page is compared
NEAR = 1.3
_TYPED = ("م", "مح", "محمد", "محمد الأزرق", "zaytouni", "fatima", "خديجة البستاني زينب", "قرنفل")
ASKED = {
    "workspace:search": ("?q=الزيتوني", "?q=zaytouni", "?q=ال"),
    "directory:people": ("?q=محمد", "?q=م"),
    "directory:organisations": ("?q=الماء",),
    "activities:activities": ("?q=لقاء",),
}


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker) -> Iterator[Ground]:
    """What stands behind every address, in a database of its own that keeps what is written."""
    with django_db_blocker.unblock():
        ground = worlds.enter_ground()
        if connection.vendor == "sqlite":
            _on_the_disk()
        copies.unwatched()
        copies.write_names()
        yield ground


def _on_the_disk() -> None:
    """A country has no place in the memory."""
    path = worlds.ROOT / "build" / "national.sqlite3"
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()
    worlds.worlds().copy(worlds.ground_world(), path)
    connection.connection, connection.settings_dict["NAME"] = None, str(path)


def _pages(ground: Ground) -> list[Spot]:
    """Every page, with what is looked for on some of them."""
    found = [
        spot
        for spot in ground.spots
        if spot.at.answers == PAGE and (spot.address.needs_an_account or spot.name == "workspace:home")
    ]
    asked = [
        Spot(spot.address, type(spot.at)(spot.row, spot.at.by, query=query, parts=spot.at.parts))
        for spot in found
        for query in ASKED.get(spot.name, ())
    ]
    return [*found, *asked]


def _times(walk: Walk, pages: list[Spot]) -> dict[str, float]:
    """Milliseconds of each page that is one."""
    found: dict[str, float] = {}
    for page in pages:
        visitor = walk.visitor(page.at.by)
        if visitor.get(page).status == PAGE:
            found[str(page)] = _quickest(lambda page=page, visitor=visitor: visitor.get(page))
    return found


def _quickest(act: Callable[[], Any]) -> float:
    """Of some rounds: what others do on the machine makes a page slower, and nothing makes it quicker."""
    spent = []
    for _ in range(ROUNDS):
        begin = CLOCK()
        act()
        spent.append((CLOCK() - begin) * 1000)
    return min(spent)


def test_every_page_of_a_country(country) -> None:
    pattern = copies.Pattern.of(country.case.sg.space, country.case.president.space)
    print(
        f"\n{connection.vendor}: {sum(map(len, pattern.rows.values()))} rows of {len(pattern.rows)} kinds a pair of spaces"
    )
    pattern.copy(1, FEW // 2)
    copies.known()
    walk = Walk(country)
    pages = _pages(country)
    few = _times(walk, pages)
    begin = time.perf_counter()
    pattern.copy(FEW // 2 + 1, SPACES // 2)
    filled = time.perf_counter()
    copies.known()
    print(f"{SPACES} spaces in {filled - begin:.0f} s, known in {time.perf_counter() - filled:.0f} s")
    many = _times(walk, pages)
    ratios = {name: many[name] / few[name] for name in few if name in many}
    near = [name for name in ratios if ratios[name] <= NEAR]
    print(f"{len(near)} of {len(ratios)} pages within {NEAR} times; median {statistics.median(ratios.values()):.2f}")
    print(f"{'page':80}{FEW:>8}{SPACES:>9}{'x':>7}")
    shown = sorted(ratios, key=lambda name: few[name] - many[name])
    first = ("workspace:home", "workspace:search", "workspace:reminders", *ASKED)
    for name in shown:
        if name not in near or name.startswith(first):
            print(f"{name:80.80}{few[name]:>8.1f}{many[name]:>9.1f}{ratios[name]:>7.2f}")


def test_one_large_space(country) -> None:
    actor = country.case.sg
    copies.crowd(actor.space, PEOPLE)
    copies.known()
    client = signed_in(actor.user)
    box = f"{reverse('accompaniment:open')}?suggest=referent&referent="
    print(f"\n{connection.vendor}: one space of {PEOPLE} people{'':20}{'median':>8}{'p95':>8}")
    for name, address in {
        "people": "/directory/people/",
        "people, page 2": "/directory/people/?page=2",
        "people, page 1000": "/directory/people/?page=1000",
        **{f"people named {text}": f"/directory/people/?q={text}" for text in _TYPED},
        **{f"while typing {text}": f"{box}{text}" for text in _TYPED},
        **{f"search {text}": f"/search/?q={text}" for text in _TYPED},
    }.items():
        response = client.get(address)
        assert response.status_code == PAGE, (name, response.status_code)
        median, p95 = timed(lambda address=address: client.get(address), ROUNDS)
        print(f"{name:52}{median:>8.1f}{p95:>8.1f}")
