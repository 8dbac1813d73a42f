"""What the worker sends to people who have a place: once for each thing, and only what is still true when it leaves."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import Error, OperationalError
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop, override
from django_tasks import task

from sanad.accounts.throttle import ENOUGH, Letters, tomorrow
from sanad.activities.models import Activity
from sanad.activities.queries.news import News
from sanad.activities.tasks import TELLERS
from sanad.foundation.documents.engine import NotTypeset
from sanad.foundation.letters.post import AGAIN_AFTER, REFUSED, NotNow, hand_over
from sanad.foundation.letters.stops import is_stopped
from sanad.foundation.policy import Refused, Text
from sanad.foundation.spaces.actor import Actor, actor_of
from sanad.foundation.spaces.models import User, spoken
from sanad.foundation.ui.away import is_away
from sanad.foundation.worker import queue
from sanad.training.models import CertificateRun, Feedback, Registration, RegistrationLetter, Session
from sanad.training.policies.learning import second_opinion_opens
from sanad.training.policies.sessions import half_days, has_begun, is_over
from sanad.training.queries.certificates import live_certificate
from sanad.training.queries.letters import STOPPABLE, letter
from sanad.training.queries.news import all_news, is_called_off, kind_of, language_of, untold
from sanad.training.queries.own_parts import has_opinion

logger = logging.getLogger(__name__)
INTERRUPTED = gettext_noop("The work was interrupted. Ask again for those who have none yet.")
BEFORE = timedelta(days=2)
Kind = RegistrationLetter.Kind


def queue_letter(place: Registration, kind: str) -> None:
    """Ask for a letter to somebody who left an address; nothing for the others."""
    if place.email:
        by_themselves = place.channel == Registration.Channel.LINK and kind in {Kind.WAITING, Kind.CONFIRMED}
        send_letter.enqueue(str(place.pk), str(kind), (get_language() or "ar") if by_themselves else "")


def queue_own_page(place: Registration) -> None:
    """Ask that somebody be sent the address of their page again, if they left an address."""
    if place.email:
        send_own_page.enqueue(str(place.pk))


@task()
def send_own_page(registration_id: str) -> str:
    """Write to one person where their page is; once an hour at most, however often it is asked for."""
    rows = Registration.objects.select_related("session__activity__place", "session__course", "space")
    place = rows.filter(pk=registration_id).exclude(email="").first()
    if not settings.EMAIL_URL or place is None or place.state == Registration.State.WITHDRAWN:
        return "nothing to tell"
    if not place.is_address_sure and is_stopped(place.space_id, place.email):
        return "nothing to tell"
    letters = Letters(place.email, "link", is_sure=place.is_address_sure)
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

    kind = Kind.WAITING if place.state == Registration.State.WAITING else Kind.CONFIRMED
    [(_place, new)] = all_news(place.session, place.pk)
    return hand_over(letter(place, kind, language_of(place), new), claim, take_back)


def queue_soon(session: Session) -> None:
    """Ask that everybody be reminded two days before the first half-day."""
    slots = half_days(session)
    if slots and slots[0].starts_at > timezone.now():
        remind_session.using(run_after=slots[0].starts_at - BEFORE).enqueue(str(session.pk))


@task()
def send_letter(registration_id: str, kind: str, language: str) -> str:
    """Write to one person about their place, once for each thing; say how it went. Later, when the server is away."""
    rows = Registration.objects.select_related("session__activity__place", "session__course", "space")
    place = rows.filter(pk=registration_id).exclude(email="").first()
    if not settings.EMAIL_URL or place is None:
        return "nothing to tell"
    new = next((news for _place, news in all_news(place.session, place.pk)), None)
    about = _about(place, kind, new) if new is not None else None
    may_end = kind in STOPPABLE or not place.is_address_sure
    if new is None or about is None or (may_end and is_stopped(place.space_id, place.email)):
        return "nothing to tell"
    kept = {"space": place.space, "registration": place, "kind": kind, "about": about}
    letters = Letters(place.email, "link", is_sure=place.is_address_sure)
    if letters.are_enough:
        send_letter.using(run_after=tomorrow()).enqueue(registration_id, kind, language)
        return ENOUGH
    told, words = (
        {} if kind in {Kind.ISSUED, Kind.OPINION} else new.told,
        spoken(language) if language else language_of(place),
    )

    def claim() -> bool:
        if may_end and is_stopped(place.space_id, place.email):
            return False
        _row, is_new = RegistrationLetter.objects.get_or_create(**kept, defaults={"language": words, "told": told})
        if is_new:
            letters.count()
        return is_new

    def take_back() -> None:
        RegistrationLetter.objects.filter(**kept).delete()
        letters.take_back()

    try:
        said = hand_over(letter(place, kind, words, new), claim, take_back)
    except NotNow as problem:
        send_letter.using(run_after=timezone.now() + AGAIN_AFTER).enqueue(registration_id, kind, language)
        return f"later: {problem}"
    if said.startswith(REFUSED):
        RegistrationLetter.objects.filter(**kept).update(is_refused=True)
    return said


def _about(place: Registration, kind: str, new: News) -> str | None:
    """What the letter is about, by which it goes once; None when there is nothing to tell, or not any more."""
    if kind in {Kind.WAITING, Kind.CONFIRMED}:
        is_theirs = new.state == kind and not is_over(place.session)
        return new.after if is_theirs and (not new.after or new.before != kind) else None
    if kind in {Kind.CHANGED, Kind.CANCELLED}:
        return new.after if new and kind_of(new) == kind else None
    if is_called_off(place.session) or place.state != Registration.State.CONFIRMED:
        return None
    if kind == Kind.SOON:
        return _about_soon(place)
    if kind == Kind.ISSUED:
        held = live_certificate(place)
        return str(held.pk) if held is not None and not _told(place, kind, str(held.pk)) else None
    opens = second_opinion_opens(place.session)
    if opens is None or not has_opinion(Feedback.Moment.COLD, place):
        return None
    asked = timezone.localdate(opens).isoformat()
    return None if _told(place, kind, asked) else asked


def _told(place: Registration, kind: str, about: str) -> bool:
    return place.letters.filter(
        kind=kind, about__in=(about, "")
    ).exists()  # "": a letter of before they were told apart


def _about_soon(place: Registration) -> str | None:
    """The first day, and which reminder it is: who was reminded of another day since is reminded of this one again."""
    slots = half_days(place.session)
    if not slots or has_begun(place.session):
        return None
    day = timezone.localdate(slots[0].starts_at).isoformat()
    before = list(place.letters.filter(kind=Kind.SOON).values_list("about", flat=True))
    return None if before and before[-1].partition(" ")[0] == day else f"{day} {len(before)}"


def _tell_places(activity: Activity) -> int:
    """Ask for letters to everybody who has a place in a session of the activity and was not told what changed."""
    sessions = Session.objects.filter(activity=activity).select_related("course")
    letters = []
    for session in sessions:
        session.activity = activity
        letters += [(place, kind_of(new)) for place, new in untold(session) if place.email]
    for place, kind in letters:
        send_letter.enqueue(str(place.pk), str(kind), "")
    return len(letters)


TELLERS.append(_tell_places)


@task()
def remind_session(session_id: str) -> int:
    """Ask for the letter before the first day for everybody who has a place; how many. Nothing when it was moved."""
    session = Session.objects.filter(pk=session_id, state__in=Session.ANNOUNCED).first()
    slots = half_days(session) if session else []
    now = timezone.now()
    if session is None or not slots or not slots[0].starts_at - BEFORE <= now < slots[0].starts_at:
        return 0
    return _write_to(session.registrations.filter(state=Registration.State.CONFIRMED).exclude(email=""), Kind.SOON)


def queue_second_opinion(session: Session) -> None:
    """Ask that everybody be asked again, some months after a course."""
    opens = second_opinion_opens(session)
    if session.course_id and opens is not None:
        ask_again.using(run_after=opens).enqueue(str(session.pk))


@task()
def ask_again(session_id: str) -> int:
    """Ask everybody who had a place in a finished course for the second opinion; how many."""
    places = Registration.objects.filter(session=UUID(session_id), session__state=Session.State.CLOSED).exclude(
        email=""
    )
    return _write_to(places.filter(state=Registration.State.CONFIRMED), Kind.OPINION)


@task()
def tell_certified(run_id: str) -> int:
    """Tell everybody whose certificate a run issued; how many."""
    return _write_to(Registration.objects.filter(certificates__run=UUID(run_id)).exclude(email=""), Kind.ISSUED)


def _write_to(places: Iterable[Registration], kind: str) -> int:
    keys = [str(place.pk) for place in places]
    for key in keys:
        send_letter.enqueue(key, str(kind), "")
    return len(keys)


def queue_run(run: CertificateRun, by: User) -> None:
    """Ask the worker for the certificates of a run, in the name of whoever asks."""
    issue_run.enqueue(str(run.pk), str(by.pk))


@task()
def issue_run(run_id: str, user_id: str) -> int:
    """Issue what a run still has to issue; how many it holds. Twice at once, or begun again, none is issued twice.

    Whatever one of them raises, the others get theirs, and the run ends: after a first failure they are issued one by one, and
    the one that fails is passed over with its reason.
    """
    from sanad.training.commands import issue_next, pass_over, stop_run  # noqa: PLC0415  the commands queue this task

    run = CertificateRun.objects.select_related("space").get(pk=run_id)
    user = User.objects.get(pk=user_id)
    # Somebody who left the space has no role in it any more: the run is stopped with that reason.
    actor = actor_of(user, run.space_id) or Actor(user, run.space, "")
    at_most = None
    with override(spoken(user.language)):
        while run.finished_at is None:
            try:
                run = issue_next(actor, run, at_most=at_most)
            except Exception as raised:
                # What the database or the typesetter refuses is of one certificate; any other refusal is of them all.
                problem = raised.__cause__ if isinstance(raised.__cause__, Error) else raised
                if isinstance(problem, Refused) and not isinstance(problem, NotTypeset):
                    run = stop_run(actor, run, reason=_in_english(problem.message))
                    continue
                if is_away(problem):
                    raise  # nobody's fault: the whole task is tried again
                logger.exception("Certificates of the run %s", run.pk)
                if at_most is not None:
                    detail = f"{type(problem).__name__}: {getattr(problem, 'cause', problem)}"
                    run = pass_over(actor, run, place=run.left[0], why=_why(problem), detail=detail)
                at_most = 1
    return run.certificates.count()


def _in_english(message: Text) -> str:
    """As the catalogues know it, so that everybody reads it in their own language."""
    with override("en"):
        return str(message)


def _why(problem: Exception) -> str:
    if isinstance(problem, NotTypeset):
        return gettext_noop("The paper could not be typeset.")
    if isinstance(problem, Error):
        return gettext_noop("The database did not take it.")
    return gettext_noop("Something went wrong that Sanad did not expect.")


def is_at_work(run: CertificateRun, *, by_worker: bool = False) -> bool:
    """Whether a worker issues the certificates of a run, or will."""
    return run.finished_at is None and queue.is_at_work(issue_run, str(run.pk), timezone.now(), by_worker=by_worker)


@queue.declare
def end_lost_runs(now: datetime) -> None:
    """End the runs whose task is gone; what they issued stands and is told, and the others can be asked for again.

    One that cannot be ended does not keep the others.
    """
    from sanad.training.commands import stop_run  # noqa: PLC0415  the commands queue the task of a run

    for run in CertificateRun.objects.filter(finished_at=None, created_at__lt=now - queue.PATIENCE).select_related(
        "space", "by"
    ):
        try:
            if not is_at_work(run, by_worker=True):
                stop_run(Actor(run.by, run.space, ""), run, reason=INTERRUPTED)
        except OperationalError:
            raise  # the database is away, for all of them
        except Exception:
            logger.exception("The run %s could not be ended.", run.pk)
