"""Long attacks, on loopback only: `make attack`, or one file with `pytest tests/attack/test_x.py --force-enable-socket`."""

from collections.abc import Iterator

import pytest

from tests.attack.ground import Site, database
from tests.foundation.reminders.post_office import PostOffice


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    """A mail server that keeps the letters it was given."""
    found = PostOffice()
    found.open()
    yield found
    found.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory, office) -> Iterator[Site]:
    """The demo case, served for a file of tests; its accounts are those of the README."""
    state = tmp_path_factory.mktemp("state")
    with database(state) as address:
        found = Site(state, address, "--demo")
        found.mail_to(office.port)
        found.open()
        yield found
        found.end()
