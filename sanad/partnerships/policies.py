"""Who sees an agreement and what belongs to it, who drafts it, and what its parts ask alike."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Organisation
from sanad.foundation.naming.among import own_or
from sanad.foundation.policy import YES, Text, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Party

M = TypeVar("M", bound=Model)


def visible_to(actor: Actor, model: type[M]) -> QuerySet[M]:
    """The agreements of the actor's space, and from the negotiation on those to which its organisation is a party."""
    rows = model._default_manager
    if not actor.may("space.read"):
        return rows.none()
    seats = Party.objects.of_space(actor.space).exclude(space=actor.space)
    shared = Agreement.objects.shown_to_parties().filter(pk__in=seats.values("agreement"))
    path = "pk" if model is Agreement else model.path_to_whole()  # type: ignore[attr-defined]  # a part of an agreement
    theirs = rows.filter(**{f"{path}__in": shared.order_by().values("pk")})
    return rows.filter(own_or(actor.space, theirs))


def keeps_card(card: Organisation, _kept: Organisation) -> Text:
    """Why a card is not joined to another: who is party to a text that is agreed stands there as it stands."""
    drafted = [*Agreement.DRAFTED, Agreement.State.ABANDONED]
    firm = Party.objects.filter(organisation=card).exclude(agreement__state__in=drafted)
    return _("It is party to an agreement whose text is agreed: there it stays.") if firm.exists() else ""


def agreement_of(row: Any) -> Agreement:
    """The agreement that a row belongs to, or the row itself."""
    return row if isinstance(row, Agreement) else row.held_with


def is_not_withdrawn(row: Any) -> Verdict:
    """No for a row that was withdrawn."""
    return YES if getattr(row, "is_standing", True) else no(_("This was withdrawn."))


def is_drafted(row: Any) -> Verdict:
    """No once the text is agreed, with what to do instead."""
    agreement = agreement_of(row)
    if agreement.state in Agreement.DRAFTED:
        return is_not_withdrawn(row)
    if agreement.state == Agreement.State.READY:
        return no(_("The text is agreed. Open it again to change it."))
    if agreement.state == Agreement.State.OUT:
        return no(_("The text is frozen: it is out for signature. Take it back to change it."))
    if agreement.state == Agreement.State.ABANDONED:
        return no(_("This agreement was given up."))
    return no(_("What is signed is changed by an amendment only."))


def is_once_signed(agreement: Agreement) -> Verdict:
    """No before all have signed."""
    return YES if agreement.state in Agreement.ONCE_SIGNED else no(_("The agreement is not signed."))


def is_signed(agreement: Agreement) -> Verdict:
    """No before all have signed, and once it is terminated."""
    if agreement.state == Agreement.State.TERMINATED:
        return no(_("This agreement was terminated."))
    return is_once_signed(agreement)


def is_at_the_table(actor: Actor, agreement: Agreement) -> Verdict:
    """No for all but the keeper, and a party from its own space."""
    here = agreement.space_id == actor.space_id or agreement.parties.of_space(actor.space).exists()
    return YES if here else no(_("This belongs to another space."))


def can_draft(actor: Actor, row: Model) -> Verdict:
    """Change the text, the parties, the commitments or the budget, from the space that keeps the agreement."""
    return all_of(needs(actor, "agreements.draft"), owns(actor, row), lambda: is_drafted(row))


def can_move_to(actor: Actor, agreement: Agreement, state: str, capability: str = "agreements.draft") -> Verdict:
    """Bring the agreement to that state, from the space that keeps it."""
    return all_of(needs(actor, capability), owns(actor, agreement), Agreement.STATES.allows(agreement.state, state))
