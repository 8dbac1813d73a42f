"""Who plans activities, and who says how one stands."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, Series
from sanad.activities.policies import can_run
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor

HOLDERS: list[Callable[[Activity], Verdict]] = []  # what higher slices hang on an activity that took place


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
    """Announce an activity to those who take part; one that took place is announced no more."""
    held = no(_("It took place already.")) if activity.state == Activity.State.HELD else YES
    return all_of(_can_step(actor, activity, Activity.State.CONVENED), held)


def can_hold(actor: Actor, activity: Activity) -> Verdict:
    """Say that it took place; not before it begins."""
    begun = YES if activity.starts_at <= timezone.now() else no(_("It has not begun yet."))
    return all_of(_can_step(actor, activity, Activity.State.HELD), begun)


def can_record(actor: Actor, activity: Activity) -> Verdict:
    """Write down what took place, which says that it did: not before it begins, nor once the minutes go round."""
    held = activity.state == Activity.State.HELD
    return all_of(can_run(actor, activity), lambda: YES if held else can_hold(actor, activity))


def can_take_back_held(actor: Actor, activity: Activity) -> Verdict:
    """Say that it did not take place after all: on the day on which that was said, while nothing hangs on it."""
    return all_of(
        needs(actor, "activities.run"),
        owns(actor, activity),
        YES if activity.state == Activity.State.HELD else no(_("Nobody said that it took place.")),
        no(_("Its minutes are begun already.")) if getattr(activity, "minutes", None) else YES,
        lambda: _was_said_today(activity),
        *(lambda each=each: each(activity) for each in HOLDERS),
    )


def _was_said_today(activity: Activity) -> Verdict:
    step = activity.steps.filter(after=Activity.State.HELD).last()
    today = step is not None and timezone.localdate(step.created_at) == timezone.localdate()
    return YES if today else no(_("That it took place is taken back only on the day on which it was said."))


def can_cancel(actor: Actor, activity: Activity) -> Verdict:
    """Call it off, with a reason."""
    return _can_step(actor, activity, Activity.State.CANCELLED)
