"""The points of the programme, in order."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, ProgrammeItem
from sanad.activities.policies import can_mend, can_run
from sanad.activities.telling.commands import queue_invitations
from sanad.directory.commands.names import person_named
from sanad.directory.models import Person
from sanad.foundation.command import amend, command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor


@command(can_run, says=_("added a point to the programme"))
def add_item(
    actor: Actor,
    activity: Activity,
    *,
    kind: str,
    title: str,
    speaker: Person | str | None = None,
    is_new: bool = False,
    **details: Any,
) -> ProgrammeItem:
    """Add a point at the end of the programme. A speaker who has no card yet gets one."""
    details["speaker"] = person_named(actor, speaker, "speaker", is_new=is_new) if speaker else None
    last = activity.programme.order_by("-position").values_list("position", flat=True).first()
    item = ProgrammeItem(
        space_id=activity.space_id, activity=activity, position=(last or 0) + 1, kind=kind, title=title
    )
    amend(item, details).save()
    queue_invitations(activity)
    return item


@command(can_mend, says=_("changed a point of the programme"))
def edit_item(actor: Actor, item: ProgrammeItem, *, is_new: bool = False, **details: Any) -> ProgrammeItem:
    """Change a point of the programme, or write what happened in it. A speaker who has no card yet gets one."""
    if speaker := details.get("speaker"):
        details["speaker"] = person_named(actor, speaker, "speaker", is_new=is_new)
    amend(item, details).save()
    queue_invitations(item.activity)
    return item


@command(can_mend, says=_("took a point off the programme"))
def withdraw_item(actor: Actor, item: ProgrammeItem) -> ProgrammeItem:
    """Take a point off the programme; it stays in the history. Refused when words were said in it."""
    if item.words.standing().exists():
        raise Refused(_("Words were recorded under this point."))
    item.withdraw()
    return item


@command(can_mend, says=_("reordered the programme"))
def move_item_up(actor: Actor, item: ProgrammeItem) -> ProgrammeItem:
    """Let the point change places with the one before it; nothing when it is the first."""
    earlier = item.activity.programme.standing().filter(position__lt=item.position).order_by("-position").first()
    if earlier is not None:
        item.position, earlier.position = earlier.position, item.position
        earlier.save()
        item.save()
    return item
