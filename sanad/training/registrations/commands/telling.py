"""Who is told without e-mail is noted by hand."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, RegistrationLetter, Session
from sanad.training.registrations.commands.letters import write_to
from sanad.training.registrations.policies.registration import can_call_session, can_tell_registration
from sanad.training.registrations.queries.calling import first_day
from sanad.training.registrations.queries.news import all_news, language_of


@command(can_call_session, says=_("called everybody by e-mail who has a place"))
def call_everybody(actor: Actor, session: Session) -> Session:
    """Write to everybody who has a place and left an address: once for a first day. Refused when there is nobody."""
    if not write_to(session.registrations.confirmed().reachable(), RegistrationLetter.Kind.CALLED):
        raise Refused(_("Nobody who has a place left an e-mail address."))
    return session


@command(can_tell_registration, says=_("called somebody without e-mail"))
def note_called(actor: Actor, registration: Registration) -> RegistrationLetter:
    """Note that somebody who has a place was called to the session. Refused for who knows, and once it has begun."""
    day = first_day(registration.session)
    if day is None or registration.state != Registration.State.CONFIRMED:
        raise Refused(_("The session has begun, or there is no place to be called to."))
    [(_registration, new)] = all_news(registration.session, registration.pk)
    kept = {"space_id": registration.space_id, "registration": registration, "kind": RegistrationLetter.Kind.CALLED}
    words = {"told": new.told, "language": language_of(registration), "is_refused": False}
    letter, is_new = RegistrationLetter.objects.get_or_create(**kept, about=day, defaults=words)
    if not is_new and not letter.is_refused:
        raise Refused(_("They know it already."))
    letter.is_refused = False
    letter.save()
    return letter


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
