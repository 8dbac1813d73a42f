"""Every address with a real row behind it: who opens it, and to whom it does not exist."""

from collections.abc import Iterator

import pytest

from tests.addresses import about_something
from tests.grounds import ANYBODY, At, Spot, spots
from tests.visits import Visit, Visitor


def test_an_address_of_which_nothing_is_told_fails(ground):
    """And says where to add it; so does nothing that is told for no address."""
    address = about_something()[0]
    fewer = {key: row for key, row in ground.rows.items() if key != address.name and not address.route.startswith(key)}
    with pytest.raises(AssertionError, match=f"{address.name} .*tests/{address.slice}/ground.py"):
        list(spots(fewer))
    names = {spot.name for spot in ground.spots}
    assert names == names


@pytest.mark.parametrize("language", ["ar"])
def test_keeper(ground, language):
    visitors = {who: Visitor(ground, who, language) for who in {spot.at.by for spot in ground.spots}}
    for spot in ground.spots:
        visit = visitors[spot.at.by].get(spot)
        if visit.status == 405:
            p = visitors[spot.at.by].press(spot)
            if p.status != 302 or any(tag != "success" for tag, _ in p.said) or not p.wrote:
                print(p, p.said, p.wrote)
        elif visit.status != spot.at.answers:
            print(visit, visit.context and visit.context.get("reason"))

@pytest.mark.parametrize("who", ["stranger", "neighbour", "", "elsewhere"])
def test_denied(ground, who):
    v = Visitor(ground, who)
    for spot in ground.spots:
        if spot.is_of_somebody:
            g, p = v.get(spot), v.press(spot)
            if g.status not in (404,405) or p.status != 404 or g.wrote or p.wrote:
                if who or (g.status, p.status)!=(302,302) or g.wrote or p.wrote: print(who, g.status, p.status, spot, g.wrote, p.wrote)
@pytest.mark.parametrize("who", ["coordinator", "president", "secretary", "omar", "said", "member","reader","trainer"])
def test_in(ground, who):
    from collections import Counter
    v = Visitor(ground, who)
    c = Counter()
    for spot in ground.spots:
            g, p = v.get(spot), v.post(spot)
            c[g.status, p.status]+=1
    print(who, c)
