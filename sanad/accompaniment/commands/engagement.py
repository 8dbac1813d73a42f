"""Opening, keeping and closing an engagement."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement
from sanad.accompaniment.policies import can_close, can_join_card, can_open_engagement, can_open_room, can_run
from sanad.accompaniment.queries.dossier import opens_file
from sanad.accounts.commands import begin_space
from sanad.directory.commands import TypedNames, bring_people, edit_organisation
from sanad.directory.models import Organisation, Person
from sanad.directory.queries import differences, own_card
from sanad.foundation.command import command, stated
from sanad.foundation.days import refuse_future
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation, Space
from sanad.foundation.states import take_step


@command(can_open_engagement, says=_("opened a file of accompaniment"))
def open_engagement(
    actor: Actor,
    *,
    association: Organisation | str,
    referent: Person | None = None,
    purpose: str = "",
    opened_on: date | None = None,
    is_new: bool = False,
) -> Engagement:
    """Open an engagement with an association, of which the name is enough. Refused while another one with it is open."""
    if isinstance(association, str):
        names = TypedNames(actor, is_new=is_new)
        association = names.body(association, "association")
        names.refuse_asked()
        if association.own_space_id == actor.space_id:
            raise Refused(_("This is your own organisation."), "association")
    if Engagement.objects.open().filter(space=actor.space, association=association).exists():
        raise Refused(_("A file on this association is already open."), "association")
    if opened_on:
        refuse_future(opened_on, "opened_on")
    return Engagement.objects.create(
        space=actor.space,
        association=association,
        association_space=association.own_space,
        referent=referent,
        purpose=purpose,
        opened_on=opened_on or timezone.localdate(),
    )


@command(can_run, says=_("changed the file"))
def edit_engagement(actor: Actor, engagement: Engagement, *, referent: Person | None, purpose: str) -> Engagement:
    """Change the referent or the purpose."""
    engagement.referent, engagement.purpose = referent, purpose
    engagement.save()
    return engagement


@command(can_run, says=_("connected the association's own space"))
def connect_space(actor: Actor, engagement: Engagement, *, association_space: Space) -> Engagement:
    """Let the association see its engagement from its own space. Refused for a space that is another's."""
    taken = Organisation.objects.filter(space_id=engagement.space_id, own_space=association_space).exclude(
        pk=engagement.association_id
    )
    if association_space.kind != Space.Kind.ASSOCIATION or taken.exists():
        raise Refused(_("This choice does not exist."), "association_space")
    engagement.association_space = association_space
    engagement.save()
    engagement.association.own_space = association_space
    engagement.association.save()
    return engagement


@command(can_open_room, says=_("opened a space for an association"))
def open_room(actor: Actor, organisation: Organisation, *, president_name: str, contact: str = "") -> Invitation:
    """Open the room of an association whose card one keeps, and write the letter to its president.

    Its card leads there from now on, and its file is seen from there: one is opened where there is none. Who moves in
    finds what the card says.
    """
    names = {"name_ar": organisation.name_ar or organisation.name_fr, "name_fr": organisation.name_fr}
    letter = begin_space(actor, **names, president_name=president_name, contact=contact)
    organisation.own_space = letter.space
    organisation.save()
    if opens_file(actor, organisation):
        Engagement.objects.create(
            space=actor.space,
            association=organisation,
            association_space=letter.space,
            opened_on=timezone.localdate(),
        )
    else:
        files = Engagement.objects.open().filter(space=actor.space, association=organisation)
        files.update(association_space=letter.space)
    return letter


@command(can_join_card, says=_("joined their own space to its card"), is_final=True)
def join_card(actor: Actor, card: Organisation) -> Organisation:
    """Say that the card which another space keeps is that of the actor's association: it leads here, its open file is seen here."""
    card.own_space = actor.space
    card.save()
    Engagement.objects.open().filter(space_id=card.space_id, association=card).update(association_space=actor.space)
    return card


@transaction.atomic
def take_up_card(
    actor: Actor, card: Organisation, *, taken: list[str], people: bool = False, key: UUID | None = None
) -> Organisation:
    """Join the card, and take over what one chose of what it says; the rest of one's own card stays as it is."""
    joined = join_card(actor, card, key=key)
    ours = own_card(actor)
    if ours is not None:
        told = {each.name: each.theirs for each in differences(ours, joined) if each.name in taken}
        if told:
            edit_organisation(actor, ours, **told)
        if people:
            bring_people(actor, ours, joined)
    return joined


@command(can_run, says=_("moved the accompaniment to another stage"))
def move_engagement(actor: Actor, engagement: Engagement, *, stage: str, reason: str = "") -> Engagement:
    """Go to another stage that follows. Closing has its own command."""
    if stage == Engagement.Stage.CLOSED:
        raise Refused(_("Say how it ended to close it."), "stage")
    return take_step(actor, engagement, stage, reason, column="stage")


@command(can_close, says=_("closed the accompaniment"), is_final=True)
def close_engagement(actor: Actor, engagement: Engagement, *, exit: str, reason: str) -> Engagement:  # noqa: A002  the model's own word
    """End the accompaniment, with how and why: today, or on the day for which it was opened when that is still to come."""
    engagement.exit, engagement.closed_on = exit, max(timezone.localdate(), engagement.opened_on)
    return take_step(actor, engagement, Engagement.Stage.CLOSED, stated(reason), column="stage")
