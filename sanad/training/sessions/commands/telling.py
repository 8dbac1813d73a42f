"""Who is told without e-mail is noted by hand."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, RegistrationLetter
from sanad.training.sessions.policies.registration import can_tell_registration
from sanad.training.sessions.queries.news import all_news, language_of


@command(can_tell_registration, says=_("told somebody of a change without e-mail"), once_called="note_place_told")
def note_registration_told(actor: Actor, registration: Registration, *, digest: str) -> RegistrationLetter:
    """Note that somebody was told. Refused when what was told is not what is true now."""
    new = next((news for _registration, news in all_news(registration.session, registration.pk)), None)
    if not new:
        raise Refused(_("They know it already."))
    if new.digest != digest:
        raise Refused(_("It changed again since. Read the message once more before you send it."))
    return RegistrationLetter.objects.create(
        space_id=registration.space_id,
        registration=registration,
        kind=RegistrationLetter.Kind.BY_HAND,
        about=new.after,
        told=new.told,
        language=language_of(registration),
    )
