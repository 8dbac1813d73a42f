"""Letters to people about their place: plain, on a phone, in the language in which they registered."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext, override

from sanad.activities.telling.queries.news import CANCELLED, News
from sanad.activities.telling.queries.schedule import told_lines, when_and_where
from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.letters.post import written
from sanad.foundation.letters.stops import stop_of_reader
from sanad.training.models import Registration, RegistrationLetter
from sanad.training.queries.links import own_token, sure_token
from sanad.training.registrations.queries.own_page import own_address
from sanad.training.registrations.queries.people import waiting_rank

Kind = RegistrationLetter.Kind
AFTERWARDS = {Kind.ISSUED, Kind.OPINION}
# Letters that are not the matter itself: their reader may end them. Who has a place is always told where and when it is.
STOPPABLE = AFTERWARDS | {Kind.SOON}


def letter(registration: Registration, kind: str, language: str, new: News) -> EmailMessage:
    """What somebody reads about their place."""
    stop = (
        stop_of_reader(registration.space_id, registration.email)
        if kind in STOPPABLE or not registration.is_address_sure
        else ""
    )
    with override(language):
        lines = (
            _lines(registration, kind, new)
            if registration.is_address_sure
            else _lines_to_nobody_known(registration, kind, new)
        )
        if stop:
            lines += ["", gettext("If you want no more letters like this one:"), stop]
        return written(_subject_and_matter(registration, kind)[0], lines, registration.email, language, stop)


def registration_text(registration: Registration, kind: str, language: str, new: News) -> str:
    """The same, to send by phone."""
    with override(language):
        return "\n".join(_lines(registration, kind, new))


def _lines_to_nobody_known(registration: Registration, kind: str, new: News) -> list[str]:
    """To an address that nobody confirmed: only what the organiser wrote, nothing that a stranger typed."""
    ask = reverse("training:be_sure", args=[registration.pk, own_token(registration), sure_token(registration)])
    return [
        gettext("Hello,"),
        *_lines(registration, kind, new)[1:-2],
        "",
        gettext(
            "Somebody gave this address when they registered. If it was you, confirm it here, so that the place is sure:"
        ),
        settings.PUBLIC_ADDRESS + ask,
        "",
        registration.space.name,
    ]


def _lines(registration: Registration, kind: str, new: News) -> list[str]:
    page = gettext("Your page:")
    if kind not in AFTERWARDS:
        page = gettext("Your page, where you see your place and can give it back:")
    return [
        gettext("Hello %(name)s,") % {"name": isolate(registration.name)},
        "",
        _subject_and_matter(registration, kind)[1],
        "",
        *_days(registration, kind, new),
        page,
        own_address(registration),
        "",
        registration.space.name,
    ]


def _days(registration: Registration, kind: str, new: News) -> list[str]:
    """The days as they stand; before them what changed of them. A letter afterwards has none."""
    if kind in AFTERWARDS:
        return []
    if new.state == CANCELLED:
        return [
            gettext("It was to take place:"),
            *when_and_where([block for block in new.known if block.is_to_come]),
            "",
        ]
    changed = [*told_lines(new.changes), "", gettext("As it stands now:")] if new.changes else []
    calendar = settings.PUBLIC_ADDRESS + reverse(
        "training:mine_calendar", args=[registration.pk, own_token(registration)]
    )
    return [*changed, *when_and_where(new.now), "", gettext("For your calendar:"), calendar, ""]


def _subject_and_matter(registration: Registration, kind: str) -> tuple[str, str]:
    """The subject, and the sentence that matters."""
    about = {"session": isolate(" ".join(str(registration.session).split()))}
    if kind == Kind.WAITING:
        said = gettext("Every seat of “%(session)s” is taken. You are number %(number)d on the waiting list.")
        if not registration.is_sure:
            said = gettext(
                "Your registration for “%(session)s” has arrived. The organiser gives the places in the order of asking: you are number %(number)d."
            )
        return gettext("On the waiting list: %(session)s") % about, said % {
            **about,
            "number": waiting_rank(registration),
        }
    if kind == Kind.CANCELLED:
        return (
            gettext("Cancelled: %(session)s") % about,
            gettext("“%(session)s” was cancelled. We are sorry, and will tell you when there is another one.") % about,
        )
    if kind == Kind.CHANGED:
        return gettext("Changed: %(session)s") % about, gettext("something changed in “%(session)s”.") % about
    if kind == Kind.CALLED:
        return gettext("We expect you: %(session)s") % about, gettext("we expect you in “%(session)s”.") % about
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
