"""Who plans activities, and who says how one stands."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, Series
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor


def can_plan(actor: Actor) -> Verdict:
    """Plan an activity, begin a series."""
    return needs(actor, "activities.run")


def can_close_series(actor: Actor, series: Series) -> Verdict:
    """No further station is expected."""
    is_open = YES if series.closed_at is None else no(_("This series is closed."))
    return all_of(needs(actor, "activities.run"), owns(actor, series), is_open)


def _can_step(actor: Actor, activity: Activity, state: str) -> Verdict:
    """Minutes exist only of what was held, so the table of states alone keeps circulated minutes safe here."""
    return all_of(needs(actor, "activities.run"), owns(actor, activity), Activity.STATES.allows(activity.state, state))


def can_convene(actor: Actor, activity: Activity) -> Verdict:
    """Announce an activity to those who take part."""
    return _can_step(actor, activity, Activity.State.CONVENED)


def can_hold(actor: Actor, activity: Activity) -> Verdict:
    """Say that it took place; not before it begins."""
    begun = YES if activity.starts_at <= timezone.now() else no(_("It has not begun yet."))
    return all_of(_can_step(actor, activity, Activity.State.HELD), begun)


def can_cancel(actor: Actor, activity: Activity) -> Verdict:
    """Call it off, with a reason."""
    return _can_step(actor, activity, Activity.State.CANCELLED)
