"""Census places are everybody's; a douar is seen by the space that added it."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import Verdict, all_of, needs
from sanad.foundation.spaces.actor import Actor
from sanad.territory.models import Place


def visible_to(actor: Actor, model: type[Place]) -> QuerySet[Place]:
    """Reference places, and the douars of the actor's space."""
    return model.objects.filter(Q(space=None) | Q(space=actor.space))


def can_add_douar(actor: Actor, commune: Place) -> Verdict:
    """A douar lies in a commune, and is added by whoever keeps the directory."""
    return all_of(needs(actor, "directory.edit"), lambda: _is_commune(commune))


def can_name_place(actor: Actor, place: Place) -> Verdict:
    """Another spelling may be added to a douar of one's own space."""
    return all_of(needs(actor, "directory.edit"), lambda: _is_own_douar(actor, place))


def _is_commune(place: Place) -> Verdict:
    return Verdict(place.level == Place.Level.COMMUNE, _("A douar is added to a commune."))


def _is_own_douar(actor: Actor, place: Place) -> Verdict:
    return Verdict(place.space_id == actor.space_id, _("Names of census units come from the census."))
