"""Once a day the worker collects the files that a crash left behind."""

from datetime import date, datetime

from sanad.foundation.files import orphans
from sanad.foundation.worker.queue import declare

_done_on: set[date] = set()


@declare
def collect_files(now: datetime) -> None:
    """Every worker does it when it begins and then once a day; done twice it does nothing more."""
    if now.date() not in _done_on:
        _done_on.clear()
        _done_on.add(now.date())
        orphans.collect()
