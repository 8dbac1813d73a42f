"""No page offers its reader a link that does not open for them."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from tests.fuzz.pages import view_of
from tests.visits import PAGE, Here, Visit, Walk

LINK = re.compile(r'<a\b[^>]*?\shref="(/(?!/)[^"#]*)')
REFUSED = 400  # and whatever is above: 403 it is not theirs to see, 404 it does not exist for them, 405 only a button
# (who, path): what came back. Of all slices, as every page offers the same ways through Sanad.
FOLLOWED: dict[tuple[str, str], int] = {}
ENOUGH = 2  # rows: to the page of one more of the same kind, the same reader finds the same door
DOORS: Counter[tuple[str, str]] = Counter()


def is_where_links_lead(here: Here, visit: Visit) -> Iterator[str]:
    """Note what somebody found at an address, and where its links lead; `offers_only_what_opens` judges of all of them."""
    if visit.verb == "GET":
        path = urlsplit(visit.spot.path).path
        DOORS[visit.who, view_of(path)] += (visit.who, path) not in FOLLOWED
        FOLLOWED.setdefault((visit.who, path), visit.status)
        here.walk.offers += [(str(visit), visit.who, visit.language, *pair) for pair in links(visit).items()]
    yield from ()


def offers_only_what_opens(walk: Walk) -> Iterator[str]:
    """Whoever reads a page can follow every link of it into Sanad."""
    for page, who, language, path, address in walk.offers:
        walk.met["links"].add(f"{who} {path}")
        if (who, path) not in FOLLOWED and DOORS[door := (who, view_of(path))] < ENOUGH:
            DOORS[door] += 1
            FOLLOWED[who, path] = walk.visitor(who, language).open(address)
        if FOLLOWED.get((who, path), 0) >= REFUSED:
            yield f"{page} offers {address}: {FOLLOWED[who, path]}"


def links(visit: Visit) -> dict[str, str]:
    """Where the links of a page lead in Sanad: the first address for each path."""
    is_page = visit.is_html and visit.status == PAGE
    found = map(unescape, LINK.findall(visit.body.decode()) if is_page else ())
    return {urlsplit(address).path: address for address in reversed(list(found))}
