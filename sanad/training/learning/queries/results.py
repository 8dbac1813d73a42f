"""Results of all sessions of a space, divided in one way at a time: by course, trainer, period, province, sex or age.

One way at a time, because two divisions across each other let one work out from their totals what either hides.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Person
from sanad.foundation.arabic import dates
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor
from sanad.territory.models import Place
from sanad.training.learning.queries.disclosure import FEWEST, hidden
from sanad.training.learning.queries.sums import SESSION, Held, Question, Sums, column, held_sessions, home, sums_of
from sanad.training.models import Registration, SessionTrainer

UNKNOWN = _("Not said")
LAST = ("\U0010ffff", "")  # sorts after every name


@dataclass(frozen=True)
class Line:
    """One part of a division: its name and its figures, None where they are not shown or not known."""

    name: str
    registered: int | None
    came: int | None
    share: float | None
    pairs: int | None
    before: float | None
    after: float | None
    gain: float | None
    opinions: int | None
    mark: float | None


@dataclass(frozen=True)
class Division:
    """The parts, and the whole that they make."""

    lines: list[Line]
    total: Line
    is_hiding: bool


# A part: what it is sorted by, and its name.
Part = tuple[Any, str]
Parts = Callable[[Any], Iterable[Part]]


def _course(session: Held) -> list[Part]:
    return [(session.name, session.name)]


def _period(session: Held) -> list[Part]:
    begins = timezone.localtime(session.begins)
    return [((-begins.year, -begins.month), dates.month(begins.date(), get_language() or "ar"))]


def _trainers(actor: Actor) -> dict[UUID, list[Part]]:
    rows = SessionTrainer.objects.standing().filter(space=actor.space).select_related("person")
    found: dict[UUID, list[Part]] = {}
    for row in rows:
        found.setdefault(row.session_id, []).append(((row.person.sort_key, row.person_id), row.person.name))
    return found


def _labels(choices: Any) -> Parts:
    order: dict[Any, Part] = {value: ((number, value), str(label)) for number, (value, label) in enumerate(choices)}

    def parts(value: Any) -> list[Part]:
        return [order.get(value, ((len(order), ""), str(UNKNOWN)))]

    return parts


def _provinces(keys: set[UUID | None]) -> Parts:
    """The province of each place, itself or the unit above it."""
    rows = Place.objects.filter(pk__in={key for key in keys if key}).select_related("parent__parent__parent")
    found = {row.pk: _province(row) for row in rows}
    return lambda value: [found.get(value, (LAST, str(UNKNOWN)))]


def _province(place: Place | None) -> Part:
    while place is not None and place.level != Place.Level.PROVINCE:
        place = place.parent
    return ((place.sort_key, str(place.pk)), place.name) if place else (LAST, str(UNKNOWN))


# name in the address → its label, what it asks about each registration (None: it is a matter of the session)
WAYS: dict[str, tuple[Text, Question | None]] = {
    "course": (_("By course"), None),
    "trainer": (_("By trainer"), None),
    "period": (_("By month"), None),
    "province": (_("By province"), home),
    "sex": (_("Women and men"), column("sex")),
    "age": (_("By age"), column("age")),
}


def results(actor: Actor, way: str, now: datetime | None = None) -> Division:
    """The results divided that way. The same number of questions whatever there is to add up."""
    moment = now or timezone.now()
    sessions = held_sessions(actor, moment)
    asked = WAYS[way][1]
    sums = sums_of(actor, sessions, asked or SESSION, moment)
    parts = _parts_of(actor, way, set(sums))
    found: dict[Part, Sums] = {}
    total = Sums()
    for answer, line in sums.items():
        total.add(line)
        for part in parts(answer if asked else sessions[answer]):
            found.setdefault(part, Sums()).add(line)
    return divided(found, total, has_opinions=asked is None)


def _parts_of(actor: Actor, way: str, answers: set[Any]) -> Parts:
    if way == "trainer":
        trainers, nobody = _trainers(actor), [(LAST, str(UNKNOWN))]
        return lambda session: trainers.get(session.pk, nobody)
    if way == "province":
        return _provinces(answers)
    ways: dict[str, Parts] = {
        "course": _course,
        "period": _period,
        "sex": _labels(Person.Sex.choices),
        "age": _labels(Registration.Age.choices),
    }
    return ways[way]


def divided(found: dict[Part, Sums], total: Sums, *, has_opinions: bool = True) -> Division:
    """The parts in their order; of each figure, no more is shown than what `small.hidden` lets through."""
    parts = sorted(found.items(), key=lambda item: item[0][0])
    people = hidden([line.registered for _part, line in parts])
    tests = hidden([line.pairs for _part, line in parts], people)
    opinions = hidden([line.opinions for _part, line in parts])
    lines = [
        _line(name, line, people=not people[n], tests=not tests[n], opinions=has_opinions and not opinions[n])
        for n, ((_order, name), line) in enumerate(parts)
    ]
    whole = _line(
        str(_("All")),
        total,
        people=_many(total.registered),
        tests=_many(total.pairs),
        opinions=has_opinions and _many(total.opinions),
    )
    return Division(lines, whole, is_hiding=any(people) or any(tests) or (has_opinions and any(opinions)))


def _many(count: int) -> bool:
    return count == 0 or count >= FEWEST


def _line(name: str, sums: Sums, *, people: bool, tests: bool, opinions: bool) -> Line:
    return Line(
        name,
        registered=sums.registered if people else None,
        came=sums.came if people else None,
        share=sums.share if people else None,
        pairs=sums.pairs if tests else None,
        before=sums.mean_before if tests else None,
        after=sums.mean_after if tests else None,
        gain=sums.mean_gain if tests and _many(sums.gained) else None,
        opinions=sums.opinions if opinions else None,
        mark=sums.mark if opinions else None,
    )
