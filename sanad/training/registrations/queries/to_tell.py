"""Who has a place and does not know yet what changed in the session, with the message ready."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanad.activities.telling.queries.news import News
from sanad.foundation.letters.by_hand import ToTell, goes_by_mail
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, RegistrationLetter, Session
from sanad.training.registrations.policies.registration import can_tell_registration
from sanad.training.registrations.queries.letters import registration_text
from sanad.training.registrations.queries.news import kind_of, untold


def registrations_to_tell(actor: Actor, session: Session) -> list[ToTell]:
    """Those whom the actor tells: they have a place, or wait, and do not know; each with what to tell them in their language."""
    return [
        _to_tell(registration, new, list(registration.letters.all()))
        for registration, new in untold(session)
        if can_tell_registration(actor, registration)
    ]


def _to_tell(registration: Registration, new: News, letters: list[RegistrationLetter]) -> ToTell:
    return ToTell(
        registration.name,
        registration.phone,
        _what(kind_of(new)),
        registration_text(registration, kind_of(new), letters[-1].language if letters else "ar", new),
        reverse("training:registration_told", args=[registration.pk, new.digest]),
        goes_by_mail(registration.email, is_refused=any(row.is_refused and row.about == new.after for row in letters)),
    )


def _what(kind: str) -> Text:
    is_seat = kind == RegistrationLetter.Kind.CONFIRMED
    return _("The seat is confirmed") if is_seat else RegistrationLetter.Kind(kind).label
