"""Numbering the papers of activities."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanad.activities.papers.documents import BY_KIND
from sanad.activities.policies import can_issue_paper
from sanad.foundation.command import command
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import issue
from sanad.foundation.spaces.actor import Actor


def standing_before(actor: Actor, subject: models.Model, kind: str, language: str) -> IssuedDocument | None:
    """The paper that a new one of that kind replaces."""
    return IssuedDocument.objects.filter(space=actor.space, kind=kind, subject_id=subject.pk, language=language).first()


@command(can_issue_paper, says=_("issued a paper"), is_final=True)
def issue_activity_paper(actor: Actor, subject: models.Model, *, kind: str, language: str) -> IssuedDocument:
    """Number, freeze and store a paper of an activity. Refused as the paper itself says."""
    return issue(actor, BY_KIND[kind], subject, language, replaces=standing_before(actor, subject, kind, language))
