"""Who writes, circulates, approves and corrects minutes."""

from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, Minutes
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor


def can_write_minutes(actor: Actor, minutes: Minutes) -> Verdict:
    """Change the text while it is a draft."""
    draft = YES if minutes.state == Minutes.State.DRAFT else no(_("Only a draft can be changed."))
    return all_of(needs(actor, "minutes.write"), owns(actor, minutes), draft)


def can_begin_minutes(actor: Actor, activity: Activity) -> Verdict:
    """Minutes are of something that took place."""
    held = YES if activity.state == Activity.State.HELD else no(_("Say first that the activity took place."))
    return all_of(needs(actor, "minutes.write"), owns(actor, activity), held)


def can_circulate(actor: Actor, minutes: Minutes) -> Verdict:
    """Send the draft round."""
    return all_of(
        needs(actor, "minutes.write"),
        owns(actor, minutes),
        Minutes.STATES.allows(minutes.state, Minutes.State.CIRCULATED),
        YES if minutes.body.strip() else no(_("The text is still empty.")),
    )


def can_take_back(actor: Actor, minutes: Minutes) -> Verdict:
    """Bring circulated minutes back to draft."""
    circulated = YES if minutes.state == Minutes.State.CIRCULATED else no(_("The minutes are not being circulated."))
    return all_of(needs(actor, "minutes.write"), owns(actor, minutes), circulated)


def can_approve(actor: Actor, minutes: Minutes) -> Verdict:
    """Freeze the text and its facts."""
    return all_of(
        needs(actor, "minutes.approve"),
        owns(actor, minutes),
        Minutes.STATES.allows(minutes.state, Minutes.State.APPROVED),
    )


def can_correct(actor: Actor, minutes: Minutes) -> Verdict:
    """Open a correction of approved minutes; the approved revision stays."""
    approved = YES if minutes.state == Minutes.State.APPROVED else no(_("The minutes are not approved yet."))
    return all_of(needs(actor, "minutes.approve"), owns(actor, minutes), approved)
