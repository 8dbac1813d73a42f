"""Adding douars and spellings."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.policy import Refused, perhaps_here, refuse_asked
from sanad.foundation.spaces.actor import Actor
from sanad.territory.models import Place, PlaceAlias
from sanad.territory.policies import can_add_douar, can_name_place
from sanad.territory.queries import likely_douars


@command(can_add_douar, says=_("added a douar"))
def add_douar(
    actor: Actor,
    commune: Place,
    *,
    name_ar: str,
    name_fr: str = "",
    aliases: list[str] | None = None,
    is_new: bool = False,
) -> Place:
    """Add a douar of the commune to the actor's space.

    Refused when the name is already there, or while one that is perhaps the same was not dismissed.
    """
    if Place.objects.filter(space=actor.space, parent=commune, name_ar=name_ar).exists():
        raise Refused(_("This douar is already in the list of the commune."), "name_ar")
    if not is_new and (known := likely_douars(actor, commune, name_ar, name_fr, *(aliases or []))):
        refuse_asked([perhaps_here(row.name for row in known)])
    douar = Place.objects.create(
        space=actor.space,
        level=Place.Level.DOUAR,
        parent=commune,
        code=commune.code,
        name_ar=name_ar,
        name_fr=name_fr,
        path_ar=f"دوار {name_ar}، {commune.path_ar}",
        path_fr=f"douar {name_fr or name_ar}, {commune.path_fr}",
    )
    for text in aliases or []:
        _name(actor, douar, text)
    return douar


@command(can_name_place, says=_("added another name of a douar"))
def add_place_alias(actor: Actor, place: Place, *, text: str) -> Place:
    """Let the douar be found under another spelling; once."""
    _name(actor, place, text)
    return place


def _name(actor: Actor, place: Place, text: str) -> None:
    PlaceAlias.objects.get_or_create(space=actor.space, place=place, text=text)
    place.save()
