"""Beginning a diagnosis, taking it from state to state, closing it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement
from sanad.diagnosis.instruments.commands import instrument_named
from sanad.diagnosis.models import Diagnosis, Instrument
from sanad.diagnosis.policies import can_run, can_start
from sanad.diagnosis.workshop.queries.progress import asked_keys, missing_scores, unanswered_gaps
from sanad.directory.commands.names import person_named
from sanad.foundation.command import amend, command, stated
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step

STATE = Diagnosis.State


@command(can_start, says=_("began a diagnosis"))
def start_diagnosis(
    actor: Actor,
    engagement: Engagement,
    *,
    instrument: str,
    kind: str,
    mode: str,
    is_core_only: bool = False,
    is_new: bool = False,
    **details: Any,
) -> Diagnosis:
    """Begin a diagnosis with an instrument of the space, or one that comes with Sanad, named `key@version`.

    Refused while another with the same instrument is open, for a second one "at the start" (C7), and for the core items
    of an instrument that has none.
    """
    tool = instrument_named(engagement.space_id, instrument)
    before = Diagnosis.objects.live().filter(engagement=engagement, instrument__key=tool.key)
    if before.open().exists():
        raise Refused(_("A diagnosis with this instrument is already under way in this file."), "instrument")
    if kind == Diagnosis.Kind.BASELINE and before.filter(kind=kind, instrument__scale=tool.scale).exists():
        raise Refused(_("This file already has a diagnosis of the start. Choose another kind."), "kind")
    diagnosis = Diagnosis(
        space_id=engagement.space_id,
        engagement=engagement,
        instrument=tool,
        kind=kind,
        mode=mode,
        is_core_only=is_core_only,
    )
    if not asked_keys(diagnosis):
        raise Refused(_("This instrument has no core items."), "is_core_only")
    amend(diagnosis, _with_facilitator(actor, details, is_new=is_new))
    if tool.subject == Instrument.Subject.RESIDENTS and diagnosis.place is None:
        diagnosis.place = engagement.association.seat_place
    diagnosis.save()
    return diagnosis


@command(can_run, says=_("changed a diagnosis"))
def edit_diagnosis(actor: Actor, diagnosis: Diagnosis, *, is_new: bool = False, **details: Any) -> Diagnosis:
    """Change the day, the place, the meeting, the facilitator or the kind."""
    if details.get("kind") == Diagnosis.Kind.BASELINE and diagnosis.kind != Diagnosis.Kind.BASELINE:
        raise Refused(_("Only a new diagnosis can be that of the start."), "kind")
    amend(diagnosis, _with_facilitator(actor, details, is_new=is_new)).save()
    return diagnosis


def _with_facilitator(actor: Actor, details: dict[str, Any], *, is_new: bool) -> dict[str, Any]:
    """The details with the card of who was named as the one who leads it."""
    if (named := details.get("facilitator")) is None:
        return details
    return details | {"facilitator": person_named(actor, named, "facilitator", is_new=is_new)}


@command(can_run, says=_("moved a diagnosis"))
def move_diagnosis(actor: Actor, diagnosis: Diagnosis, *, state: str) -> Diagnosis:
    """Go on to agreeing, or back. Refused before anybody answered, and while an item has no agreed score."""
    if state in {STATE.CLOSED, STATE.CANCELLED}:
        raise Refused(_("This step has a button of its own."), "state")
    if state == STATE.RATED and diagnosis.state == STATE.DRAFT and not _is_answered(diagnosis):
        raise Refused(_("Nobody has answered yet."), "state")
    if state == STATE.AGREED and (missing := missing_scores(diagnosis)):
        raise Refused(
            _("These items are not agreed yet: %(items)s.") % {"items": _listed([str(item.title) for item in missing])},
            "state",
        )
    return take_step(actor, diagnosis, state)


def _is_answered(diagnosis: Diagnosis) -> bool:
    return diagnosis.sheets.standing().filter(answered__gt=0).exists()


def _listed(titles: list[str], most: int = 5) -> str:
    more = ["…"] if len(titles) > most else []
    return " · ".join(titles[:most] + more)


@command(can_run, says=_("closed a diagnosis"), is_final=True)
def close_diagnosis(actor: Actor, diagnosis: Diagnosis) -> Diagnosis:
    """Close it for good. Refused while an item below its desired level has neither a need nor a waiver (D5)."""
    if missing := unanswered_gaps(diagnosis):
        raise Refused(
            _("Say first what follows from: %(items)s.") % {"items": _listed([str(item.title) for item in missing])}
        )
    diagnosis.closed_at = timezone.now()
    return take_step(actor, diagnosis, STATE.CLOSED)


@command(can_run, says=_("cancelled a diagnosis"), is_final=True)
def cancel_diagnosis(actor: Actor, diagnosis: Diagnosis, *, reason: str) -> Diagnosis:
    """Give it up, with the reason; what was answered stays (C5)."""
    return take_step(actor, diagnosis, STATE.CANCELLED, stated(reason))
