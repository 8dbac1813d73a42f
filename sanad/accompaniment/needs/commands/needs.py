"""Needs, in the association's words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, Need, WayForward
from sanad.accompaniment.needs.policies import can_edit_need, can_move_need
from sanad.accompaniment.policies import can_voice_need
from sanad.foundation.command import amend, command, stated
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step


def write_need(
    actor: Actor, engagement: Engagement, *, kind: str, statement: str, ways: list[str] | None = None, **details: Any
) -> Need:
    """Write a need of an engagement, inside a command that has judged who may."""
    need = Need(space_id=engagement.space_id, engagement=engagement, kind=kind, statement=statement)
    amend(need, details).save()
    _propose(need, ways or [])
    return need


def _propose(need: Need, ways: list[str]) -> None:
    """Add ways forward; the need is found by them, too."""
    for text in ways:
        WayForward.objects.create(space_id=need.space_id, need=need, text=text)
    if ways:
        need.save(update_fields=["folded"])


@command(can_voice_need, says=_("wrote down a need"))
def voice_need(
    actor: Actor, engagement: Engagement, *, kind: str, statement: str, ways: list[str] | None = None, **details: Any
) -> Need:
    """Write a need down in the association's words, with the ways proposed to overcome it."""
    return write_need(actor, engagement, kind=kind, statement=statement, ways=ways, **details)


@command(can_edit_need, says=_("changed a need"))
def edit_need(actor: Actor, need: Need, *, ways: list[str] | None = None, **details: Any) -> Need:
    """Change a need; new ways forward are added, those written earlier stay."""
    amend(need, details).save()
    known = set(need.ways.values_list("text", flat=True))
    _propose(need, [text for text in ways or [] if text not in known])
    return need


@command(can_move_need, says=_("moved a need"))
def move_need(actor: Actor, need: Need, *, state: str, reason: str = "") -> Need:
    """Take a need to a state that follows. Parking, leaving out and opening again need a reason (C5)."""
    if state == Need.State.RESOLVED:
        raise Refused(_("Show first what changed, and what it is known from."), "state")
    if state in {Need.State.PARKED, Need.State.OUT_OF_SCOPE} or need.state == Need.State.RESOLVED:
        reason = stated(reason)
    return take_step(actor, need, state, reason)
