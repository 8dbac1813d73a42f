"""A meeting on one page: ticks, and lines of which the empty ones wait."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from sanad.activities.forms import own_rows
from sanad.activities.minutes.queries import BULLET
from sanad.activities.models import Activity
from sanad.activities.record.queries import (
    MOST,
    Known,
    bodies_of,
    guests_of,
    kept_bodies,
    known_people,
    listed_beyond,
)
from sanad.directory.forms import known_names
from sanad.directory.models import Organisation, Person
from sanad.foundation import ui
from sanad.foundation.clock.wall import at, end_of
from sanad.foundation.ids import as_uuid

NAMES, BODIES, THERE = "known-names", "known-bodies", "known-there"  # the lists that the page draws
TICK = "there-"
MOST_ROWS = 400  # of what was recorded, as a page names them
LONGEST_ROW = len(f"decision-{UUID(int=0)} ")

GUESTS, WORDS, DECISIONS, TASKS = "guest", "word", "decision", "task"
# How many empty lines are seen at once, and how many there are.
EMPTY = {GUESTS: (3, 25), WORDS: (1, 8), TASKS: (2, 10)}
# How many of what is recorded stand in boxes: a form that sends more than a thousand is not taken. The others are named.
MOST_THERE = {GUESTS: 60, WORDS: 30, DECISIONS: 60, TASKS: 30}
# How a line is told in the list of what is to be corrected.
TOLD = {
    GUESTS: _("Present %(number)s: %(part)s"),
    WORDS: _("Word %(number)s: %(part)s"),
    DECISIONS: _("Decision %(number)s: %(part)s"),
    TASKS: _("Task %(number)s: %(part)s"),
}
FIRST = {GUESTS: "name", WORDS: "text", DECISIONS: "text", TASKS: "text"}  # what makes a line one


def _parts(group: str) -> dict[str, forms.Field]:
    if group == GUESTS:
        return {
            "name": ui.NameField(label=_("Full name"), shares=NAMES, required=False),
            "capacity": ui.PlainField(label=_("Capacity"), max_length=200, required=False),
            "body": ui.NameField(label=_("For the organisation"), shares=BODIES, max_length=200, required=False),
        }
    if group == WORDS:
        return {
            "who": ui.NameField(label=_("Who spoke"), shares=THERE, required=False),
            "text": ui.TextField(label=_("What was said"), rows=2, required=False),
        }
    if group == DECISIONS:
        return {"text": ui.TextField(label=_("Decision"), rows=2, required=False)}
    return {
        "text": ui.PlainField(label=_("What is to be done"), max_length=400, required=False),
        "who": ui.NameField(label=_("Owner"), shares=NAMES, required=False),
        "due_on": ui.DayField(label=_("Due"), required=False, is_to_come=True),
    }


@dataclass(frozen=True)
class Further:
    """Something recorded that has no boxes here: what it says, and the page on which it is corrected."""

    text: str
    address: str


@dataclass(frozen=True)
class Line:
    """One line of the page: its name, the row that it shows, if any, and the names of its fields."""

    name: str
    group: str
    key: UUID | None = None
    parts: list[str] = field(default_factory=list)


class RecordForm(ui.SheetForm):
    """What took place, on one page. Fields are named by their line: `task-3-who`; a tick by whom it is about."""

    template_name = "activities/_record.html"
    begins = ui.ClockField(label=_("Begins"))
    ends = ui.ClockField(label=_("Ends"))
    decisions = ui.LinesField(label=_("Decisions, one a line"), max_length=2000, required=False, rows=4)
    is_new = ui.InsistField()
    keeps = forms.BooleanField(
        label=_("Keep them in the directory"),
        help_text=_("Who is written with a capacity of the association is a tick at the next meeting."),
        required=False,
        initial=True,
    )
    rows = ui.MarkField(required=False, max_length=MOST_ROWS * LONGEST_ROW)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        self._ask_hours()
        if not kept_bodies(self.actor, activity):
            del self.fields["keeps"]
        known, self.bodies = known_people(activity), bodies_of(activity)
        there = {f"{WORDS}-{row.pk}": row for row in activity.words.standing().select_related("speaker__person")}
        there |= {f"{GUESTS}-{row.pk}": row for row in guests_of(activity)}
        there |= {f"{DECISIONS}-{row.pk}": row for row in activity.decisions.standing()}
        there |= {f"{TASKS}-{row.pk}": row for row in activity.follow_ups.open().select_related("owner", "body")}
        self.there: dict[str, Any] = there
        drawn = [name for group in FIRST for name in islice(_of_group(there, group), MOST_THERE[group])]
        self.known = {f"{TICK}{each.key}": each for each in known}
        self.known_keys = [each.key for each in known]
        offered = [name for name, each in self.known.items() if each.person or not each.row]  # a guest has a line
        shown = str(self.data.get("rows", "")).split() if self.is_bound else [*offered, *drawn]
        asked = list(dict.fromkeys(shown))[:MOST_ROWS]
        self.known |= self._gone(asked)
        self.initial["rows"] = " ".join(asked)
        self.asked = frozenset(asked)
        self.ticks = [name for name in asked if name in self.known]
        for name in self.ticks:
            self._add(name, forms.BooleanField(label=self.known[name].name, required=False), self.known[name].is_there)
        people, bodies = known_names(self.actor, Person), known_names(self.actor, Organisation)
        self.everybody, self.every_body = people(""), bodies("")
        self.lines = [line for line in self._lines(asked) if self._fill(line)]
        self._tell_lines()

    def _ask_hours(self) -> None:
        """Those of one day are asked again by whoever says that it took place: when it was planned they were perhaps preset."""
        activity = self.activity
        if activity.state == Activity.State.HELD or activity.last_day != activity.held_on:
            del self.fields["begins"], self.fields["ends"]
            return
        for name, moment in (("begins", activity.starts_at), ("ends", activity.ends_at)):
            self.initial[name] = timezone.localtime(moment).time()

    def _gone(self, asked: list[str]) -> dict[str, Known]:
        """People whom the page offered and who are not offered any more: what is ticked is not lost."""
        keys = [as_uuid(name.removeprefix(TICK)) for name in asked if name.startswith(TICK) and name not in self.known]
        rows = own_rows(self, Person).filter(pk__in=[key for key in keys if key]) if keys else []
        return {f"{TICK}{row.pk}": Known(row.pk, row.name, "", None, row) for row in rows}

    def _lines(self, asked: Iterable[str]) -> Iterator[Line]:
        for name in asked:
            group, _dash, key = name.partition("-")
            if group in FIRST and (pk := as_uuid(key)):
                yield Line(f"{group}-{pk}", group, pk)
        for group, (_seen, count) in EMPTY.items():
            yield from (Line(f"{group}-{number}", group) for number in range(count))

    def _fill(self, line: Line) -> Line:
        row = self.there.get(line.name)
        held = _held(line.group, row) if row is not None else {}
        for part, shown in _parts(line.group).items():
            line.parts.append(f"{line.name}-{part}")
            self._add(f"{line.name}-{part}", shown, held.get(part))
        return line

    def _tell_lines(self) -> None:
        """Of each line which of its kind it is, as they stand on the page."""
        counts = dict.fromkeys(FIRST, 0)
        for line in self.lines:
            counts[line.group] += 1
            for part in line.parts:
                shown: Any = self.fields[part]
                shown.told = TOLD[line.group] % {"number": counts[line.group], "part": shown.label}

    def _add(self, name: str, shown: forms.Field, initial: Any) -> None:
        shown.widget.attrs |= {"aria-describedby": f"{name}-note"}
        if isinstance(shown, ui.NameField) and (self.everybody[1] or self.every_body[1]):
            shown.offer(known_names(self.actor, Person, Organisation))
            shown.widget.attrs["data-cut"] = "true"
        self.fields[name] = shown
        if initial not in (None, ""):
            self.initial[name] = initial

    @property
    def touched(self) -> dict[str, Any]:
        """What was sent otherwise than it was shown, as it was sent: the same page sent twice is the same."""
        kept = {bound.name for bound in self.untouched}
        return {bound.name: self.data.getlist(bound.name) for bound in self.visible_fields() if bound.name not in kept}

    def clean(self) -> dict[str, Any]:
        """What somebody touched, as `record_meeting` takes it."""
        data = super().clean() or {}
        touched = set(self.touched)
        lines: dict[str, list[dict[str, Any]]] = {group: [] for group in FIRST}
        for line in self.lines:
            said = {part.removeprefix(f"{line.name}-"): data.get(part) for part in line.parts}
            if touched.intersection(line.parts) and (line.key or any(said.values())):
                lines[line.group].append({"line": line.name, "key": line.key, **said})
        present = {self.known[name].key: data.get(name) for name in self.ticks if name in touched}
        return {
            **self._hours(data, touched),
            "present": present,
            "guests": lines[GUESTS],
            "words": lines[WORDS],
            "decisions": [*lines[DECISIONS], *self._new_decisions(data)],
            "follow_ups": lines[TASKS],
            "is_new": bool(data.get("is_new")),
            "keeps": bool(data.get("keeps")),
            "opens_minutes": "minutes" in self.data,
        }

    def _hours(self, data: dict[str, Any], touched: set[str]) -> dict[str, Any]:
        begins, ends = data.get("begins"), data.get("ends")
        if not begins or not ends or not touched & {"begins", "ends"}:
            return {}
        day = self.activity.held_on
        return {"starts_at": at(day, begins), "ends_at": end_of(day, begins, ends)}

    @staticmethod
    def _new_decisions(data: dict[str, Any]) -> list[dict[str, Any]]:
        """A line may have been typed with the dash or the number that the minutes write themselves."""
        texts = (BULLET.sub("", line, count=1) for line in data.get("decisions") or [])
        return [{"line": "decisions", "key": None, "text": text} for text in texts if text]

    # -- what the page draws ------------------------------------------------------------------------------------

    @property
    def people(self) -> list[tuple[str, list[tuple[Any, Known]]]]:
        """Those who are offered to be ticked, by the body for which they speak."""
        grouped: dict[Organisation | None, list[tuple[Any, Known]]] = {body: [] for body in [*self.bodies, None]}
        for name in self.ticks:
            known = self.known[name]
            grouped[known.body if known.body in grouped else None].append((self[name], known))
        several = sum(bool(shown) for shown in grouped.values()) > 1
        return [
            (body.name if body else _("Others") if several else "", shown) for body, shown in grouped.items() if shown
        ]

    def _drawn(self, group: str) -> list[list[Any]]:
        return [[self[part] for part in line.parts] for line in self.lines if line.group == group and line.key]

    def _empty(self, group: str) -> tuple[list[list[Any]], list[list[Any]]]:
        """The new lines that are seen, those in which something stands and one to go on with, and those that wait."""
        lines = [[self[part] for part in line.parts] for line in self.lines if line.group == group and not line.key]
        filled = [number for number, line in enumerate(lines) if any(part.value() or part.errors for part in line)]
        beyond = [number for number in filled if number >= EMPTY[group][0]]
        rest = [number for number in range(EMPTY[group][0], len(lines)) if number not in beyond]
        seen = sorted([*range(EMPTY[group][0]), *beyond, *(rest[:1] if len(filled) >= EMPTY[group][0] else [])])
        return [lines[number] for number in seen], [line for number, line in enumerate(lines) if number not in seen]

    @property
    def groups(self) -> dict[str, Any]:
        """Of each kind of line: what is recorded, and the empty ones."""
        return {group: {"there": self._drawn(group), "empty": self._empty(group)} for group in EMPTY}

    @cached_property
    def further(self) -> dict[str, list[Further]]:
        """Of each kind what is recorded and has no boxes; with the guests those on the list who could not be offered."""
        rest = {group: [name for name in _of_group(self.there, group) if name not in self.asked] for group in FIRST}
        found = {
            group: [Further(_in_one_line(group, self.there[name]), _page(group, self.there[name])) for name in names]
            for group, names in rest.items()
        }
        unseen = listed_beyond(self.activity, self.known_keys) if self.is_cut else []
        found[GUESTS] += [Further(row.who, _page(GUESTS, row)) for row in unseen]
        return found

    @property
    def is_cut(self) -> bool:
        """Whether not everybody could be offered to be ticked."""
        return len(self.known_keys) >= MOST

    @property
    def decided(self) -> list[Any]:
        """The decisions that are recorded."""
        return [line[0] for line in self._drawn(DECISIONS)]

    @property
    def names(self) -> list[tuple[str, list[str]]]:
        """The lists that the boxes of the page share, each under its name."""
        everybody, of_bodies = self.everybody[0], self.every_body[0]
        guests = [row.guest_name for name, row in self.there.items() if name.startswith(GUESTS)]
        near = list(dict.fromkeys([*(known.name for known in self.known.values()), *guests]))
        return [
            (NAMES, list(dict.fromkeys([*near, *islice(everybody, 60), *islice(of_bodies, 60)]))),
            (BODIES, list(dict.fromkeys([*(body.name for body in self.bodies), *of_bodies]))),
            (THERE, near),
        ]


def _of_group(there: Iterable[str], group: str) -> Iterator[str]:
    return (name for name in there if name.startswith(f"{group}-"))


PAGES = {
    GUESTS: "activities:change_attendance",
    WORDS: "activities:edit_word",
    DECISIONS: "activities:edit_decision",
    TASKS: "activities:edit_follow_up",
}


def _page(group: str, row: Any) -> str:
    """Where one row is corrected by itself."""
    return reverse(PAGES[group], args=[row.pk])


def _in_one_line(group: str, row: Any) -> str:
    """A row in one line."""
    text = row.guest_name if group == GUESTS else row.text
    return Truncator(f"{row.speaker.who}: {text}" if group == WORDS else text).chars(90)


def _held(group: str, row: Any) -> dict[str, Any]:
    """What a row holds, as its line shows it."""
    if group == GUESTS:
        return {"name": row.guest_name, "capacity": row.capacity, "body": row.organisation and row.organisation.name}
    if group == WORDS:
        return {"who": row.speaker.who, "text": row.text}
    return {"text": row.text} | ({"who": row.who.name, "due_on": row.due_on} if group == TASKS else {})
