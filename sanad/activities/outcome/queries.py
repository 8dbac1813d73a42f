"""What comes next for an activity once its minutes stand: what it left to do."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanad.activities.models import Activity, FollowUp
from sanad.activities.policies import visible_to
from sanad.foundation.arabic import dates
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.next_step import NextStep, Way, comes_next


def left_to_do(actor: Actor, activity: Activity) -> NextStep | None:
    """Its open follow-ups: how many, and whether the first is late."""
    if activity.state != Activity.State.HELD:
        return None
    seen: Any = visible_to(actor, FollowUp)  # the rows with the sets that their model names
    open_days = sorted(seen.filter(activity=activity).open().values_list("due_on", flat=True))
    if not open_days:
        return None
    count, first = len(open_days), dates.day(open_days[0], get_language() or "ar")
    said = ngettext("%(count)s follow-up is open.", "%(count)s follow-ups are open.", count) % {"count": count}
    is_late = open_days[0] < timezone.localdate()
    due = _("The first was due on %(day)s.") if is_late else _("The first is due on %(day)s.")
    way = Way(_("Look at the follow-ups"), "activities:outcome", (activity.pk,))
    return NextStep(f"{said} {due % {'day': first}}", (way,))


comes_next(Activity, left_to_do, rank=50)
