"""Who keeps the list of trainers."""

from sanad.foundation.policy import Verdict, all_of, needs, owns
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import TrainerField


def can_keep_trainers(actor: Actor) -> Verdict:
    """Say who can teach which field."""
    return needs(actor, "training.run")


def can_change_trainer_field(actor: Actor, row: TrainerField) -> Verdict:
    """Say by which mandate somebody teaches a field, or that they do not any more."""
    return all_of(needs(actor, "training.run"), owns(actor, row))
