"""No page offers its reader a link that does not open for them."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from tests.visits import PAGE, Here, Visit

LINK = re.compile(r'<a\b[^>]*?\shref="(/(?!/)[^"#]*)')
REFUSED = 400  # and whatever is above: 403 it is not theirs to see, 404 it does not exist for them, 405 only a button
# (who, path): what came back. Of all slices, as every page offers the same ways through Sanad.
FOLLOWED: dict[tuple[str, str], int] = {}


def offers_only_what_opens(here: Here, visit: Visit) -> Iterator[str]:
    """Whoever reads a page can follow every link of it into Sanad."""
    if visit.verb != "GET":
        return
    FOLLOWED.setdefault((visit.who, urlsplit(visit.spot.path).path), visit.status)
    for path, address in links(visit).items():
        here.meet("links", f"{visit.who} {path}")
        if (visit.who, path) not in FOLLOWED:
            visitor = here.walk.visitor(visit.who, visit.language)
            FOLLOWED[visit.who, path] = visitor.get(visit.spot, path=address).status
        if FOLLOWED[visit.who, path] >= REFUSED:
            yield f"{visit} offers {address}: {FOLLOWED[visit.who, path]}"


def links(visit: Visit) -> dict[str, str]:
    """Where the links of a page lead in Sanad: the first address for each path."""
    is_page = visit.is_html and visit.status == PAGE
    found = map(unescape, LINK.findall(visit.body.decode()) if is_page else ())
    return {urlsplit(address).path: address for address in reversed(list(found))}
