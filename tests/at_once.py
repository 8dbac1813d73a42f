"""Requests that really meet: threads that start at one moment, on a database that each opens for itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

from django.conf import settings
from django.db import connection, connections

from sanad.foundation.policy import Refused

IS_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


@contextmanager
def shared_database(folder: Path) -> Iterator[None]:
    """A database that threads share as requests do: the SQLite of the other tests lies in memory, on one connection."""
    if IS_POSTGRESQL:
        yield
        return
    known, memory, there = connections.settings["default"], connections["default"], folder / "sanad.sqlite3"
    name = known["NAME"]
    there.write_bytes(memory.connection.serialize())  # with what the test's own transaction has written
    del connections["default"]
    known["NAME"] = there
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"], known["NAME"] = memory, name


def meet(*acts: Callable[[], Any]) -> list[Any]:
    """Do all of it at one moment: what each gave, or the exception that it ended with."""
    start, answers = Barrier(len(acts)), [None] * len(acts)

    def run(number: int) -> None:
        try:
            connection.ensure_connection()  # else the first to be connected is done before the other is
            start.wait()
            answers[number] = acts[number]()
        except Exception as problem:  # noqa: BLE001  whatever it is, it is the answer
            answers[number] = problem
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return answers


def parted(answers: list[Any]) -> tuple[list[Any], list[Refused]]:
    """What was done, and what was refused; any other exception is raised."""
    for answer in answers:
        if isinstance(answer, Exception) and not isinstance(answer, Refused):
            raise answer
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    return [answer for answer in answers if not isinstance(answer, Refused)], refused
