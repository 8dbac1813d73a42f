"""No page, and nothing that a machine reads, writes a number in an attribute as people read it."""

import re
from collections.abc import Iterator

from tests import markup
from tests.visits import Here, Visit

MARK = "⟦"  # before every number that is written for people (tests/conftest.py: `marked`)
IN_A_TAG = re.compile(f"<[^<>]*{MARK}")


def writes_no_number_as_it_is_read(here: Here, visit: Visit) -> Iterator[str]:
    """Numbers in attributes go back to the server, or to a program."""
    if visit.is_html:
        text = visit.body.decode()
        where = markup.attributes(text) if IN_A_TAG.search(text) else []
        yield from (f"{visit} <{tag} {each}={value[:60]}>" for tag, each, value in where if MARK in value)
    elif visit.response.get("Content-Type", "") != "application/pdf" and MARK.encode() in visit.body:
        yield f"{visit} {visit.response['Content-Type']}"
