"""Who sees activities and what belongs to them, and who runs one."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, CalendarFeed, Decision, FollowUp, Minutes, PressReport, Series, TakingPart
from sanad.directory.models import Consent
from sanad.directory.policies import spaces_showing
from sanad.foundation.naming.parts import PartOf
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor

M = TypeVar("M", bound=Model)


def _taking_part(actor: Actor) -> QuerySet:
    """The ids of the convened activities in which the actor's organisation takes part."""
    rows = TakingPart.objects.standing().filter(organisation__own_space=actor.space)
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
    to_activity = f"{model.path_to_whole()}__" if issubclass(model, PartOf) else ""
    partner = Q(**{f"{to_activity}pk__among": _taking_part(actor)})
    reader = Q(**{"space__among": spaces_showing(actor, kind), f"{to_activity}state": Activity.State.HELD})
    if model is Minutes:
        partner &= ~Q(state=Minutes.State.DRAFT)
        reader &= Q(state=Minutes.State.APPROVED)
    if model is PressReport:
        partner &= Q(state=PressReport.State.APPROVED)
        reader &= Q(state=PressReport.State.APPROVED)
    return rows.filter(own | partner | reader)


def can_run(actor: Actor, row: Model) -> Verdict:
    """Change what belongs to an activity of one's own space, while its minutes are still a draft."""
    activity: Any = getattr(row, "activity", row)
    return all_of(needs(actor, "activities.run"), owns(actor, row), lambda: _is_recordable(activity))


def can_mend(actor: Actor, row: Any) -> Verdict:
    """Correct or take off what was recorded of an activity, unless it was taken off already."""
    stands = YES if row.is_standing else no(_("This was withdrawn."))
    return all_of(can_run(actor, row), stands)


def _is_recordable(activity: Activity) -> Verdict:
    if activity.state == Activity.State.CANCELLED:
        return no(_("This activity was cancelled."))
    minutes = getattr(activity, "minutes", None)  # read with the activity where a page asks for both
    if minutes is not None and minutes.state != Minutes.State.DRAFT:
        return no(_("The minutes are circulated or approved. Take them back to draft, or open a correction, first."))
    return YES


def can_issue_paper(actor: Actor, row: Model) -> Verdict:
    """Print a numbered paper of one's own activity."""
    return all_of(needs(actor, "papers.issue"), owns(actor, row))
