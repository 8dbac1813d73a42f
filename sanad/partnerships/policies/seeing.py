"""Who sees an agreement and what belongs to it."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import (
    Agreement,
    AgreementActivity,
    AgreementStep,
    Amendment,
    Article,
    ArticleChange,
    ArticleRemark,
    BudgetLine,
    Commitment,
    CommitmentChange,
    Fulfilment,
    FulfilmentEvidence,
    Instalment,
    Party,
    Revision,
    Sharing,
    Suspension,
)

M = TypeVar("M", bound=Model)

# How each model leads to its agreement.
PATHS: dict[type[Model], str] = {
    Agreement: "",
    AgreementStep: "agreement__",
    AgreementActivity: "agreement__",
    Party: "agreement__",
    BudgetLine: "agreement__",
    Suspension: "agreement__",
    Article: "agreement__",
    ArticleRemark: "article__agreement__",
    Revision: "agreement__",
    Commitment: "agreement__",
    Instalment: "commitment__agreement__",
    Fulfilment: "commitment__agreement__",
    FulfilmentEvidence: "fulfilment__commitment__agreement__",
    Amendment: "agreement__",
    ArticleChange: "amendment__agreement__",
    CommitmentChange: "amendment__agreement__",
    Sharing: "agreement__",
}


def joined(actor: Actor) -> QuerySet[Party]:
    """The parties that are the actor's own organisation in agreements that others keep."""
    return Party.objects.filter(organisation__own_space=actor.space, withdrawn_at=None).exclude(space=actor.space)


def _shared_with(actor: Actor) -> QuerySet[Agreement]:
    """What a party sees from its own room: from the negotiation on. An idea is its keeper's alone, also when given up."""
    negotiated = Q(state=Agreement.State.ABANDONED, steps__after=Agreement.State.NEGOTIATING)
    begun = ~Q(state__in=[Agreement.State.IDEA, Agreement.State.ABANDONED])
    return Agreement.objects.filter(begun | negotiated, pk__in=joined(actor).values("agreement"))


def visible_to(actor: Actor, model: type[M]) -> QuerySet[M]:
    """The agreements of the actor's space, and from the negotiation on those to which its organisation is a party."""
    rows = model._default_manager
    if not actor.may("space.read"):
        return rows.none()
    shared = _shared_with(actor).values("pk")
    return rows.filter(Q(space=actor.space) | Q(**{f"{PATHS[model]}pk__in": shared}))
