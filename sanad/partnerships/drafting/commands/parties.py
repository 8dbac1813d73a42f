"""Who is at the table, who signs for them, and what proves it."""

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.evidence.commands import file_evidence
from sanad.directory.commands.names import TypedNames, body_named
from sanad.directory.models import Mandate, Organisation
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Party
from sanad.partnerships.policies import can_draft


def seat_party(agreement: Agreement, organisation: Organisation, part: str) -> Party:
    """Seat an organisation at the table, after the others; shared by commands."""
    last = agreement.parties.aggregate(last=Max("position"))["last"] or 0
    return Party.objects.create(
        space_id=agreement.space_id, agreement=agreement, organisation=organisation, part=part, position=last + 1
    )


@command(can_draft, says=_("added a party to an agreement"))
def add_party(
    actor: Actor,
    agreement: Agreement,
    *,
    organisation: Organisation | str,
    part: str,
    mandate: Mandate | None = None,
    is_new: bool = False,
) -> Party:
    """Seat an organisation at the table, with the mandate of who signs for it when known. Refused when it sits there.

    One that has no card yet gets one.
    """
    organisation = body_named(actor, organisation, "organisation", is_new=is_new)
    if agreement.parties.standing().filter(organisation=organisation).exists():
        raise Refused(_("This organisation is a party already."), "organisation")
    party = seat_party(agreement, organisation, part)
    _name_signatory(party, mandate)
    party.save()
    return party


@command(can_draft, says=_("changed a party of an agreement"))
def edit_party(
    actor: Actor,
    party: Party,
    *,
    part: str,
    mandate: Mandate | str | None = None,
    capacity: str = "",
    is_new: bool = False,
) -> Party:
    """Change the part, and who signs: a person by the mandate that they hold in that organisation.

    Somebody who was typed signs by the one mandate that they hold there, else in the capacity that is written, which they
    hold from now on. Refused without either, and for a name that is one of a body.
    """
    party.part = part
    if isinstance(mandate, str):
        mandate = _mandate_of(actor, party, mandate, capacity, is_new=is_new)
    if party.mandate != mandate:
        party.proof = None
        _name_signatory(party, mandate)
    party.save()
    return party


def _mandate_of(actor: Actor, party: Party, name: str, capacity: str, *, is_new: bool) -> Mandate:
    """The mandate of somebody who was typed: what they hold there, else what they are said to hold."""
    names = TypedNames(actor, is_new=is_new)
    known = names.person(name)
    held = list(Mandate.objects.valid_on(timezone.localdate()).filter(organisation=party.organisation, person=known))
    if known is not None and not capacity and len(held) == 1:
        return held[0]
    if not capacity:
        raise Refused(_("Write in which capacity they sign."), "capacity")
    person = names.member(name, "mandate", body=party.organisation, capacity=capacity)
    names.refuse_asked()
    if person is None:
        raise Refused(_("A person signs: write the name of who signs for it."), "mandate")
    return person.mandates.filter(organisation=party.organisation).latest("created_at")


def _name_signatory(party: Party, mandate: Mandate | None) -> None:
    """One signs for the organisation in which one holds the mandate, in its capacity."""
    if mandate is not None and mandate.organisation_id != party.organisation_id:
        raise Refused(_("This mandate is one of another organisation."), "mandate")
    party.mandate, party.signatory = mandate, mandate.person if mandate else None


@command(can_draft, says=_("filed the proof of a mandate"))
def prove_mandate(
    actor: Actor, party: Party, *, title: str, upload: UploadedFile | None = None, kept_at: str = ""
) -> Party:
    """File what proves the mandate of the signatory. Refused before it is said who signs, or without file and place."""
    if party.mandate_id is None:
        raise Refused(_("Say first who signs."))
    engagement = party.agreement.engagement
    party.proof = file_evidence(actor, engagement, title=title, upload=upload, kept_at=kept_at, kind="mandate")
    party.save()
    return party


@command(can_draft, says=_("reordered the parties of an agreement"))
def move_party_up(actor: Actor, party: Party) -> Party:
    """Let the party change places with the one before it; nothing when it is the first."""
    seated = party.agreement.parties.standing().filter(position__lt=party.position)
    earlier = seated.order_by("-position").first()
    if earlier is not None:
        party.position, earlier.position = earlier.position, party.position
        earlier.save()
        party.save()
    return party


@command(can_draft, says=_("withdrew a party from an agreement"))
def withdraw_party(actor: Actor, party: Party) -> Party:
    """Let a party leave the table; its space stops seeing the agreement. Refused while a commitment names it."""
    if party.owes.standing().exists() or party.is_owed.standing().exists():
        raise Refused(_("A promise names this party. Change or withdraw the promise first."))
    if party.shows.standing().exists() or party.is_shown.standing().exists():
        raise Refused(_("What the parties show each other names this party. Change that first."))
    party.withdraw()
    return party
