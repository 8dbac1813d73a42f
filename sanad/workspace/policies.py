"""Who sees and who orders the first page of a space."""

from typing import Any

from django.db.models import Model

from sanad.foundation.policy import Verdict, all_of, needs, owns
from sanad.foundation.spaces.actor import Actor
from sanad.workspace.models import SkippedStep


def visible_to(actor: Actor, model: type[Model]) -> Any:  # the rows with the sets that their model names
    """The steps that the actor's space does without."""
    rows = model._default_manager.filter(space=actor.space)
    return rows if actor.may("space.read") else rows.none()


def can_skip_step(actor: Actor) -> Verdict:
    """Do without a step of the beginning: who is led by them, as who keeps the directory."""
    return needs(actor, "directory.edit")


def can_show_step(actor: Actor, skipped: SkippedStep) -> Verdict:
    """Be led to a step again."""
    return all_of(can_skip_step(actor), owns(actor, skipped))
