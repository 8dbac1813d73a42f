"""Who shows something to everybody."""

from django.utils.translation import gettext_lazy as _

from sanad.accounts.policies import is_keeper
from sanad.foundation.policy import YES, Verdict, needs, no
from sanad.foundation.spaces.actor import Actor
from sanad.public.models import PublicPage


def can_publish(actor: Actor) -> Verdict:
    """Who decides in a space opens its page, and closes it."""
    return needs(actor, "space.edit")


def can_let_to_door(actor: Actor, page: PublicPage) -> Verdict:
    """Who keeps the installation decides what its first page shows."""
    return (
        YES if is_keeper(actor.user) else no(_("Only who keeps this installation decides what its first page shows."))
    )
