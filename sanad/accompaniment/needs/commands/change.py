"""Change: what became of a need, and a need that is met."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.evidence.commands import gather_evidence
from sanad.accompaniment.models import Change, Evidence, Need
from sanad.accompaniment.needs.policies import can_record_change, can_resolve_need
from sanad.foundation.command import amend, command
from sanad.foundation.days import refuse_future
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step


def write_change(actor: Actor, need: Need, *, method: str, **details: Any) -> Change:
    """Write what became of a need, inside a command: two levels of one scale, or a statement with its evidence.

    Refused for evidence of another engagement (C1) and for a day to come.
    """
    change = amend(Change(space_id=need.space_id, need=need, method=method, by=actor.user), details)
    shown = change.evidence
    if shown and (shown.engagement_id != need.engagement_id or not shown.is_standing):
        raise Refused(_("This choice does not exist."), "evidence")
    refuse_future(change.measured_on, "measured_on")
    change.save()
    return change


@command(can_record_change, says=_("recorded what changed"))
def record_change(
    actor: Actor,
    need: Need,
    *,
    text: str,
    measured_on: date | None = None,
    evidence: Evidence | None = None,
    title: str = "",
    upload: UploadedFile | None = None,
    kept_at: str = "",
) -> Change:
    """Write down that those concerned say things are better, in a paper that they signed. Refused without that paper."""
    known = [evidence] if evidence else []
    shown = gather_evidence(actor, need.engagement, known, title=title, upload=upload, kept_at=kept_at)
    if len(shown) != 1:
        raise Refused(_("Choose the signed paper, or file it now: one of the two."), "evidence")
    return write_change(
        actor,
        need,
        method=Change.Method.STATEMENT,
        text=text,
        evidence=shown[0],
        measured_on=measured_on or timezone.localdate(),
    )


@command(can_resolve_need, says=_("resolved a need"))
def resolve_need(actor: Actor, need: Need, *, note: str = "") -> Need:
    """Say that a need is met: something changed for the better, and evidence shows what was done for it (C4)."""
    if need.state == Need.State.IN_PLAN:
        take_step(actor, need, Need.State.ADDRESSED)
    return take_step(actor, need, Need.State.RESOLVED, note)
