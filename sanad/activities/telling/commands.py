"""What moves is kept as it stood, and told: by letters that the worker writes, or by hand."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from sanad.activities.models import Activity, Minutes, Notice, ScheduleChange
from sanad.activities.telling.policies import can_tell_guests, can_tell_readers
from sanad.activities.telling.queries import invited
from sanad.activities.telling.queries.circulated import Reader, about_of, circulated, readers, untold_readers
from sanad.activities.telling.queries.guests import Guest, told_now, untold
from sanad.activities.telling.queries.invited import uninvited
from sanad.activities.telling.queries.letters import invitation, notice
from sanad.activities.telling.queries.news import CANCELLED
from sanad.activities.telling.queries.schedule import Block, schedules, stored_blocks
from sanad.activities.telling.queries.to_tell import unaware
from sanad.foundation.command import command
from sanad.foundation.letters.post import AGAIN_AFTER, REFUSED, NotNow, hand_over
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.worker import queue

# Changes made one after the other are told together, once nothing was changed for this long.
QUIET = timedelta(minutes=10)
ASK_AGAIN = timedelta(days=1)  # while there is no mail server
Addressee = TypeVar("Addressee", Guest, Reader)
# Who else asks for letters to people of theirs, and says how many: higher slices, when they are ready.
TELLERS: list[Callable[[Activity], int]] = []


@contextmanager
def moving(activity: Activity) -> Iterator[None]:
    """Within it, commands may change days, hours and places: how they stood is kept, and people are told."""
    before = schedules(activity)
    yield
    if _counted_on(before) == _counted_on(schedules(activity)):
        return
    stood = {part: stored_blocks(blocks) for part, blocks in before.items()}
    ScheduleChange.objects.create(space_id=activity.space_id, activity=activity, before=stood)
    queue_changes(activity)


def _counted_on(parts: dict[str, list[Block]]) -> dict[str, list[tuple]]:
    return {part: [block.counts_on for block in blocks] for part, blocks in parts.items()}


@command(can_tell_guests, says=_("told somebody of a change without e-mail"))
def note_guest_told(actor: Actor, activity: Activity, *, guest: UUID, digest: str) -> Notice:
    """Note that somebody was told. Refused when what was told is not what is true now."""
    found = untold(activity, guest)
    if not found:
        raise Refused(_("They know it already."))
    [(who, new)] = found
    if new.digest != digest:
        raise Refused(_("It changed again since. Read the message once more before you send it."))
    return _note_by_hand(activity, who, new.after, told=new.told)


@command(can_tell_guests, says=_("wrote to everybody who is expected and did not know"), is_final=True)
def tell_everybody(actor: Actor, activity: Activity) -> Activity:
    """Write now to everybody who does not know yet and has an address, whether they are asked to come or something changed.

    Refused when nobody is left to write to. Who is told by hand meanwhile gets no letter.
    """
    if not any(is_by_mail for part in unaware(activity) for *_who, is_by_mail in part):
        raise Refused(_("Nobody is left to write to by e-mail."))
    _ask_for_notices(activity)
    return activity


def queue_invitations(activity: Activity) -> None:
    """Ask for a letter to each who is asked to come, has an address and was not told yet, inside a command."""
    guests = uninvited(activity)
    _ask_for_invitations(activity, guests)
    if guests and not settings.EMAIL_URL:
        _ask_again(activity)


def _ask_for_invitations(activity: Activity, guests: list[tuple[Guest, bool]]) -> int:
    keys = [str(guest.key) for guest, is_by_mail in guests if is_by_mail]
    for key in keys:
        send_invitation.enqueue(str(activity.pk), key)
    return len(keys)


def _ask_again(activity: Activity) -> None:
    """Tomorrow, once, until it is over: whoever sets the mail server up meanwhile finds nothing forgotten."""
    key = str(activity.pk)
    asked = {"args": [key, True], "kwargs": {}}
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=tell_changes.module_path)
    if activity.ends_at > timezone.now() and not waiting.filter(args_kwargs=asked).exists():
        tell_changes.using(run_after=timezone.now() + ASK_AGAIN).enqueue(key, True)  # noqa: FBT003  tasks take plain values


@task()
def send_invitation(activity_id: str, guest_key: str) -> str:
    """Ask one guest to come, once for each convening; say how it went."""
    activity = Activity.objects.select_related("place", "host", "space").get(pk=activity_id)
    found = [guest for guest, is_by_mail in uninvited(activity) if is_by_mail and str(guest.key) == guest_key]
    if not found:
        return "nothing to tell"
    [guest] = found
    note = _note(activity, guest, Notice.Kind.INVITED, invited.about_of(activity), told=told_now(activity, guest))
    return _sent_once(send_invitation, (activity_id, guest_key), invitation(activity, guest), note)


@command(can_tell_guests, says=_("told somebody of an invitation without e-mail"))
def note_guest_invited(actor: Actor, activity: Activity, *, guest: UUID) -> Notice:
    """Note that somebody was asked to come. Refused for who knows it already."""
    who = _to_note(uninvited(activity), guest)
    return _note_by_hand(activity, who, invited.about_of(activity), told=told_now(activity, who))


def _to_note(people: Iterable[tuple[Addressee, bool]], guest: UUID) -> Addressee:
    """The one among those who do not know. Refused for who knows it already."""
    for who, _by_mail in people:
        if who.key == guest:
            return who
    raise Refused(_("They know it already."))


def _note_by_hand(activity: Activity, who: Guest | Reader, about: str, **said: Any) -> Notice:
    note = _note(activity, who, Notice.Kind.BY_HAND, about, **said)
    note.save(force_insert=True)
    return note


def _note(activity: Activity, who: Guest | Reader, kind: str, about: str, **said: Any) -> Notice:
    """What is noted of somebody who was told, not stored yet."""
    return Notice(
        space_id=activity.space_id,
        activity=activity,
        guest=who.key,
        kind=kind,
        about=about,
        language=who.language,
        **said,
    )


def queue_changes(activity: Activity, *, at_once: bool = False) -> None:
    """Ask that everybody be told what changed, after a while of quiet; at once when it is called off."""
    tell_changes.using(run_after=None if at_once else timezone.now() + QUIET).enqueue(str(activity.pk), at_once)


@task()
def tell_changes(activity_id: str, at_once: bool) -> int:  # noqa: FBT001  tasks take plain values
    """Ask for a letter to each who has not been told what is true now; how many. The last of several does it for all."""
    later = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=tell_changes.module_path)
    if not at_once and later.filter(args_kwargs={"args": [activity_id, False], "kwargs": {}}).exists():
        return 0
    activity = Activity.objects.select_related("place", "host").get(pk=activity_id)
    if not settings.EMAIL_URL:
        _ask_again(activity)
        return 0
    return sum(ask(activity) for ask in (_ask_for_notices, *TELLERS))


def _ask_for_notices(activity: Activity) -> int:
    """Who does not even know that they are asked is asked, with the days as they stand now; the others hear what changed."""
    changed, asked = unaware(activity)
    keys = [str(guest.key) for guest, _news, _by_mail in changed if guest.email]
    for key in keys:
        send_notice.enqueue(str(activity.pk), key)
    return len(keys) + _ask_for_invitations(activity, asked)


@task()
def send_notice(activity_id: str, guest_key: str) -> str:
    """Tell one guest what changed since they were told last, once; say how it went."""
    activity = Activity.objects.select_related("place", "host", "space").get(pk=activity_id)
    found = untold(activity, UUID(guest_key))
    if not settings.EMAIL_URL or not found or not found[0][0].email:
        return "nothing to tell"
    [(guest, new)] = found
    kind = Notice.Kind.CANCELLED if new.state == CANCELLED else Notice.Kind.CHANGED
    note = _note(activity, guest, kind, new.after, told=new.told)
    return _sent_once(send_notice, (activity_id, guest_key), notice(activity, guest, new), note)


@command(can_tell_readers, says=_("told somebody of the minutes without e-mail"))
def note_minutes_told(actor: Actor, minutes: Minutes, *, guest: UUID) -> Notice:
    """Note that one of those present was told of the minutes that go round. Refused for who knows it already."""
    return _note_by_hand(minutes.activity, _to_note(untold_readers(minutes), guest), about_of(minutes))


def queue_circulated(minutes: Minutes) -> None:
    """Ask for a letter to each of those present who has an address, inside a command."""
    for reader in readers(minutes) if settings.EMAIL_URL else ():
        if reader.email:
            send_circulated.enqueue(str(minutes.pk), str(reader.key))


@task()
def send_circulated(minutes_id: str, guest_key: str) -> str:
    """Send the minutes that go round to one of those present, once in each round; say how it went."""
    minutes = Minutes.objects.select_related("activity__host", "activity__place", "space").get(pk=minutes_id)
    found = [reader for reader, by_mail in untold_readers(minutes) if by_mail and str(reader.key) == guest_key]
    if not found:
        return "nothing to tell"
    [reader] = found
    note = _note(minutes.activity, reader, Notice.Kind.MINUTES, about_of(minutes))
    return _sent_once(send_circulated, (minutes_id, guest_key), circulated(minutes, reader), note)


def _sent_once(again: Any, asked: tuple[str, str], letter: EmailMessage, note: Notice) -> str:
    """Hand a letter over, of which `note` is kept, once; `again` is asked later when no server takes it now. How it went."""
    about = Notice.objects.filter(space=note.space_id, activity=note.activity_id, guest=note.guest, about=note.about)
    kept = about.filter(kind=note.kind)

    def claim() -> bool:
        if about.filter(kind=Notice.Kind.BY_HAND).exists():  # while the letter was at the desk
            return False
        which = {"space_id": note.space_id, "activity": note.activity, "guest": note.guest}
        said = {"language": note.language, "told": note.told}
        _row, is_new = Notice.objects.get_or_create(**which, kind=note.kind, about=note.about, defaults=said)
        return is_new

    try:
        answer = hand_over(letter, claim, kept.delete)
    except NotNow as problem:
        again.using(run_after=timezone.now() + AGAIN_AFTER).enqueue(*asked)
        return f"later: {problem}"
    if answer.startswith(REFUSED):
        kept.update(is_refused=True)
    return answer


queue.moved("sanad.activities.tasks.tell_changes", tell_changes)
queue.moved("sanad.activities.tasks.send_notice", send_notice)
