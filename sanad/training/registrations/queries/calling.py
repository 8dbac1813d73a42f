"""Calling everybody to a session: who gets a letter, who is sent a message by hand, who was told already."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from sanad.activities.telling.queries.news import News
from sanad.foundation.letters.by_hand import ToTell, goes_by_mail
from sanad.training.models import Registration, RegistrationLetter, Session
from sanad.training.policies import half_days, has_begun
from sanad.training.registrations.queries.letters import registration_text
from sanad.training.registrations.queries.news import all_news

Kind = RegistrationLetter.Kind


@dataclass(frozen=True)
class Called:
    """Somebody who has a place: the message, and since when they know, if they do."""

    row: ToTell
    told_at: datetime | None


def first_day(session: Session) -> str | None:
    """The first day, by which one is called once; None once it has begun."""
    slots = half_days(session)
    return None if not slots or has_begun(session) else timezone.localdate(slots[0].starts_at).isoformat()


def everybody_called(session: Session) -> list[Called]:
    """Everybody who has a place, in the order of asking: four questions, however many they are."""
    day = first_day(session)
    return [
        _called(registration, new, day, list(registration.letters.all()))
        for registration, new in all_news(session)
        if registration.state == Registration.State.CONFIRMED
    ]


def _called(registration: Registration, new: News, day: str | None, letters: list[RegistrationLetter]) -> Called:
    calls = [row for row in letters if (row.kind, row.about) == (Kind.CALLED, day) and not row.is_refused]
    message = ToTell(
        registration.name,
        registration.phone,
        "",  # the page says it once
        registration_text(registration, Kind.CALLED, letters[-1].language if letters else "ar", new),
        reverse("training:note_called", args=[registration.pk]),
        goes_by_mail(registration.email, is_refused=any(row.is_refused for row in letters)),
    )
    return Called(message, calls[-1].created_at if calls else None)
