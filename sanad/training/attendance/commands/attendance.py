"""Who was there: written down by the trainer, by the code at the door, or from the signed sheet (T1)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.files.store import keep_upload
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.training.attendance.commands.late import write_late_registration
from sanad.training.attendance.policies import can_attach_sheet, can_come_in, can_take_attendance
from sanad.training.attendance.queries import why_not_code
from sanad.training.models import AttendanceScan, Presence, Registration, Slot

GRACE = timedelta(minutes=15)  # who comes within it is counted as on time
ROUNDED_TO = 5
METHODS = frozenset({Presence.Method.TRAINER.value, Presence.Method.SHEET.value})


@command(can_take_attendance, says=_("recorded attendance"), is_quiet=True)
def take_attendance(
    actor: Actor,
    slot: Slot,
    *,
    minutes: Mapping[UUID, int],
    others: int | None = None,
    method: str = "trainer",
    as_of: datetime | None = None,
) -> Slot:
    """Write down how many minutes each person was there; `others` is for whoever has a place and no record yet.

    The same once more changes nothing, and a record that stands as it is keeps how it was made. Who came in by the door
    after `as_of`, when the list was opened, stays in. Refused for minutes beyond the half-day (T1), and for a person
    without a confirmed place.
    """
    if method not in METHODS:
        raise Refused(_("This choice does not exist."), "method")
    for value in (*minutes.values(), *([] if others is None else [others])):
        if not 0 <= value <= slot.minutes:
            raise Refused(
                _("Nobody is there for longer than the half-day lasts: %(most)s minutes.") % {"most": slot.minutes}
            )
    registrations = set(Registration.objects.filter(session=slot.session_id).confirmed().values_list("pk", flat=True))
    if not set(minutes) <= registrations:
        raise Refused(_("One of them has no place in this session. Add them first."))
    known = {row.registration_id: row for row in slot.presences.all()}
    wanted = dict(minutes) | (
        {} if others is None else dict.fromkeys(registrations - set(known) - set(minutes), others)
    )
    fresh = []
    for key, value in wanted.items():
        row = known.get(key)
        if row is None:
            fresh.append(_recorded(actor, slot, Presence(slot=slot, registration_id=key), value, method))
        elif row.minutes != value and not _came_meanwhile(row, as_of):
            _recorded(actor, slot, row, value, method).save()
    Presence.objects.bulk_create(fresh)
    return slot


def _came_meanwhile(row: Presence, as_of: datetime | None) -> bool:
    return as_of is not None and row.method == Presence.Method.DOOR and row.created_at > as_of


def _recorded(actor: Actor, slot: Slot, row: Presence, minutes: int, method: str) -> Presence:
    row.space_id, row.minutes, row.method, row.by = slot.space_id, minutes, method, actor.user
    row.is_late = timezone.localdate() > timezone.localdate(slot.ends_at)
    return row


def minutes_left(slot: Slot, at: datetime) -> int:
    """What is counted for who comes at that moment: the whole within the grace, else the rest, to five minutes."""
    if at <= slot.starts_at + GRACE:
        return slot.minutes
    rest = (slot.ends_at - at).total_seconds() / 60
    return max(0, min(slot.minutes, round(rest / ROUNDED_TO) * ROUNDED_TO))


@command(can_come_in, says=_("came in by the code at the door"), secret=frozenset({"code"}))
def come_in(actor: Actor, slot: Slot, *, code: str, registration: Registration) -> Presence:
    """Record that somebody is there, who read the code at the door. Once more changes nothing.

    Refused for a wrong or old code, one of another half-day, and a person without a confirmed place in the session.
    """
    _refuse_code(slot, code)
    if registration.session_id != slot.session_id or registration.state != Registration.State.CONFIRMED:
        raise Refused(_("You have no place in this session yet."), "phone")
    return _enter(slot, registration)


@command(can_come_in, says=_("came in by the code at the door, without a place before"), secret=frozenset({"code"}))
def come_in_late(actor: Actor, slot: Slot, *, code: str, name: str, phone: str, **details: Any) -> Presence:
    """Record somebody who has no place and takes a free seat: a late addition. Refused as `come_in`, and without a seat."""
    _refuse_code(slot, code)
    return _enter(slot, write_late_registration(actor, slot.session_id, name=name, phone=phone, **details))


def _refuse_code(slot: Slot, code: str) -> None:
    if reason := why_not_code(slot, code):
        raise Refused(reason, "code")


def _enter(slot: Slot, registration: Registration) -> Presence:
    """Present from now on. What was recorded before stays, unless it said that the person was not there."""
    row = slot.presences.filter(registration=registration).first()
    if row is None:
        row = Presence(space_id=slot.space_id, slot=slot, registration=registration)
    elif row.minutes:
        return row
    row.minutes, row.method, row.by = minutes_left(slot, timezone.now()), Presence.Method.DOOR, None
    row.save()
    return row


@command(can_attach_sheet, says=_("kept the signed sheet of a half-day"))
def attach_sheet(actor: Actor, slot: Slot, *, upload: UploadedFile) -> AttendanceScan:
    """Keep the scan of the signed sheet. Refused as `files.store.judged` says."""
    return AttendanceScan.objects.create(
        space_id=slot.space_id, slot=slot, file=keep_upload(slot.space_id, upload), by=actor.user
    )
