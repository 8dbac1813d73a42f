"""Cards of organisations."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.directory.commands.names import TypedNames, name_needed
from sanad.directory.models import Inherited, Organisation, OrganisationAlias, StatuteClause
from sanad.directory.policies import can_edit, can_keep_directory, can_withdraw_card, could_be_ours
from sanad.directory.queries import own_card
from sanad.foundation.command import amend, command, stated
from sanad.foundation.days import refuse_future
from sanad.foundation.files.small import is_picture
from sanad.foundation.files.store import keep_upload
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor


@command(can_keep_directory, says=_("added an organisation"))
def add_organisation(
    actor: Actor,
    *,
    kind: str,
    name_ar: str = "",
    name_fr: str = "",
    is_new: bool = False,
    aliases: list[str] | None = None,
    **details: Any,
) -> Organisation:
    """Add a card. Refused without a name, for two dates that contradict, or while a likely twin was not dismissed."""
    name_needed(name_ar, name_fr)
    names = TypedNames(actor, is_new=is_new)
    names.ask_about_twins(Organisation, name_ar, name_fr)
    names.refuse_asked()
    card = amend(Organisation(space=actor.space, kind=kind, name_ar=name_ar, name_fr=name_fr), details)
    _refuse_dates(card)
    card.save()
    _set_aliases(card, aliases or [])
    return card


@command(can_edit, says=_("changed an organisation's card"))
def edit_organisation(
    actor: Actor, organisation: Organisation, *, aliases: list[str] | None = None, **details: Any
) -> Organisation:
    """Change a card; earlier values stay in the history. What of it others wrote and is changed is mended."""
    mended = [name for name, value in details.items() if getattr(organisation, name) != value]
    amend(organisation, details)
    name_needed(organisation.name_ar, organisation.name_fr)
    _refuse_dates(organisation)
    organisation.save()
    organisation.inherited.filter(part__in=mended).answer(Inherited.State.MENDED, actor.user)
    _name_space(organisation)
    if aliases is not None:
        _set_aliases(organisation, aliases)
    return organisation


@command(can_edit, says=_("put a logo on an organisation's card"))
def put_logo(actor: Actor, organisation: Organisation, *, upload: UploadedFile) -> Organisation:
    """The picture that heads the papers of an organisation from now on. Refused for what is no picture."""
    stored = keep_upload(organisation.space_id, upload)
    if not is_picture(stored):
        raise Refused(_("A logo is a picture: JPEG, PNG or WebP."), "upload")
    organisation.logo = stored
    organisation.save()
    return organisation


@command(can_edit, says=_("took the logo off an organisation's card"))
def take_logo_off(actor: Actor, organisation: Organisation) -> Organisation:
    """Papers that were issued keep it; those to come have none."""
    organisation.logo = None
    organisation.save()
    return organisation


def _refuse_dates(card: Organisation) -> None:
    if card.founded_on and card.founded_year and card.founded_on.year != card.founded_year:
        raise Refused(_("The year does not agree with the date of the founding assembly."), "founded_year")
    if card.founded_on:
        refuse_future(card.founded_on, "founded_on")


def _set_aliases(card: Organisation, aliases: list[str]) -> None:
    card.aliases.exclude(text__in=aliases).delete()
    for text in aliases:
        OrganisationAlias.objects.get_or_create(space_id=card.space_id, organisation=card, text=text)
    card.save()


@command(can_keep_directory, says=_("wrote the card of the own organisation"))
def adopt_own_card(
    actor: Actor, *, card: Organisation | None = None, name_ar: str = "", name_fr: str = "", **details: Any
) -> Organisation:
    """Make the card of the space's own organisation, or take one that was written for it already; once."""
    if own_card(actor) is not None:
        raise Refused(_("The card of your organisation is already here."))
    if card is not None and not could_be_ours(actor, card):
        raise Refused(_("This choice does not exist."), "card")
    if card is None:
        name_needed(name_ar, name_fr)
        kind = Organisation.Kind.SUPPORT if actor.space.is_support else Organisation.Kind.ASSOCIATION
        card = amend(Organisation(space=actor.space, kind=kind, name_ar=name_ar, name_fr=name_fr), details)
        _refuse_dates(card)
    card.own_space = actor.space
    card.save()
    _name_space(card)
    return card


def _name_space(card: Organisation) -> None:
    """A space is called as the card of its own organisation, in each language in which that has a name."""
    space = card.own_space
    if space is None or space.pk != card.space_id:
        return
    names = {
        name: value
        for name in ("name_ar", "name_fr")
        if (value := getattr(card, name)) != getattr(space, name) and value
    }
    if names:
        amend(space, names).save()


@command(can_withdraw_card, says=_("withdrew an organisation's card"), is_final=True)
def withdraw_card(actor: Actor, organisation: Organisation, *, reason: str) -> Organisation:
    """Take a card off that was written by mistake, with why; it stays in the history. Refused while anything refers to it."""
    organisation.withdrawn_because = stated(reason)
    organisation.withdrawn_at = timezone.now()
    organisation.save()
    return organisation


@command(can_edit, says=_("wrote down what the statutes say"))
def add_clause(
    actor: Actor, organisation: Organisation, *, kind: str, text_ar: str, text_fr: str = ""
) -> StatuteClause:
    """Add an aim, a means, or a statement on partners from the statutes."""
    position = organisation.clauses.filter(kind=kind).count()
    return StatuteClause.objects.create(
        space_id=organisation.space_id,
        organisation=organisation,
        kind=kind,
        text_ar=text_ar,
        text_fr=text_fr,
        position=position,
    )


@command(can_edit, says=_("withdrew a sentence of the statutes"))
def withdraw_clause(actor: Actor, clause: StatuteClause) -> StatuteClause:
    """Take a sentence off the card; it stays in the history."""
    clause.withdraw()
    return clause
