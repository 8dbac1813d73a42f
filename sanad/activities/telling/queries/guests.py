"""Who is expected at an activity, how they are reached, and what they have not been told yet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from sanad.activities.models import Activity, Invitation
from sanad.activities.queries.halves import TEACHERS
from sanad.activities.telling.queries.news import CANCELLED, News, last_told, news, schedule_history
from sanad.activities.telling.queries.schedule import WHOLE
from sanad.directory.models import Organisation, Person
from sanad.foundation.spaces.models import spoken

EXPECTED = "expected"


@dataclass(frozen=True)
class Guest:
    """A person or an organisation that counts on parts of an activity, on each since a moment.

    A part is the whole, or a course inside it; `gone` are those of theirs that were called off.
    """

    card: Person | Organisation
    email: str
    phone: str
    language: str
    parts: Mapping[str, datetime]
    gone: frozenset[str] = frozenset()

    @property
    def key(self) -> UUID:
        return self.card.pk

    @property
    def name(self) -> str:
        """In the language of the moment: that of the page, or of the message to them."""
        return str(self.card)


def expected_guests(activity: Activity) -> list[Guest]:
    """Who was asked and did not decline, who teaches; once it is convened also who takes part or speaks. Each once."""
    return _each_once([*_invited(activity), *_convened(activity), *_teaching(activity)])


def asked_guests(activity: Activity, *, is_convened_now: bool = False) -> list[Guest]:
    """Who was asked to come and did not decline, takes part or speaks, once it is convened; who teaches is told by the session."""
    return _each_once([*_invited(activity), *_convened(activity, timezone.now() if is_convened_now else None)])


def _each_once(guests: Iterable[Guest]) -> list[Guest]:
    found: dict[UUID, Guest] = {}
    for guest in guests:
        known = found.setdefault(guest.key, guest)
        found[guest.key] = replace(known, parts={**guest.parts, **known.parts}, gone=known.gone | guest.gone)
    return list(found.values())


def _invited(activity: Activity) -> Iterator[Guest]:
    rows = activity.invitations.standing().exclude(answer=Invitation.Answer.DECLINED)
    for row in rows.select_related("person__user", "organisation"):
        if row.person is not None:
            yield guest_of(row.person, row.created_at, row.organisation)
        elif row.organisation is not None:
            yield _organisation(row.organisation, row.created_at)


def _convened(activity: Activity, convened_at: datetime | None = None) -> Iterator[Guest]:
    step = activity.steps.filter(after=Activity.State.CONVENED).order_by("created_at").last()
    if step is None and activity.state != Activity.State.CONVENED and convened_at is None:
        return
    convened_at = convened_at or (step.created_at if step else activity.created_at)
    partners = activity.taking_part.standing().exclude(organisation=activity.host_id)
    for part in partners.select_related("organisation"):
        yield _organisation(part.organisation, max(part.created_at, convened_at))
    points = activity.programme.standing().filter(speaker__isnull=False).select_related("speaker__user")
    for point in points:
        if point.speaker is not None:
            yield guest_of(point.speaker, max(point.created_at, convened_at))


def _teaching(activity: Activity) -> Iterator[Guest]:
    for teacher in (teacher for source in TEACHERS for teacher in source(activity)):
        part = str(teacher.item or WHOLE)
        gone = frozenset({part}) if teacher.is_called_off else frozenset()
        yield replace(guest_of(teacher.person, teacher.since), parts={part: teacher.since}, gone=gone)


def guest_of(person: Person, since: datetime, of: Organisation | None = None) -> Guest:
    """A person, reached where they themselves are, else through the body for which they come."""
    user = person.user
    email = person.email or (user.email if user else "") or (of.email if of else "")
    phone = person.phone or (user.phone if user else "") or (of.phone if of else "")
    return Guest(person, email or "", phone or "", spoken(user.language) if user else "ar", {WHOLE: since})


def _organisation(card: Organisation, since: datetime) -> Guest:
    return Guest(card, card.email, card.phone, "ar", {WHOLE: since})


def told_now(activity: Activity, guest: Guest) -> dict[str, Any]:
    """What a guest knows of days, hours and place who is asked to come as things stand now."""
    return news(schedule_history(activity), guest.parts, EXPECTED, None, first=EXPECTED, gone=guest.gone).told


def untold(activity: Activity, only: UUID | None = None) -> list[tuple[Guest, News]]:
    """Who has not been told yet what changed, and what it is."""
    if activity.state == Activity.State.HELD:
        return []
    state = CANCELLED if activity.state == Activity.State.CANCELLED else EXPECTED
    history, told = schedule_history(activity), last_told(activity.notices.order_by("created_at", "pk"), "guest")
    people: Iterable[Guest] = (guest for guest in expected_guests(activity) if only is None or guest.key == only)
    found = [
        (guest, news(history, guest.parts, state, told.get(guest.key), first=EXPECTED, gone=guest.gone))
        for guest in people
    ]
    return [(guest, new) for guest, new in found if new]
