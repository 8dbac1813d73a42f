"""Letters to people about their place: plain, on a phone, in the language in which they registered."""

from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from sanad.foundation.arabic import dates
from sanad.foundation.arabic.bidi import isolate
from sanad.training.models import Registration, RegistrationLetter
from sanad.training.policies.sessions import half_days
from sanad.training.queries.own_page import own_address
from sanad.training.queries.sessions import standing_of

Kind = RegistrationLetter.Kind
AFTERWARDS = {Kind.ISSUED, Kind.OPINION}
WITHOUT_DAYS = AFTERWARDS | {Kind.CANCELLED}


def letter(place: Registration, kind: str, language: str) -> EmailMessage:
    """What somebody reads about their place."""
    with override(language):
        subject, said = _said(place, kind)
        lines = [
            gettext("Hello %(name)s,") % {"name": isolate(place.name)},
            "",
            said,
            "",
            *([] if kind in WITHOUT_DAYS else _when(place)),
            gettext("Your page:")
            if kind in AFTERWARDS
            else gettext("Your page, where you see your place and can give it back:"),
            own_address(place),
            "",
            place.space.name,
        ]
        return EmailMessage(
            subject, "\n".join(lines) + "\n", settings.DEFAULT_FROM_EMAIL, [place.email],
            headers={
                "Auto-Submitted": "auto-generated",
                "Content-Language": language,
                "Message-ID": make_msgid(domain=urlsplit(settings.PUBLIC_ADDRESS).hostname),
            },
        )  # fmt: skip


def _said(place: Registration, kind: str) -> tuple[str, str]:
    """The subject, and the sentence that matters."""
    about = {"session": isolate(" ".join(str(place.session).split()))}
    if kind == Kind.WAITING:
        said = gettext("Every seat of “%(session)s” is taken. You are number %(number)d on the waiting list.")
        return gettext("On the waiting list: %(session)s") % about, said % {**about, "number": standing_of(place)}
    if kind == Kind.CANCELLED:
        return (
            gettext("Cancelled: %(session)s") % about,
            gettext("“%(session)s” was cancelled. We are sorry, and will tell you when there is another one.") % about,
        )
    if kind == Kind.SOON:
        return gettext("Soon: %(session)s") % about, gettext("“%(session)s” begins in a few days.") % about
    if kind == Kind.ISSUED:
        said = gettext("Your certificate for “%(session)s” is ready. Open your page to keep it or print it.")
        return gettext("Your certificate: %(session)s") % about, said % about
    if kind == Kind.OPINION:
        said = gettext(
            "Some months ago you took part in “%(session)s”. What has it changed? Tell us on your page: two minutes, and nobody sees who wrote it."
        )
        return gettext("What has it changed: %(session)s") % about, said % about
    return gettext("You have a place: %(session)s") % about, gettext("You have a place in “%(session)s”.") % about


def _when(place: Registration) -> list[str]:
    language, session = get_language() or "ar", place.session
    days = [
        f"- {dates.long_day(timezone.localtime(slot.starts_at), language)} · "
        f"{dates.hours(timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at), language)}"
        for slot in half_days(session)
    ]
    where = [session.activity.venue, session.activity.place.path if session.activity.place else ""]
    return [*days, " · ".join(isolate(part) for part in where if part), ""]
