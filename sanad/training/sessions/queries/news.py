"""What people who have a place, or wait for one, have not been told yet."""

from uuid import UUID

from sanad.activities.models import Activity
from sanad.activities.telling.queries.news import CANCELLED, News, last_told, news, schedule_history
from sanad.activities.telling.queries.schedule import WHOLE
from sanad.foundation.spaces.models import spoken
from sanad.training.models import Registration, RegistrationLetter, Session

Kind = RegistrationLetter.Kind


def is_called_off(session: Session) -> bool:
    """It does not take place, or the activity in which it was to take place does not."""
    return session.state == Session.State.CANCELLED or session.activity.state == Activity.State.CANCELLED


def all_news(session: Session, only: UUID | None = None) -> list[tuple[Registration, News]]:
    """How things stand for each who has a place or waits, beside what they were told."""
    registrations = session.registrations.active().select_related("space").order_by("number")
    letters = RegistrationLetter.objects.filter(space=session.space_id, registration__session=session)
    if only is not None:
        registrations, letters = registrations.filter(pk=only), letters.filter(registration=only)
    told = last_told(letters.order_by("created_at", "pk"), "registration_id")
    part, book = str(session.item_id or WHOLE), schedule_history(session.activity)
    found = []
    for registration in registrations:
        registration.session = session
        state = CANCELLED if is_called_off(session) else registration.state
        first = Registration.State.WAITING.value if registration.has_waited else Registration.State.CONFIRMED.value
        found.append(
            (registration, news(book, {part: registration.created_at}, state, told.get(registration.pk), first=first))
        )
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
