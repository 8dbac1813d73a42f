"""Who issues the papers of training."""

from django.db.models import Model

from sanad.foundation.policy import Verdict, all_of, needs, owns
from sanad.foundation.spaces.actor import Actor


def can_issue_paper(actor: Actor, row: Model) -> Verdict:
    """Papers are issued by the space that teaches."""
    return all_of(needs(actor, "papers.issue"), owns(actor, row))
