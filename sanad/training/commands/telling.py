"""Who is told without e-mail is noted by hand."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, RegistrationLetter
from sanad.training.policies import can_tell_place
from sanad.training.queries.news import all_news, language_of


@command(can_tell_place, says=_("told somebody of a change without e-mail"))
def note_place_told(actor: Actor, place: Registration, *, digest: str) -> RegistrationLetter:
    """Note that somebody was told. Refused when what was told is not what is true now."""
    new = next((news for _place, news in all_news(place.session, place.pk)), None)
    if not new:
        raise Refused(_("They know it already."))
    if new.digest != digest:
        raise Refused(_("It changed again since. Read the message once more before you send it."))
    return RegistrationLetter.objects.create(
        space_id=place.space_id,
        registration=place,
        kind=RegistrationLetter.Kind.BY_HAND,
        about=new.after,
        told=new.told,
        language=language_of(place),
    )
