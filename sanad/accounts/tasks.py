"""What the worker writes to people about their account. Nothing that opens it lies in the queue: links are made when a letter leaves."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django_tasks import task

from sanad.accounts.letters import CONFIRMATION, RESET, confirmation_letter, news_letter, reset_letter
from sanad.accounts.throttle import ENOUGH, Letters, tomorrow
from sanad.foundation.ids import new_id
from sanad.foundation.reminders.post import AGAIN_AFTER, NotNow, hand_over
from sanad.foundation.spaces.models import User

KEPT = timedelta(days=30)


def tell(user: User, kind: str) -> None:
    """Have somebody told of a change in their account, at the address that it has now; nobody without one."""
    if user.email and settings.EMAIL_URL:
        write.enqueue(str(new_id()), str(user.pk), kind, user.email, timezone.now().isoformat(), user.phone or "")


def ask_to_confirm(user: User) -> None:
    """Have the new address asked whether it is theirs."""
    write.enqueue(str(new_id()), str(user.pk), CONFIRMATION, user.new_email, timezone.now().isoformat(), "")


def send_reset(user: User) -> None:
    """Have a link for a new password sent to the confirmed address."""
    write.enqueue(str(new_id()), str(user.pk), RESET, user.email or "", timezone.now().isoformat(), "")


@task()
def write(letter_id: str, user_id: str, kind: str, to: str, at: str, phone: str) -> str:
    """Write one letter, once; say how it went. Later, when the server is away."""
    user = User.objects.filter(pk=UUID(user_id), is_active=True).first()
    letter = _letter(user, kind, to, at, phone) if user is not None and settings.EMAIL_URL else None
    if letter is None:
        return "nothing to tell"
    letters = Letters(to, "account", is_sure=kind != CONFIRMATION)
    if letters.are_enough:
        write.using(run_after=tomorrow()).enqueue(letter_id, user_id, kind, to, at, phone)
        return ENOUGH
    sent = f"account_letter:{letter_id}"

    def claim() -> bool:
        is_new = cache.add(sent, 1, timeout=KEPT.total_seconds())
        if is_new:
            letters.count()
        return is_new

    def take_back() -> None:
        cache.delete(sent)
        letters.take_back()

    try:
        return hand_over(letter, claim, take_back)
    except NotNow as problem:
        write.using(run_after=timezone.now() + AGAIN_AFTER).enqueue(letter_id, user_id, kind, to, at, phone)
        return f"later: {problem}"


def _letter(user: User, kind: str, to: str, at: str, phone: str) -> EmailMessage | None:
    """The letter, if it is still true: an address that was changed again is asked nothing."""
    if kind == CONFIRMATION:
        return confirmation_letter(user) if user.new_email == to else None
    if kind == RESET:
        return reset_letter(user) if user.email == to else None
    moment = parse_datetime(at) or timezone.now()
    return news_letter(user, to, kind, moment, email=to, phone=phone)
