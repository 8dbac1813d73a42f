"""Finding places."""

from sanad.foundation.arabic.fold import fold
from sanad.foundation.arabic.skeleton import LIKELY, likeness
from sanad.foundation.naming.models import LONGEST_SEARCH, nearest
from sanad.foundation.spaces.actor import Actor
from sanad.territory.models import Place
from sanad.territory.policies import visible_to

_CAP = 200  # candidates ranked in Python; type-ahead never ranks more


def search_places(actor: Actor, text: str, limit: int = 10) -> list[Place]:
    """The places named like `text`: the exact name first, then names beginning with it, then other spellings.

    Of those found alike, the smaller unit comes first. Each has `found_by`.
    """
    if not fold(text[:LONGEST_SEARCH]):
        return []
    found = nearest(visible_to(actor, Place), text, _CAP)
    return sorted(found, key=lambda place: (place.found_by, _LEVELS[place.level]))[:limit]


_LEVELS = {"douar": 0, "commune": 1, "arrondissement": 2, "province": 3, "cercle": 4, "region": 5}


def places_below(actor: Actor, place: Place) -> list[Place]:
    """The census units below a place, and the douars that the actor's space added to it.

    They are asked for one after the other, each along the index: an "or" over both reads what every space added.
    """
    below = visible_to(actor, Place).filter(parent=place)
    return [*below.filter(space=None), *below.filter(space=actor.space)]


def likely_douars(actor: Actor, commune: Place, *names: str) -> list[Place]:
    """Douars of the commune whose name is perhaps one of `names`, in any script."""
    douars = visible_to(actor, Place).filter(parent=commune, space=actor.space)
    douars = douars.filter(level=Place.Level.DOUAR).prefetch_related("aliases")
    return [douar for douar in douars if any(_alike(name, douar) for name in names if name)]


def _alike(name: str, douar: Place) -> bool:
    known = [douar.name_ar, douar.name_fr, *(alias.text for alias in douar.aliases.all())]
    return any(likeness(name, other) >= LIKELY for other in known if other)
