"""Ending letters, and having them again, for who has no account. The secret address is all that one needs."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.letters.models import LetterStop
from sanad.foundation.policy import YES, Verdict
from sanad.foundation.spaces.actor import Actor


def can_stop_letters(_actor: Actor, _stop: LetterStop | None = None) -> Verdict:
    """Whoever holds the address of a letter."""
    return YES


@command(can_stop_letters, says=_("wants no more letters"), formerly="foundation.reminders")
def stop_letters(actor: Actor, *, mark: str) -> LetterStop:
    """Write nothing more to that reader but what their place itself asks for. Once, however often it is asked."""
    stop, _is_new = LetterStop.objects.get_or_create(space=actor.space, mark=mark, ended_at=None)
    return stop


@command(can_stop_letters, says=_("wants letters again"), formerly="foundation.reminders")
def resume_letters(actor: Actor, stop: LetterStop) -> LetterStop:
    """Write to that reader again."""
    stop.ended_at = timezone.now()
    stop.save()
    return stop
