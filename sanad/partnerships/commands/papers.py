"""Numbered papers of an agreement."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import PAPERS, issue
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Revision
from sanad.partnerships.policies import can_issue_agreement, can_issue_life_paper


@command(can_issue_agreement, says=_("issued a paper"))
def issue_agreement(actor: Actor, revision: Revision) -> IssuedDocument:
    """Number, freeze and store the paper of a text that went out; a later one replaces it."""
    language = revision.content["languages"].split("+")[0]
    earlier = IssuedDocument.objects.filter(
        space=actor.space, kind="agreement", subject_id__in=revision.agreement.revisions.values("pk")
    )
    return issue(actor, PAPERS["agreement"], revision, language, replaces=earlier.order_by("-issued_at").first())


@command(can_issue_life_paper, says=_("issued a paper"))
def issue_life_paper(actor: Actor, subject: models.Model, *, kind: str, language: str) -> IssuedDocument:
    """Number, freeze and store an amendment to sign, or the state of the promises; a later one replaces it."""
    earlier = IssuedDocument.objects.filter(space=actor.space, kind=kind, subject_id=subject.pk, language=language)
    return issue(actor, PAPERS[kind], subject, language, replaces=earlier.order_by("-issued_at").first())
