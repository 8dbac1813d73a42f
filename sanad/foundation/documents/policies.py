"""Who sees, scans and withdraws issued papers."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanad.foundation.documents.models import DocumentWithdrawal, IssuedDocument
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor


def visible_to(actor: Actor, model: type[IssuedDocument]) -> QuerySet[IssuedDocument]:
    """The papers of the actor's space."""
    return model.objects.filter(space=actor.space) if actor.may("space.read") else model.objects.none()


def can_attach_scan(actor: Actor, document: IssuedDocument) -> Verdict:
    """Put the signed copy with the paper."""
    return all_of(needs(actor, "papers.issue"), owns(actor, document))


def can_withdraw(actor: Actor, document: IssuedDocument) -> Verdict:
    """Say that a paper no longer stands."""
    stands = not DocumentWithdrawal.objects.filter(document=document).exists()
    return all_of(
        needs(actor, "papers.withdraw"),
        owns(actor, document),
        YES if stands else no(_("This paper was already withdrawn.")),
    )
