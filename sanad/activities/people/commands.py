"""Invitations, attendance, words."""

from datetime import time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, Attendance, Invitation, ProgrammeItem, Word
from sanad.activities.policies import can_mend, can_run
from sanad.activities.queries.begun import refuse_early
from sanad.activities.telling.commands import queue_invitations
from sanad.directory.commands.names import TypedNames, body_named
from sanad.directory.models import Organisation, Person
from sanad.directory.queries import joined_name
from sanad.foundation.arabic.skeleton import is_likely
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
    person: Person | str | None = None,
    organisation: Organisation | str | None = None,
    capacity: str = "",
    is_new: bool = False,
) -> Invitation:
    """Invite a person or an organisation, who get a card when they have none. Refused without either, and twice."""
    if not person and not organisation:
        raise Refused(_("Choose a person or an organisation."), "person")
    names = TypedNames(actor, is_new=is_new)
    person = names.chosen_person(person, "person") if person else None
    organisation = names.chosen_body(organisation, "organisation") if organisation else None
    names.refuse_asked()
    standing = activity.invitations.standing()
    same = standing.filter(person=person) if person else standing.filter(person=None, organisation=organisation)
    if same.exists():
        raise Refused(_("They are already invited."), "person" if person else "organisation")
    row = Invitation.objects.create(
        space_id=activity.space_id, activity=activity, person=person, organisation=organisation, capacity=capacity
    )
    queue_invitations(activity)
    return row


@command(can_mend, says=_("noted the answer to an invitation"))
def answer_invitation(actor: Actor, invitation: Invitation, *, answer: str, **details: Any) -> Invitation:
    """Note whether they come, or correct as what they are invited."""
    amend(invitation, {**details, "answer": answer}).save()
    return invitation


@command(can_mend, says=_("took back an invitation"))
def withdraw_invitation(actor: Actor, invitation: Invitation) -> Invitation:
    """Take back an invitation that was written down by mistake; they can be invited again."""
    invitation.withdraw()
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
    organisation: Organisation | str | None = None,
    is_new: bool = False,
    **details: Any,
) -> Attendance:
    """Record one person, or a guest by name. Refused for neither or both, twice, or leaving before coming.

    Of somebody who is perhaps on the list under another spelling, `same` says whether they are.
    """
    if organisation:
        details["organisation"] = body_named(actor, organisation, "organisation", is_new=is_new)
    said = {"status": status, "came_at": came_at, "left_at": left_at, "same": same, **details}
    return write_attendance(activity, person=person, guest_name=guest_name, **said)


def write_attendance(
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
    """A line of the list, inside a command."""
    _refuse_listed(activity.attendance.standing(), person, guest_name, same)
    _refuse_hours(activity, came_at, left_at)
    if status == Attendance.Status.PRESENT:
        refuse_early(activity, "status")
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


def _refuse_listed(others: QuerySet[Attendance], person: Person | None, guest_name: str, same: str) -> None:
    """Refuse nobody, both a person and a guest, and who is among the others already."""
    if (person is None) == (not guest_name):
        raise Refused(_("Choose a person, or write the name of a guest."), "person")
    listed = others.filter(person=person) if person else others.filter(person=None, guest_name=guest_name)
    if listed.exists():
        raise Refused(_("This person is already on the list."), "person" if person else "guest_name")
    _refuse_other_spelling(others, person, guest_name, same)


def _refuse_other_spelling(others: QuerySet[Attendance], person: Person | None, guest_name: str, same: str) -> None:
    """Ask about who is perhaps on the list already: a guest like somebody there, a card like one of the guests."""
    rows = others.select_related("person").order_by("created_at")
    named = names_of(person, guest_name)
    for row in rows.filter(person=None) if person else rows:
        there = names_of(row.person, row.guest_name)
        if same == SameField.NO or not any(is_likely(one, *there) for one in named):
            continue
        if same == SameField.YES:
            raise Refused(_("This person is already on the list."), "person" if person else "guest_name")
        raise Refused(_("%(name)s is on the list already.") % {"name": row.who}, "same")


def names_of(person: Person | None, guest_name: str) -> list[str]:
    """How somebody is called: the names of the card, or that of the guest."""
    return [name for name in (person.name_ar, person.name_fr) if name] if person else [guest_name]


@command(can_mend, says=_("changed attendance"))
def change_attendance(
    actor: Actor,
    attendance: Attendance,
    *,
    status: str,
    came_at: time | None = None,
    left_at: time | None = None,
    same: str = "",
    is_new: bool = False,
    **details: Any,
) -> Attendance:
    """Correct a line of the list: who it is, too. Refused for leaving before coming, or absent though they spoke (M3)."""
    if organisation := details.get("organisation"):
        details["organisation"] = body_named(actor, organisation, "organisation", is_new=is_new)
    return write_presence(attendance, status=status, came_at=came_at, left_at=left_at, same=same, **details)


def write_presence(
    attendance: Attendance,
    *,
    status: str,
    came_at: time | None,
    left_at: time | None,
    same: str = "",
    **details: Any,
) -> Attendance:
    """A line of the list as it is corrected, inside a command."""
    who = details.get("person", attendance.person), details.get("guest_name", attendance.guest_name)
    if who != (attendance.person, attendance.guest_name):
        _refuse_listed(attendance.activity.attendance.standing().exclude(pk=attendance.pk), *who, same)
    _refuse_hours(attendance.activity, came_at, left_at)
    if status != Attendance.Status.PRESENT and attendance.words.standing().exists():
        raise Refused(_("Words of this person are recorded, so they were present."), "status")
    if status == Attendance.Status.PRESENT != attendance.status:
        refuse_early(attendance.activity, "status")
    amend(attendance, {**details, "status": status, "came_at": came_at, "left_at": left_at}).save()
    return attendance


@command(can_mend, says=_("took somebody off the list of attendance"))
def withdraw_attendance(actor: Actor, attendance: Attendance) -> Attendance:
    """Take off the list who was entered by mistake. Refused for who spoke (M3)."""
    return take_off_the_list(attendance)


def take_off_the_list(attendance: Attendance) -> Attendance:
    """Take off who was entered by mistake, inside a command."""
    if attendance.words.standing().exists():
        raise Refused(_("Words of this person are recorded, so they were present."))
    attendance.withdraw()
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
    actor: Actor,
    activity: Activity,
    *,
    speaker: Attendance | str,
    text: str,
    item: ProgrammeItem | None = None,
    is_new: bool = False,
) -> Word:
    """Record what one of those present said (M3). Refused for somebody of another activity or not present.

    Whoever is typed and not on the list yet is put there as present, unless they are perhaps somebody on it: then `is_new`
    says that they are not.
    """
    return write_word(activity, speaker=_speaking(actor, activity, speaker, is_new=is_new), text=text, item=item)


def _speaking(actor: Actor, activity: Activity, speaker: Attendance | str, *, is_new: bool) -> Attendance:
    """Who spoke, of those present, or somebody who was typed and comes on the list by it."""
    if isinstance(speaker, Attendance):
        return speaker
    names, wanted = TypedNames(actor, is_new=is_new), joined_name(speaker)
    there = [
        (row, names_of(row.person, row.guest_name))
        for row in activity.attendance.present().select_related("person").order_by("created_at")
    ]
    exact = [row for row, called in there if wanted in map(joined_name, called)]
    begun = [row for row, called in there if any(joined_name(one).startswith(wanted) for one in called)]
    if exact or (len(begun) == 1 and not is_new):
        return (exact or begun)[0]
    if begun:
        named = "، ".join(row.who for row in begun[:4])
        names.ask(_("Several names begin so: %(names)s. Write the whole name.") % {"names": named})
    for known in [row.who for row, called in there if row not in begun and is_likely(speaker, *called)][:4]:
        said = {"name": speaker, "known": known}
        names.ask(_("“%(name)s” is perhaps %(known)s, who is here already: then write it as it is there.") % said)
    names.refuse_asked()
    card = names.person(speaker)
    who: dict[str, Any] = {"person": card} if card else {"guest_name": speaker}
    try:
        return write_attendance(activity, same=SameField.NO, **who)
    except Refused as refusal:  # on the list already, as somebody who was not there, or before it begins
        raise Refused(refusal.message, "speaker") from refusal


def write_word(activity: Activity, *, speaker: Attendance, text: str, item: ProgrammeItem | None = None) -> Word:
    """What one of those present said, inside a command."""
    _refuse_speaking(activity, speaker, item)
    last = activity.words.order_by("-position").values_list("position", flat=True).first()
    return Word.objects.create(
        space_id=activity.space_id, activity=activity, speaker=speaker, item=item, text=text, position=(last or 0) + 1
    )


@command(can_mend, says=_("corrected what somebody said"))
def edit_word(
    actor: Actor,
    word: Word,
    *,
    speaker: Attendance | str,
    text: str,
    item: ProgrammeItem | None = None,
    is_new: bool = False,
) -> Word:
    """Correct who said it, what was said, or under which point. Another speaker or point is refused as by `record_word`."""
    spoke = _speaking(actor, word.activity, speaker, is_new=is_new)
    return rewrite_word(word, speaker=spoke, text=text, item=item)


def rewrite_word(word: Word, *, speaker: Attendance, text: str, item: ProgrammeItem | None) -> Word:
    """What was said as it is corrected, inside a command."""
    _refuse_speaking(word.activity, speaker if speaker != word.speaker else None, item if item != word.item else None)
    word.speaker, word.text, word.item = speaker, text, item
    word.save()
    return word


def _refuse_speaking(activity: Activity, speaker: Attendance | None, item: ProgrammeItem | None) -> None:
    if speaker is not None and not activity.attendance.present().filter(pk=speaker.pk).exists():
        raise Refused(_("Only those present speak. Record the attendance first."), "speaker")
    if item is not None and not activity.programme.standing().filter(pk=item.pk).exists():
        raise Refused(_("This choice does not exist."), "item")


@command(can_mend, says=_("withdrew a recorded word"))
def withdraw_word(actor: Actor, word: Word) -> Word:
    """Take a recorded word back; it stays in the history."""
    word.withdraw()
    return word
