"""Numbered papers of a signed agreement."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import issue
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.commitments.documents import STATE_OF_COMMITMENTS
from sanad.partnerships.commitments.policies import can_issue_life_paper
from sanad.partnerships.life.documents import AMENDMENT

PAPERS = {paper.kind: paper for paper in (AMENDMENT, STATE_OF_COMMITMENTS)}


def standing_before(actor: Actor, subject: models.Model, kind: str, language: str) -> IssuedDocument | None:
    """The paper that a new one of that kind replaces."""
    earlier = IssuedDocument.objects.filter(space=actor.space, kind=kind, subject_id=subject.pk, language=language)
    return earlier.order_by("-issued_at").first()


@command(can_issue_life_paper, says=_("issued a paper"), is_final=True)
def issue_life_paper(actor: Actor, subject: models.Model, *, kind: str, language: str) -> IssuedDocument:
    """Number, freeze and store an amendment to sign, or the state of the commitments; a later one replaces it."""
    return issue(actor, PAPERS[kind], subject, language, replaces=standing_before(actor, subject, kind, language))
