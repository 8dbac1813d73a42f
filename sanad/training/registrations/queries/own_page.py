"""One's own page: where it is, what leads on from it, its calendar, and the message that sends it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from sanad.accompaniment.models import PlanItem
from sanad.activities.calendars.queries.events import SAID_FOR, as_icalendar
from sanad.activities.calendars.queries.feeds import half_entry
from sanad.activities.queries.halves import with_history
from sanad.foundation.arabic import dates
from sanad.foundation.documents.models import DocumentWithdrawal
from sanad.foundation.letters.by_hand import messenger
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.sharing import shared
from sanad.training.models import Registration, Session
from sanad.training.queries.halves import half_of, moments_of
from sanad.training.queries.links import own_token
from sanad.training.registrations.policies.registration import can_renew_link
from sanad.training.registrations.queries.people import active_people


@dataclass(frozen=True)
class Part:
    """Something that leads on from one's own page: `address` takes the key of the registration and its token.

    `is_open` says whether it is of use to that person now.
    """

    label: Text
    address: str
    is_open: Callable[[Registration], bool]


PARTS: list[Part] = []
MOST_ASKING = 20  # of those who ask for their page; noted as sent, one makes room for the next


def parts_of(registration: Registration) -> list[tuple[Text, str]]:
    """(label, address) of what is open to the person now."""
    token = own_token(registration)
    return [
        (part.label, reverse(part.address, args=[registration.pk, token]))
        for part in PARTS
        if part.is_open(registration)
    ]


def own_path(registration: Registration) -> str:
    """The path of somebody's own page."""
    return reverse("training:mine", args=[registration.pk, own_token(registration)])


def own_address(registration: Registration) -> str:
    """The address of somebody's own page, as it is sent."""
    return settings.PUBLIC_ADDRESS + own_path(registration)


def join_address(code: str) -> str:
    """The public link of a session."""
    return settings.PUBLIC_ADDRESS + reverse("training:join", args=[code])


def announcement(session: Session) -> dict[str, str]:
    """What is handed on of a session to which anybody may register."""
    text = _("“%(session)s” on %(day)s, %(organiser)s. Register here:") % {
        "session": session,
        "day": dates.day(session.activity.held_on, get_language() or "ar"),
        "organiser": session.activity.host.name,
    }
    poster = reverse("training:poster", args=[session.pk])
    return {**shared(text, join_address(session.code)), "poster": poster}


def handed_on(session: Session) -> dict[str, str] | None:
    """The same for others than its organiser, who have no sheet to put up; None when not everybody may register."""
    is_for_everybody = session.is_public and session.state in Session.ANNOUNCED
    return {**announcement(session), "poster": ""} if is_for_everybody else None


def messenger_link(registration: Registration, language: str = "ar") -> str:
    """A link that opens the messenger on a phone with the text ready; "" without a number."""
    if not registration.phone:
        return ""
    with override(language):
        lines = [
            _("Hello %(name)s,") % {"name": registration.name},
            _about(registration.session) % {"session": registration.session},
            own_address(registration),
        ]
    return messenger(registration.phone, "\n".join(lines))


@dataclass(frozen=True)
class Asking:
    """Who lost their page and left no e-mail address, each with the message to the number on record; how many more do."""

    shown: list[tuple[Registration, str]]
    more: int


def asking_for_page(actor: Actor, session: Session) -> Asking:
    """The first who ask for their page; for who may see their pages. One question, however many ask."""
    rows = sorted((row.asks_page_at, row.pk, row) for row in active_people(session) if row.asks_page_at)
    found = [row for _at, _key, row in rows if can_renew_link(actor, row)]
    first = found[:MOST_ASKING]
    return Asking([(row, messenger_link(row)) for row in first], len(found) - len(first))


def _about(session: Session) -> str:
    if session.state == Session.State.CLOSED:
        return _(
            "this is your page for “%(session)s”: your certificate if you reached it, and the opinion we ask you for."
        )
    return _("this is your page for “%(session)s”: your place, the days, the hours.")


def invitation_link(session: Session, item: PlanItem) -> str:
    """A link that opens the messenger with an invitation to the association of a plan item; "" without a number."""
    association = item.engagement.association
    if not association.phone:
        return ""
    own_room = association.own_space_id is not None
    page = settings.PUBLIC_ADDRESS + reverse("training:session", args=[session.pk])
    with override("ar"):
        lines = [
            _("We invite %(association)s to “%(session)s”, as your plan foresees.")
            % {"association": association.name, "session": session},
            dates.long_day(timezone.localdate(session.activity.starts_at), "ar"),
        ]
        if own_room or session.is_public:
            lines += [_("Register your people here:"), page if own_room else join_address(session.code)]
    return messenger(association.phone, "\n".join(lines))


def calendar_of(registration: Registration) -> bytes:
    """The half-days as a calendar file, as they stand for that person: sure, not sure yet, or called off."""
    slots = with_history(registration.session.slots.all(), "pk", "session", "session__activity")
    # As the calendar of an account counts them, for who has both: a program knows an event by its key.
    who = Q(person=registration.person_id) if registration.person_id else Q(pk=registration.pk)
    moments = moments_of(who, session=registration.session).get(registration.session_id, ())
    entries = [
        half_entry(half_of(slot, registration.state, moments), address=own_address(registration))
        for slot in slots
        if slot.withdrawn_at is None or slot.withdrawn_at > timezone.now() - SAID_FOR
    ]
    return as_icalendar(entries, str(registration.session))


def revoked_of(registration: Registration) -> DocumentWithdrawal | None:
    """When and why somebody's last certificate was revoked; None while it is not."""
    last = registration.certificates.select_related("document__withdrawal").order_by("-created_at").first()
    return getattr(last.document, "withdrawal", None) if last is not None else None
