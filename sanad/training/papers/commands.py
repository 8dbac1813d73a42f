"""Numbered papers of sessions."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import PAPERS, issue
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, Session
from sanad.training.papers.policies import can_issue_paper


def standing_before(actor: Actor, subject: Session | Registration, kind: str, language: str) -> IssuedDocument | None:
    """The paper that a new one of that kind replaces."""
    return IssuedDocument.objects.filter(
        space=actor.space, kind=kind, subject_id=subject.pk, language=language, replaced_by=None
    ).first()


@command(can_issue_paper, says=_("issued a paper"), is_final=True)
def issue_session_paper(actor: Actor, subject: Session | Registration, *, kind: str, language: str) -> IssuedDocument:
    """Number, freeze and store a paper of a session; it replaces the one before. Refused as the paper itself says."""
    return issue(actor, PAPERS[kind], subject, language, replaces=standing_before(actor, subject, kind, language))
