"""Sheets: what each rater answered, kept apart from what others answered and from what is agreed (D3)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.diagnosis.models import Diagnosis, Rating, Reply, Sheet
from sanad.diagnosis.models.scores import LEVELS
from sanad.diagnosis.policies import can_answer, can_open_sheet, groups_for
from sanad.diagnosis.workshop.queries.progress import asked_keys
from sanad.foundation.command import command, stated
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor

LONGEST_COMMENT = 400


@command(can_open_sheet, says=_("opened a sheet of answers"))
def open_sheet(actor: Actor, diagnosis: Diagnosis, *, group: str, who: str = "") -> Sheet:
    """Begin the answers of one rater. Refused for a group that this side does not speak for."""
    if group not in groups_for(actor, diagnosis):
        raise Refused(_("You do not answer for this group."), "group")
    return Sheet.objects.create(
        space_id=diagnosis.space_id, diagnosis=diagnosis, group=group, who=who, by=actor.user, written_in=actor.space
    )


@command(can_answer, says=_("answered a sheet"))
def answer_sheet(actor: Actor, sheet: Sheet, *, answers: dict[str, dict[str, Any]]) -> Sheet:
    """Write answers by item: `reply`, `level`, `comment`. Items left out keep what they have."""
    known, kept = set(asked_keys(sheet.diagnosis)), {rating.item: rating for rating in sheet.ratings.all()}
    fresh = []
    for item, answer in answers.items():
        if item not in known:
            raise Refused(_("This item is not asked here."))
        rating = kept.get(item) or Rating(space_id=sheet.space_id, sheet=sheet, item=item)
        rating.reply, rating.level = reply_with_level(item, answer["reply"], answer.get("level"))
        rating.comment = answer.get("comment", "")[:LONGEST_COMMENT]
        if item in kept:
            rating.save()
        else:
            fresh.append(rating)
    Rating.objects.bulk_create(fresh)
    sheet.answered = len(kept) + len(fresh)
    sheet.save()
    return sheet


def reply_with_level(item: str, reply: str, level: int | None) -> tuple[str, int | None]:
    """A reply with its level: one of the scale, or none when the reply is no level (D1). Refused otherwise."""
    if reply == Reply.LEVEL and level in LEVELS:
        return reply, level
    if reply in {Reply.UNKNOWN, Reply.NOT_APPLICABLE} and level is None:
        return reply, None
    raise Refused(_("Choose one of the levels, or one of the two other answers."), item)


@command(can_answer, says=_("withdrew a sheet of answers"))
def withdraw_sheet(actor: Actor, sheet: Sheet, *, reason: str) -> Sheet:
    """Leave a sheet out of the results, for a reason; it stays on file."""
    sheet.withdrawal, sheet.withdrawn_at = stated(reason), timezone.now()
    sheet.save()
    return sheet
