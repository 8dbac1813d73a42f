"""Who has a place and does not know yet what changed in the session, with the message ready."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanad.foundation.letters.by_hand import ToTell, goes_by_mail
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import RegistrationLetter, Session
from sanad.training.policies import can_tell_place
from sanad.training.queries.letters import place_text
from sanad.training.queries.news import kind_of, untold


def places_to_tell(actor: Actor, session: Session) -> list[ToTell]:
    """Those whom the actor tells: they have a place, or wait, and do not know; each with what to tell them in their language."""
    letters = RegistrationLetter.objects.filter(space=session.space_id, registration__session=session)
    rows = letters.order_by("created_at", "pk").values_list("registration", "language", "about", "is_refused")
    known = list(rows)
    languages = {key: language for key, language, _about, _refused in known}
    refused = {(key, about) for key, _language, about, is_refused in known if is_refused}
    return [
        ToTell(
            place.name,
            place.phone,
            _what(kind_of(new)),
            place_text(place, kind_of(new), languages.get(place.pk, "ar"), new),
            reverse("training:place_told", args=[place.pk, new.digest]),
            goes_by_mail(place.email, is_refused=(place.pk, new.after) in refused),
        )
        for place, new in untold(session)
        if can_tell_place(actor, place)
    ]


def _what(kind: str) -> Text:
    is_seat = kind == RegistrationLetter.Kind.CONFIRMED
    return _("The seat is confirmed") if is_seat else RegistrationLetter.Kind(kind).label
