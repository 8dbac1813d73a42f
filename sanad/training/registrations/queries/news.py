"""What people who have a place, or wait for one, have not been told yet."""

from uuid import UUID

from django.db.models import prefetch_related_objects

from sanad.activities.models import Activity
from sanad.activities.telling.queries.news import CANCELLED, News, last_told, news, schedule_history
from sanad.activities.telling.queries.schedule import WHOLE
from sanad.foundation.spaces.models import spoken
from sanad.training.models import Registration, RegistrationLetter, Session
from sanad.training.registrations.queries.people import active_people

Kind = RegistrationLetter.Kind


def is_called_off(session: Session) -> bool:
    """It does not take place, or the activity in which it was to take place does not."""
    return session.state == Session.State.CANCELLED or session.activity.state == Activity.State.CANCELLED


def all_news(session: Session, only: UUID | None = None) -> list[tuple[Registration, News]]:
    """How things stand for each who has a place or waits, beside what they were told; each brings along its letters."""
    registrations = active_people(session) if only is None else list(session.registrations.active().filter(pk=only))
    prefetch_related_objects(registrations, "letters")
    part, book = str(session.item_id or WHOLE), schedule_history(session.activity)
    found = []
    for registration in registrations:
        registration.session, registration.space = session, session.space
        told = last_told(registration.letters.all(), "registration_id").get(registration.pk)
        state = CANCELLED if is_called_off(session) else registration.state
        first = Registration.State.WAITING.value if registration.has_waited else Registration.State.CONFIRMED.value
        found.append((registration, news(book, {part: registration.created_at}, state, told, first=first)))
    return found


def untold(session: Session) -> list[tuple[Registration, News]]:
    """Who has not been told yet what changed, and what it is; nobody before it is announced and once it is finished."""
    if session.state not in {*Session.ANNOUNCED, Session.State.CANCELLED}:
        return []
    return [(registration, new) for registration, new in all_news(session) if new]


def kind_of(new: News) -> Kind:
    """What kind of letter tells the news."""
    if new.state == CANCELLED:
        return Kind.CANCELLED
    if new.before == new.state:
        return Kind.CHANGED
    return Kind.CONFIRMED if new.state == Registration.State.CONFIRMED else Kind.WAITING


def language_of(registration: Registration) -> str:
    """The language of the letters before, Arabic when there was none."""
    return spoken(registration.letters.values_list("language", flat=True).last() or "ar")
