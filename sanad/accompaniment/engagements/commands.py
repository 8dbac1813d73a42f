"""Opening, keeping and closing an engagement."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.engagements.policies import can_close, can_run
from sanad.accompaniment.models import Engagement
from sanad.accompaniment.policies import can_open_engagement
from sanad.directory.commands.names import TypedNames, hold_standing, person_named
from sanad.directory.models import Organisation, Person
from sanad.foundation.command import command, stated
from sanad.foundation.days import refuse_future
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step


@command(can_open_engagement, says=_("opened a file of accompaniment"))
def open_engagement(
    actor: Actor,
    *,
    association: Organisation | str,
    referent: Person | str | None = None,
    purpose: str = "",
    opened_on: date | None = None,
    is_new: bool = False,
) -> Engagement:
    """Open an engagement with an association, of which the name is enough, as of its referent.

    Refused while another one with it is open, and for the own organisation.
    """
    names = TypedNames(actor, is_new=is_new)
    association = names.chosen_body(association, "association")
    referent = names.chosen_person(referent, "referent") if referent else None
    names.refuse_asked()
    if association.own_space_id == actor.space_id:
        raise Refused(_("This is your own organisation."), "association")
    hold_standing(association, "association")
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
def edit_engagement(
    actor: Actor, engagement: Engagement, *, referent: Person | str | None, purpose: str, is_new: bool = False
) -> Engagement:
    """Change the referent or the purpose. A referent who has no card yet gets one."""
    engagement.referent = person_named(actor, referent, "referent", is_new=is_new) if referent else None
    engagement.purpose = purpose
    engagement.save()
    return engagement


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
