"""What the worker sends to people who have a place: once for each thing, and only what is still true when it leaves."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language
from django_tasks import task

from sanad.accounts.throttle import ENOUGH, Letters, tomorrow
from sanad.activities.models import Activity
from sanad.activities.telling.queries.news import News
from sanad.foundation.letters.post import AGAIN_AFTER, REFUSED, NotNow, hand_over
from sanad.foundation.letters.stops import is_stopped
from sanad.foundation.spaces.models import spoken
from sanad.training.models import Feedback, Registration, RegistrationLetter, Session
from sanad.training.policies import half_days, has_begun, is_over
from sanad.training.registrations.policies.opinions import has_opinion, second_opinion_opens
from sanad.training.registrations.queries.calling import first_day
from sanad.training.registrations.queries.letters import STOPPABLE, letter
from sanad.training.registrations.queries.news import all_news, is_called_off, kind_of, language_of, untold

BEFORE = timedelta(days=2)
Kind = RegistrationLetter.Kind


def queue_letter(registration: Registration, kind: str) -> None:
    """Ask for a letter to somebody who left an address; nothing for the others."""
    if registration.email:
        by_themselves = registration.channel == Registration.Channel.LINK and kind in {Kind.WAITING, Kind.CONFIRMED}
        send_letter.enqueue(str(registration.pk), str(kind), (get_language() or "ar") if by_themselves else "")


def queue_own_page(registration: Registration) -> None:
    """Ask that somebody be sent the address of their page again, if they left an address."""
    if registration.email:
        send_own_page.enqueue(str(registration.pk))


@task()
def send_own_page(registration_id: str) -> str:
    """Write to one person where their page is; once an hour at most, however often it is asked for."""
    rows = Registration.objects.select_related("session__activity__place", "session__course", "space")
    registration = rows.filter(pk=registration_id).reachable().first()
    if not settings.EMAIL_URL or registration is None or registration.state == Registration.State.WITHDRAWN:
        return "nothing to tell"
    if not registration.is_address_sure and is_stopped(registration.space_id, registration.email):
        return "nothing to tell"
    letters = Letters(registration.email, "link", is_sure=registration.is_address_sure)
    if letters.are_enough:
        send_own_page.using(run_after=tomorrow()).enqueue(registration_id)
        return ENOUGH

    sent = f"own_page:{registration_id}"

    def claim() -> bool:
        is_new = cache.add(sent, 1, timeout=3600)
        if is_new:
            letters.count()
        return is_new

    def take_back() -> None:
        cache.delete(sent)
        letters.take_back()

    kind = Kind.WAITING if registration.state == Registration.State.WAITING else Kind.CONFIRMED
    [(_registration, new)] = all_news(registration.session, registration.pk)
    return hand_over(letter(registration, kind, language_of(registration), new), claim, take_back)


def queue_soon(session: Session) -> None:
    """Ask that everybody be reminded two days before the first half-day."""
    slots = half_days(session)
    if slots and slots[0].starts_at > timezone.now():
        remind_session.using(run_after=slots[0].starts_at - BEFORE).enqueue(str(session.pk))


@task()
def send_letter(registration_id: str, kind: str, language: str) -> str:
    """Write to one person about their place, once for each thing; say how it went. Later, when the server is away."""
    rows = Registration.objects.select_related("session__activity__place", "session__course", "space")
    registration = rows.filter(pk=registration_id).reachable().first()
    if not settings.EMAIL_URL or registration is None:
        return "nothing to tell"
    new = next((news for _registration, news in all_news(registration.session, registration.pk)), None)
    about = _about(registration, kind, new) if new is not None else None
    may_end = kind in STOPPABLE or not registration.is_address_sure
    if new is None or about is None or (may_end and is_stopped(registration.space_id, registration.email)):
        return "nothing to tell"
    kept = {"space": registration.space, "registration": registration, "kind": kind, "about": about}
    letters = Letters(registration.email, "link", is_sure=registration.is_address_sure)
    if letters.are_enough:
        send_letter.using(run_after=tomorrow()).enqueue(registration_id, kind, language)
        return ENOUGH
    told, words = (
        {} if kind in {Kind.ISSUED, Kind.OPINION} else new.told,
        spoken(language) if language else language_of(registration),
    )

    def claim() -> bool:
        if may_end and is_stopped(registration.space_id, registration.email):
            return False
        _row, is_new = RegistrationLetter.objects.get_or_create(**kept, defaults={"language": words, "told": told})
        if is_new:
            letters.count()
        return is_new

    def take_back() -> None:
        RegistrationLetter.objects.filter(**kept).delete()
        letters.take_back()

    try:
        said = hand_over(letter(registration, kind, words, new), claim, take_back)
    except NotNow as problem:
        send_letter.using(run_after=timezone.now() + AGAIN_AFTER).enqueue(registration_id, kind, language)
        return f"later: {problem}"
    if said.startswith(REFUSED):
        RegistrationLetter.objects.filter(**kept).update(is_refused=True)
    return said


def _about(registration: Registration, kind: str, new: News) -> str | None:
    """What the letter is about, by which it goes once; None when there is nothing to tell, or not any more."""
    if kind in {Kind.WAITING, Kind.CONFIRMED}:
        is_theirs = new.state == kind and not is_over(registration.session)
        return new.after if is_theirs and (not new.after or new.before != kind) else None
    if kind in {Kind.CHANGED, Kind.CANCELLED}:
        return new.after if new and kind_of(new) == kind else None
    if is_called_off(registration.session) or registration.state != Registration.State.CONFIRMED:
        return None
    if kind == Kind.CALLED:
        day = first_day(registration.session)
        return None if day is None or _told(registration, kind, day) else day
    if kind == Kind.SOON:
        return _about_soon(registration)
    if kind == Kind.ISSUED:
        held = registration.certificates.live().first()
        return str(held.pk) if held is not None and not _told(registration, kind, str(held.pk)) else None
    opens = second_opinion_opens(registration.session)
    if opens is None or not has_opinion(Feedback.Moment.COLD, registration):
        return None
    asked = timezone.localdate(opens).isoformat()
    return None if _told(registration, kind, asked) else asked


def _told(registration: Registration, kind: str, about: str) -> bool:
    return registration.letters.filter(
        kind=kind, about__in=(about, "")
    ).exists()  # "": a letter of before they were told apart


def _about_soon(registration: Registration) -> str | None:
    """The first day, and which reminder it is: who was reminded of another day since is reminded of this one again."""
    slots = half_days(registration.session)
    if not slots or has_begun(registration.session):
        return None
    day = timezone.localdate(slots[0].starts_at).isoformat()
    before = list(registration.letters.filter(kind=Kind.SOON).values_list("about", flat=True))
    return None if before and before[-1].partition(" ")[0] == day else f"{day} {len(before)}"


def tell_registrations(activity: Activity) -> int:
    """Ask for letters to everybody who has a place in a session of the activity and was not told what changed."""
    sessions = Session.objects.filter(activity=activity).select_related("course")
    letters = []
    for session in sessions:
        session.activity = activity
        letters += [(registration, kind_of(new)) for registration, new in untold(session) if registration.email]
    for registration, kind in letters:
        send_letter.enqueue(str(registration.pk), str(kind), "")
    return len(letters)


@task()
def remind_session(session_id: str) -> int:
    """Ask for the letter before the first day for everybody who has a place; how many. Nothing when it was moved."""
    session = Session.objects.announced().filter(pk=session_id).first()
    slots = half_days(session) if session else []
    now = timezone.now()
    if session is None or not slots or not slots[0].starts_at - BEFORE <= now < slots[0].starts_at:
        return 0
    return write_to(session.registrations.confirmed().reachable(), Kind.SOON)


def queue_second_opinion(session: Session) -> None:
    """Ask that everybody be asked again, some months after a course."""
    opens = second_opinion_opens(session)
    if session.course_id and opens is not None:
        ask_again.using(run_after=opens).enqueue(str(session.pk))


@task()
def ask_again(session_id: str) -> int:
    """Ask everybody who had a place in a finished course for the second opinion; how many."""
    registrations = Registration.objects.filter(
        session=UUID(session_id), session__state=Session.State.CLOSED
    ).reachable()
    return write_to(registrations.confirmed(), Kind.OPINION)


def write_to(registrations: Iterable[Registration], kind: str) -> int:
    """Ask for a letter to each of these people; how many."""
    keys = [str(registration.pk) for registration in registrations]
    for key in keys:
        send_letter.enqueue(key, str(kind), "")
    return len(keys)
