"""Who sees and who runs activities."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import (
    Activity,
    CalendarFeed,
    Decision,
    FollowUp,
    Minutes,
    MinutesRevision,
    PressReport,
    Series,
    TakingPart,
)
from sanad.directory.models import Consent
from sanad.directory.policies import spaces_showing
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor

M = TypeVar("M", bound=Model)


def _taking_part(actor: Actor) -> QuerySet:
    """The ids of the convened activities in which the actor's organisation takes part."""
    rows = TakingPart.objects.filter(organisation__own_space=actor.space, withdrawn_at=None)
    return rows.exclude(activity__state=Activity.State.PLANNED).values("activity")


def visible_to(actor: Actor, model: type[M]) -> QuerySet[M]:
    """The rows of activities that the actor may see.

    Who takes part sees the activity once convened, what was decided in it, and its minutes once circulated. Whom a
    consent lets read sees what was held and its approved minutes; decisions and follow-ups are a consent of their own.
    """
    rows = model._default_manager
    if not actor.may("space.read"):
        return rows.none()
    own = Q(space=actor.space)
    if model in (Series, CalendarFeed):
        return rows.filter(own)
    is_outcome = model in (Decision, FollowUp)
    kind = Consent.Shared.FOLLOW_UPS if is_outcome else Consent.Shared.ACTIVITIES
    to_activity = "" if model is Activity else "minutes__activity__" if model is MinutesRevision else "activity__"
    partner = Q(**{f"{to_activity}pk__in": _taking_part(actor)})
    reader = Q(**{"space__in": spaces_showing(actor, kind), f"{to_activity}state": Activity.State.HELD})
    if model is Minutes:
        partner &= ~Q(state=Minutes.State.DRAFT)
        reader &= Q(state=Minutes.State.APPROVED)
    if model is PressReport:
        partner &= Q(state=PressReport.State.APPROVED)
        reader &= Q(state=PressReport.State.APPROVED)
    return rows.filter(own | partner | reader)


def can_plan(actor: Actor) -> Verdict:
    """Plan an activity, begin a series."""
    return needs(actor, "activities.run")


def can_run(actor: Actor, row: Model) -> Verdict:
    """Change what belongs to an activity of one's own space, while its minutes are still a draft."""
    activity: Any = getattr(row, "activity", row)
    return all_of(needs(actor, "activities.run"), owns(actor, row), lambda: _is_recordable(activity))


def _is_recordable(activity: Activity) -> Verdict:
    if activity.state == Activity.State.CANCELLED:
        return no(_("This activity was cancelled."))
    minutes = getattr(activity, "minutes", None)  # read with the activity where a page asks for both
    if minutes is not None and minutes.state != Minutes.State.DRAFT:
        return no(_("The minutes are circulated or approved. Take them back to draft, or open a correction, first."))
    return YES


def can_close_series(actor: Actor, series: Series) -> Verdict:
    """No further station is expected."""
    is_open = YES if series.closed_at is None else no(_("This series is closed."))
    return all_of(needs(actor, "activities.run"), owns(actor, series), is_open)


def _can_step(actor: Actor, activity: Activity, state: str) -> Verdict:
    """Minutes exist only of what was held, so the table of states alone keeps circulated minutes safe here."""
    return all_of(needs(actor, "activities.run"), owns(actor, activity), Activity.STATES.allows(activity.state, state))


def can_convene(actor: Actor, activity: Activity) -> Verdict:
    """Announce an activity to those who take part."""
    return _can_step(actor, activity, "convened")


def can_hold(actor: Actor, activity: Activity) -> Verdict:
    """Say that it took place; not before it begins."""
    begun = YES if activity.starts_at <= timezone.now() else no(_("It has not begun yet."))
    return all_of(_can_step(actor, activity, "held"), begun)


def can_cancel(actor: Actor, activity: Activity) -> Verdict:
    """Call it off, with a reason."""
    return _can_step(actor, activity, "cancelled")


def can_tell_guests(actor: Actor, activity: Activity) -> Verdict:
    """Tell those who are expected what changed, and that it is called off."""
    return all_of(needs(actor, "activities.run"), owns(actor, activity))


def can_close_follow_up(actor: Actor, follow_up: FollowUp) -> Verdict:
    """Whoever owns it, or closes follow-ups in the space, says that it is done or dropped."""
    allowed = needs(actor, "followups.close") or needs(actor, "activities.run")
    mine = follow_up.owner.user_id == actor.user.pk
    return all_of(owns(actor, follow_up), YES if mine else allowed, _state_is(follow_up, FollowUp.State.OPEN))


def can_reopen_follow_up(actor: Actor, follow_up: FollowUp) -> Verdict:
    """Take back that it was done or dropped."""
    closed = no(_("This follow-up is open.")) if follow_up.state == FollowUp.State.OPEN else YES
    return all_of(needs(actor, "activities.run"), owns(actor, follow_up), closed)


def _state_is(row: FollowUp, state: str) -> Verdict:
    return YES if row.state == state else no(_("This follow-up is already closed."))


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
        Minutes.STATES.allows(minutes.state, "circulated"),
        YES if minutes.body.strip() else no(_("The text is still empty.")),
    )


def can_take_back(actor: Actor, minutes: Minutes) -> Verdict:
    """Bring circulated minutes back to draft."""
    circulated = YES if minutes.state == Minutes.State.CIRCULATED else no(_("The minutes are not being circulated."))
    return all_of(needs(actor, "minutes.write"), owns(actor, minutes), circulated)


def can_approve(actor: Actor, minutes: Minutes) -> Verdict:
    """Freeze the text and its facts."""
    return all_of(
        needs(actor, "minutes.approve"), owns(actor, minutes), Minutes.STATES.allows(minutes.state, "approved")
    )


def can_correct(actor: Actor, minutes: Minutes) -> Verdict:
    """Open a correction of approved minutes; the approved revision stays."""
    approved = YES if minutes.state == Minutes.State.APPROVED else no(_("The minutes are not approved yet."))
    return all_of(needs(actor, "minutes.approve"), owns(actor, minutes), approved)


def can_write_press(actor: Actor, activity: Activity) -> Verdict:
    """A press report is written from approved minutes only (M6)."""
    approved = Minutes.objects.filter(activity=activity, state=Minutes.State.APPROVED).exists()
    return all_of(
        needs(actor, "minutes.write"),
        owns(actor, activity),
        YES if approved else no(_("The press report is written from approved minutes.")),
    )


def can_edit_press(actor: Actor, report: PressReport) -> Verdict:
    """Choose what a draft tells."""
    draft = (
        YES if report.state == PressReport.State.DRAFT else no(_("An approved report is not changed; write a new one."))
    )
    return all_of(needs(actor, "minutes.write"), owns(actor, report), draft)


def can_approve_press(actor: Actor, report: PressReport) -> Verdict:
    """Release the report. What it tells must still be approved (M6)."""
    return all_of(
        needs(actor, "press.approve"),
        owns(actor, report),
        PressReport.STATES.allows(report.state, "approved"),
        lambda: _tells_the_newest(report),
    )


def _tells_the_newest(report: PressReport) -> Verdict:
    minutes = report.revision.minutes
    if minutes.state == Minutes.State.APPROVED and minutes.revisions.latest("number").pk == report.revision_id:
        return YES
    return no(_("The minutes are corrected since. Begin a new report when the correction is approved."))


def can_issue_paper(actor: Actor, row: Model) -> Verdict:
    """Print a numbered paper of one's own activity."""
    return all_of(needs(actor, "papers.issue"), owns(actor, row))


def can_keep_feed(actor: Actor) -> Verdict:
    """Ask for a calendar address."""
    return needs(actor, "space.read")


def can_revoke_feed(actor: Actor, feed: CalendarFeed) -> Verdict:
    """Close one's own calendar address."""
    mine = YES if feed.owner_id == actor.user.pk else no(_("This calendar address belongs to somebody else."))
    return all_of(owns(actor, feed), mine, YES if feed.revoked_at is None else no(_("This address is closed already.")))
