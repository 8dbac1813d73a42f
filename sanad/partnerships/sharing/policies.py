"""Who shows what the text says."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, all_of, needs, no
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Sharing
from sanad.partnerships.policies import is_not_withdrawn, is_signed


def can_give_sharing(actor: Actor, sharing: Sharing) -> Verdict:
    """Show what the text says: the giver itself, from its own space, after signature."""
    own = sharing.giver.organisation.own_space_id == actor.space_id
    taker = YES if sharing.taker.organisation.own_space_id else no(_("The other party has no space of its own yet."))
    return all_of(
        needs(actor, "consent.give"),
        YES if own else no(_("Only who shows it gives this, from its own space.")),
        is_not_withdrawn(sharing),
        lambda: is_signed(sharing.agreement),
        taker,
        no(_("This is shown already.")) if sharing.consent and sharing.consent.is_live else YES,
    )
