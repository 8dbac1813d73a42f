"""The paper of the day: the signature sheet of a half-day."""

from collections.abc import Sequence

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanad.directory.documents import facts_of_card, letterhead, place_and_day, signing_for
from sanad.foundation.arabic import dates
from sanad.foundation.documents.content import Facts, PaperContent, Prose, Signatures, Table
from sanad.training.models import Registration, Session, Slot

ROOM_FOR_LATE = 5  # empty lines for those who come without a place
ROWS_AT_LEAST = 10  # what one page holds with its signatures, however long the names of the bodies are


def _language() -> str:
    return get_language() or "ar"


def phone_ends(phone: str) -> str:
    """Enough of a number to tell two people apart on a paper that goes round."""
    return f"… {phone[-4:]}" if phone else ""


def _where(session: Session, slot: Slot | None = None) -> str:
    place = session.activity.place
    parts = [(slot.venue if slot else "") or session.activity.venue, place.name if place else ""]
    return _(", ").join(part for part in parts if part)


def _town(session: Session) -> str:
    return session.activity.place.name if session.activity.place else ""


def attendance_sheet(slot: Slot, registrations: Sequence[Registration]) -> PaperContent:
    """Everybody with a place, room to sign, and empty lines for late additions."""
    session = slot.session
    begins, ends = localtime(slot.starts_at), localtime(slot.ends_at)
    lines = [
        [
            str(number),
            registration.name,
            registration.organisation.name if registration.organisation else "",
            phone_ends(registration.phone),
            "",
        ]
        for number, registration in enumerate(registrations, 1)
    ]
    empty = max(ROOM_FOR_LATE, ROWS_AT_LEAST - len(lines))
    lines += [[str(len(lines) + number), "", "", "", ""] for number in range(1, empty + 1)]
    trainers = _(", ").join(str(row.person) for row in session.trainers.standing().select_related("person"))
    facts = [
        (_("Half-day"), slot.title),
        (_("Day"), dates.long_day(begins, _language())),
        (_("Hours"), dates.hours(begins, ends, _language())),
        (_("Place"), _where(session, slot)),
        (_("Taught by"), trainers),
    ]
    return PaperContent(
        language=_language(),
        head=letterhead(facts_of_card(session.activity.host)),
        title=_("Signature sheet"),
        subtitle=str(session),
        place_and_day=place_and_day(_town(session), begins.date()),
        blocks=[
            Facts([(label, value) for label, value in facts if value]),
            Table(
                [_("No"), _("Full name"), _("Organisation"), _("Phone"), _("Signature")],
                lines,
                [2, 9, 8, 4, 8],
                is_form=True,
            ),
            Prose([_("Empty lines are for those who come without a place; they are added as late additions.")]),
            Signatures(
                [(_("Taught by"), ""), signing_for(session.activity.host, None)], _("Signature and stamp"), is_low=True
            ),
        ],
    )
