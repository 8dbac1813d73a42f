"""Two cards of one organisation."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ForeignObjectRel
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.directory.commands.names import hold_standing
from sanad.directory.commands.organisations import edit_organisation
from sanad.directory.models import Organisation, OrganisationAlias, StatuteClause
from sanad.directory.policies import KEEPS, can_join_card
from sanad.directory.queries import FACTS
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor

# What slices above do once a card has got what referred to another one.
AFTER_JOINING: list[Callable[[Actor, Organisation], Any]] = []


# What of a card fills what the one that stays leaves empty.
_FILLS = ("name_ar", "name_fr", "seat_place", "receipt_number", "receipt_on", "ice", "fiscal_id", *FACTS)


_FOUNDED = {"founded_on", "founded_year"}


@command(can_join_card, says=_("joined a card to another of the same organisation"), is_final=True)
def join_card(actor: Actor, organisation: Organisation, *, kept: Organisation) -> Organisation:
    """Say that a card is a second one of the same body: what refers to it refers to the one that is kept from now on.

    What that leaves empty is filled, and it is found by the names of both. The second stands in no list any more, and leads
    there. Refused where a slice says why it stays, and while both are named in one place.
    """
    if kept.pk == organisation.pk:
        raise Refused(_("This choice does not exist."), "kept")
    hold_standing(kept, "kept")
    kept = Organisation.objects.get(pk=kept.pk)
    for keeps in KEEPS:
        if reason := keeps(organisation, kept):
            raise Refused(reason)
    _fill(actor, kept, organisation)
    _lead_over(organisation, kept)
    for follow in AFTER_JOINING:
        follow(actor, kept)
    organisation.joined_to = kept
    organisation.withdrawn_at = timezone.now()
    organisation.save()
    return organisation


def _fill(actor: Actor, kept: Organisation, card: Organisation) -> None:
    told = {name: value for name in _FILLS if (value := getattr(card, name)) and not getattr(kept, name)}
    if any(getattr(kept, name) for name in _FOUNDED):
        told = {name: value for name, value in told.items() if name not in _FOUNDED}  # they could contradict
    called = [card.name_ar, card.name_fr, *card.alias_text()]
    names = {kept.name_ar, kept.name_fr, told.get("name_ar"), told.get("name_fr"), ""}
    others = [name for name in dict.fromkeys([*kept.alias_text(), *called]) if name not in names]
    edit_organisation(actor, kept, aliases=others, **told)


def _lead_over(card: Organisation, kept: Organisation) -> None:
    """Whatever row of any slice refers to a card refers to another; its other names stay, and sentences that are there twice."""
    said = list(kept.clauses.values_list("text_ar", flat=True))
    for relation in Organisation._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if not isinstance(relation, ForeignObjectRel) or model is OrganisationAlias:
            continue
        rows = model._default_manager.filter(**{relation.field.name: card})
        if model is StatuteClause:
            rows = rows.exclude(text_ar__in=said)
        try:
            with transaction.atomic():
                rows.update(**{relation.field.name: kept})
        except IntegrityError as problem:
            text = _("Both cards are named in one and the same meeting, list or agreement. Take one off there first.")
            raise Refused(text) from problem
