"""Who says which session answers what was asked for."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Session


def can_link_session(actor: Actor, session: Session) -> Verdict:
    """Say which plan item a session answers, afterwards too."""
    dead = session.state in {Session.State.DRAFT, Session.State.CANCELLED}
    return all_of(
        needs(actor, "training.run"),
        owns(actor, session),
        YES if not dead else no(_("This session is not announced, or was cancelled.")),
    )
