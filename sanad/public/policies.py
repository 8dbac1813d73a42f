"""Who shows something to everybody."""

from sanad.foundation.policy import Verdict, needs
from sanad.foundation.spaces.actor import Actor


def can_publish(actor: Actor) -> Verdict:
    """Who decides in a space opens its page, and closes it."""
    return needs(actor, "space.edit")
