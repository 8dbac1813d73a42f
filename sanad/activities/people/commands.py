"""Invitations, attendance, words."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, Attendance, Invitation, ProgrammeItem, Word
from sanad.activities.policies import can_run
from sanad.directory.models import Organisation, Person
from sanad.foundation.arabic.skeleton import LIKELY, likeness
from sanad.foundation.clock.wall import NIGHT
from sanad.foundation.command import amend, command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.fields import SameField

LATE_ENTRY = timedelta(days=2)

NOON = time(12)


@command(can_run, says=_("invited to an activity"))
def invite_guest(
    actor: Actor,
    activity: Activity,
    *,
    person: Person | None = None,
    organisation: Organisation | None = None,
    capacity: str = "",
) -> Invitation:
    """Invite a person or an organisation. Refused without either, and twice."""
    if person is None and organisation is None:
        raise Refused(_("Choose a person or an organisation."), "person")
    same = (
        activity.invitations.filter(person=person)
        if person
        else activity.invitations.filter(person=None, organisation=organisation)
    )
    if same.exists():
        raise Refused(_("They are already invited."), "person" if person else "organisation")
    return Invitation.objects.create(
        space_id=activity.space_id, activity=activity, person=person, organisation=organisation, capacity=capacity
    )


@command(can_run, says=_("noted the answer to an invitation"))
def answer_invitation(actor: Actor, invitation: Invitation, *, answer: str) -> Invitation:
    """Note whether they come."""
    invitation.answer = answer
    invitation.save()
    return invitation


@command(can_run, says=_("recorded attendance"))
def record_attendance(
    actor: Actor,
    activity: Activity,
    *,
    person: Person | None = None,
    guest_name: str = "",
    status: str = Attendance.Status.PRESENT,
    came_at: time | None = None,
    left_at: time | None = None,
    same: str = "",
    **details: Any,
) -> Attendance:
    """Record one person, or a guest by name. Refused for neither or both, twice, or leaving before coming.

    Of somebody who is perhaps on the list under another spelling, `same` says whether they are.
    """
    if (person is None) == (not guest_name):
        raise Refused(_("Choose a person, or write the name of a guest."), "person")
    listed = (
        activity.attendance.filter(person=person)
        if person
        else activity.attendance.filter(person=None, guest_name=guest_name)
    )
    if listed.exists():
        raise Refused(_("This person is already on the list."), "person" if person else "guest_name")
    _refuse_other_spelling(activity, person, guest_name, same)
    _refuse_hours(activity, came_at, left_at)
    attendance = Attendance(
        space_id=activity.space_id,
        activity=activity,
        person=person,
        guest_name=guest_name,
        status=status,
        came_at=came_at,
        left_at=left_at,
        is_late_entry=timezone.now() > activity.ends_at + LATE_ENTRY,
    )
    amend(attendance, details).save()
    return attendance


def _refuse_other_spelling(activity: Activity, person: Person | None, guest_name: str, same: str) -> None:
    """Ask about who is perhaps on the list already: a guest like somebody there, a card like one of the guests."""
    rows = activity.attendance.select_related("person").order_by("created_at")
    named = names_of(person, guest_name)
    for row in rows.filter(person=None) if person else rows:
        there = names_of(row.person, row.guest_name)
        if same == SameField.NO or max(likeness(one, other) for one in named for other in there) < LIKELY:
            continue
        if same == SameField.YES:
            raise Refused(_("This person is already on the list."), "person" if person else "guest_name")
        raise Refused(_("%(name)s is on the list already.") % {"name": row.who}, "same")


def names_of(person: Person | None, guest_name: str) -> list[str]:
    """How somebody is called: the names of the card, or that of the guest."""
    return [name for name in (person.name_ar, person.name_fr) if name] if person else [guest_name]


@command(can_run, says=_("changed attendance"))
def change_attendance(
    actor: Actor,
    attendance: Attendance,
    *,
    status: str,
    came_at: time | None = None,
    left_at: time | None = None,
    **details: Any,
) -> Attendance:
    """Correct a line of the list. Refused for leaving before coming, or absent though words were recorded (M3)."""
    _refuse_hours(attendance.activity, came_at, left_at)
    if status != Attendance.Status.PRESENT and attendance.words.standing().exists():
        raise Refused(_("Words of this person are recorded, so they were present."), "status")
    amend(attendance, {**details, "status": status, "came_at": came_at, "left_at": left_at}).save()
    return attendance


def _refuse_hours(activity: Activity, came_at: time | None, left_at: time | None) -> None:
    """Of several days nothing is judged: the list does not say on which of them somebody came."""
    begins, ends = timezone.localtime(activity.starts_at), timezone.localtime(activity.ends_at)
    is_night = begins.date() != ends.date()
    if is_night and ends - begins > NIGHT:
        return

    def in_the_night(clock: time) -> tuple[bool, time]:
        return is_night and clock < NOON, clock  # what is after midnight comes after the evening

    if came_at and left_at and in_the_night(left_at) < in_the_night(came_at):
        raise Refused(_("They left before they came."), "left_at")


@command(can_run, says=_("recorded what somebody said"))
def record_word(
    actor: Actor, activity: Activity, *, speaker: Attendance, text: str, item: ProgrammeItem | None = None
) -> Word:
    """Record what one of those present said (M3). Refused for somebody of another activity or not present."""
    if not activity.attendance.present().filter(pk=speaker.pk).exists():
        raise Refused(_("Only those present speak. Record the attendance first."), "speaker")
    if item is not None and not activity.programme.standing().filter(pk=item.pk).exists():
        raise Refused(_("This choice does not exist."), "item")
    last = activity.words.order_by("-position").values_list("position", flat=True).first()
    return Word.objects.create(
        space_id=activity.space_id, activity=activity, speaker=speaker, item=item, text=text, position=(last or 0) + 1
    )


@command(can_run, says=_("withdrew a recorded word"))
def withdraw_word(actor: Actor, word: Word) -> Word:
    """Take a recorded word back; it stays in the history."""
    word.withdraw()
    return word
