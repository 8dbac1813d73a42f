"""Everything is killed, again and again, while people write and letters leave (KILLS, 60 by default).

What was acknowledged is there, once. Who is owed a letter has it, once. The history holds.
"""

import os
import random
import re
import threading
import time
from collections import Counter
from contextlib import ExitStack, suppress

import pytest

from sanad.foundation.ids import new_id
from scripts.pg import end
from tests.attack.cluster import cluster
from tests.attack.ground import KILLS, Site
from tests.foundation.reminders.installation import until

NEW = "/directory/people/new/"
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
OF_THE_MONTH = re.compile(r"\d+ · [0-9a-f]{4} [0-9a-f]{4}")  # the line of the history, to officers: another letter
WRITERS = 2
ON_POSTGRESQL = os.environ.get("SANAD_DATABASE", "").startswith("postgres")


class Writer(threading.Thread):
    """Somebody who writes one name after the other, and sends each until it is acknowledged."""

    def __init__(self, site: Site, seed: int, is_over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.visitor, self.seed, self.is_over = site.visitor().sign_in("sg"), seed, is_over
        self.form = self.visitor.form(NEW)
        self.acknowledged: list[str] = []
        self.problem: BaseException | None = None

    def run(self) -> None:
        chosen = random.Random(self.seed)
        try:
            while not self.is_over.is_set():
                name = " ".join("".join(chosen.choices(LETTERS, k=7)) for _ in range(2))
                if self.visitor.is_done(NEW, {**self.form, "_key": str(new_id()), "name_ar": name}, 120):
                    self.acknowledged.append(name)
        except BaseException as problem:  # noqa: BLE001  told in the end
            self.problem = problem


def names(count: int) -> list[str]:
    """Groups of six people, each group to be told after a kill."""
    return [f"k{number:03}x" for number in range(count)]


@pytest.mark.parametrize("seed", [13])
def test_nothing_acknowledged_is_lost_and_no_letter_is_owed_after_kills(tmp_path, office, seed):
    with ExitStack() as stack:
        database = stack.enter_context(cluster()) if ON_POSTGRESQL else None
        site = Site(tmp_path, database.address if database else f"sqlite:///{tmp_path / 'sanad.sqlite3'}")
        stack.callback(site.end)
        site.sanad("demo")
        site.people(*names(KILLS + 1))
        site.cover()
        site.mail_to(office.port)
        office.waits = office.thinks = 0.05
        site.open()
        is_over = threading.Event()
        writers = [Writer(site, seed + number, is_over) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        killed = kill(site, database, random.Random(seed))
        is_over.set()
        for writer in writers:
            writer.join(180)
            assert writer.problem is None, writer.problem
        office.waits = office.thinks = 0.0
        told = site.wake(names(KILLS + 1)[-1])
        site.close()
        site.sanad("work", "--once")
        told |= {f"{name}{number}@example.org" for name in names(KILLS) for number in range(6)}
        judge(site, office, writers, told, killed)


def kill(site: Site, database, chosen: random.Random) -> Counter:
    """Kill in turn whatever there is to be killed; how often each was."""
    victims = ["web", "work", "serve", *(["backend", "postmaster"] if database else [])]
    killed: Counter[str] = Counter()
    for name in names(KILLS):
        patiently(site.wake, name)
        victim = victims[sum(killed.values()) % len(victims)]
        time.sleep(chosen.uniform(0.2, 1.5))
        if victim in {"web", "work"}:
            until(lambda victim=victim: victim in site.children())
            site.kill(site.children()[victim][0])
        elif victim == "serve":
            site.server.kill()
            site.server.wait()
            until(lambda: not site.answers())  # its children see that they are alone, and end
            site.open()
        elif victim == "backend":
            database.kill_one(
                patiently(site.sql, "SELECT pid FROM pg_stat_activity WHERE backend_type LIKE 'client%'")[0][0]
            )
        else:
            database.kill()
        until(site.answers, 120)
        killed[victim] += 1
    return killed


def patiently(ask, *words):
    """Ask until the database answers."""
    for _ in range(100):
        with suppress(Exception):
            return ask(*words)
        time.sleep(0.3)
    return ask(*words)


def judge(site: Site, office, writers: list[Writer], owed: set[str], killed: Counter) -> None:
    acknowledged = [name for writer in writers for name in writer.acknowledged]
    written = Counter(name for (name,) in site.sql("SELECT name_ar FROM directory_person"))
    reminders = [letter for letter in office.letters if not OF_THE_MONTH.search(letter.get_content())]
    letters = Counter(letter["To"] for letter in reminders if letter["To"] in owed)
    lost = [name for name in acknowledged if not written[name]]
    doubled = [name for name in acknowledged if written[name] > 1]
    unsent = owed - set(letters)
    twice = [address for address, count in letters.items() if count > 1]
    open_ = site.sql("SELECT task_path FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'")
    print(
        f"\n{dict(killed)}: {len(acknowledged)} writes acknowledged, {len(lost)} lost, {len(doubled)} doubled;"
        f" {len(owed)} letters owed, {len(unsent)} not sent, {len(twice)} doubled; {len(open_)} tasks cut off"
    )
    assert acknowledged
    assert (lost, doubled, unsent, twice, open_) == ([], [], set(), [], [])
    assert not site.sql("SELECT id FROM foundation_letterunderway")
    site.sanad("verify")


@pytest.mark.postgresql  # SQLite is never away
def test_a_start_before_the_database_waits_for_it(tmp_path):
    with ExitStack() as stack:
        database = stack.enter_context(cluster())
        site = Site(tmp_path, database.address)
        stack.callback(site.end)
        end(database.server)
        opening = threading.Thread(target=site.open)
        opening.start()
        until(lambda: "The database does not answer" in site.log() if site.server else False)
        database.open()
        opening.join(240)
        assert site.answers()
