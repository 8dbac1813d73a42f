"""Who sees an engagement, who opens one, and what its parts ask alike."""

from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement
from sanad.directory.models import Organisation
from sanad.foundation.naming.among import own_or
from sanad.foundation.naming.parts import PartOf
from sanad.foundation.policy import YES, Verdict, all_of, needs, no
from sanad.foundation.spaces.actor import Actor

ACCOMPANIED = (Organisation.Kind.ASSOCIATION, Organisation.Kind.FEDERATION)


def visible_to(actor: Actor, model: type[Model]) -> Any:  # the rows with the sets that their model names
    """An engagement and its parts are seen by the organisation that keeps it and by the association that it is about."""
    if not actor.may("space.read"):
        return model._default_manager.none()
    if not issubclass(model, PartOf):
        return model._default_manager.filter(Q(space=actor.space) | Q(association_space=actor.space))
    about_us = model._default_manager.filter(**{f"{model.path_to_subject()}__association_space": actor.space})
    return model._default_manager.filter(own_or(actor.space, about_us))


def can_open_engagement(actor: Actor) -> Verdict:
    """A support organisation opens an engagement with an association."""
    support = YES if actor.space.is_support else no(_("Only a support organisation opens a file."))
    return all_of(needs(actor, "engagement.run"), support)


def can_voice_need(actor: Actor, engagement: Engagement) -> Verdict:
    """Both sides write needs down: the words are the association's."""
    mine = actor.space_id in {engagement.space_id, engagement.association_space_id}
    return all_of(
        needs(actor, "needs.edit"),
        YES if mine else no(_("This belongs to another space.")),
        lambda: is_open(engagement),
    )


def is_open(row: Any) -> Verdict:
    """No once the engagement that a row belongs to, or the row itself, is closed."""
    engagement = row if isinstance(row, Engagement) else row.engagement
    return YES if engagement.is_open else no(_("This accompaniment is closed."))
