"""What took place, written down in one go."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sanad.activities.minutes.commands import open_minutes
from sanad.activities.minutes.policies import can_begin_minutes
from sanad.activities.models import Activity, Attendance, Decision, FollowUp, Word
from sanad.activities.outcome.commands import (
    people_of,
    rewrite_follow_up,
    take_back_decision,
    take_off_follow_up,
    write_decision,
    write_follow_up,
)
from sanad.activities.people.commands import (
    rewrite_word,
    take_off_the_list,
    write_attendance,
    write_presence,
    write_word,
)
from sanad.activities.programme.commands.along import take_along
from sanad.activities.programme.policies import can_record
from sanad.activities.queries.begun import refuse_early
from sanad.activities.record.queries import Known, bodies_of, kept_bodies, known_people
from sanad.directory.commands.names import TypedNames
from sanad.directory.models import Organisation, Person
from sanad.directory.queries import joined_name, kind_told, speaks_for_its_body
from sanad.foundation.arabic.fold import fold
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step
from sanad.foundation.ui.fields import SameField

Said = Mapping[str, Any]
"""One line: its name (`line`), the `key` of the row that it shows, if any, and what stands in it."""

NAME_FIRST_NAME = re.compile(r"[^،,;؛]+,\s*[^\s،,;؛]+")  # as lists in French have it: «Benali, Mohamed»
COMMA = re.compile(r"\s*[،,;؛]\s*")


@command(can_record, says=_("recorded what took place"))
def record_meeting(
    actor: Actor,
    activity: Activity,
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    present: Mapping[UUID, bool] | None = None,
    guests: Sequence[Said] = (),
    words: Sequence[Said] = (),
    decisions: Sequence[Said] = (),
    follow_ups: Sequence[Said] = (),
    is_new: bool = False,
    keeps: bool = False,
    opens_minutes: bool = False,
) -> Activity:
    """Say that it took place, who was there, what was said and decided, and what is to be done; then begin the minutes.

    `starts_at` and `ends_at` are said where they were otherwise than planned. `present` says of people by their key whether
    they were there. A line without a `key` is a new one; one of what is recorded is corrected, and taken off when it is
    empty. Refused at the line as the commands of each are, all or nothing. What stands already is not written twice. Names
    that are perhaps those of somebody who is here already are asked about together, unless `is_new`. Of a meeting of one's
    own association, `keeps` gives those who were typed in one of its capacities and for no other body a card with that
    capacity, as far as the actor may keep the directory; a support organisation's those who speak for an association that has no
    space yet.
    """
    if starts_at and ends_at:
        _set_hours(activity, starts_at, ends_at)
    if activity.state != Activity.State.HELD:
        take_step(actor, activity, Activity.State.HELD)
    work = _Work(actor, activity, TypedNames(actor, is_new=is_new), keeps=keeps)
    said, left = _parted(words)
    work.take_off_words(left)
    work.tick(present or {})
    for line in guests:
        work.guest(line)
    for line in said:
        work.word(line)
    for line in decisions:
        work.decision(line)
    for line in follow_ups:
        work.follow_up(line)
    work.names.refuse_asked()
    if opens_minutes and can_begin_minutes(actor, activity):
        open_minutes(activity)
    return activity


def _set_hours(activity: Activity, starts_at: datetime, ends_at: datetime) -> None:
    before = activity.starts_at, activity.ends_at
    activity.starts_at, activity.ends_at = starts_at, ends_at
    refuse_early(activity, "begins")
    if ends_at < starts_at:
        raise Refused(_("It ends before it begins."), "ends")
    activity.save()
    take_along(activity, before)


def _parted(words: Sequence[Said]) -> tuple[list[Said], list[Said]]:
    """(those that say something, those that were emptied): who speaks no more can be taken off the list."""
    return [line for line in words if line["text"] or line["who"]], [
        line for line in words if not line["text"] and not line["who"]
    ]


def _is_perhaps_one_name(typed: str) -> bool:
    """Not «Mohamed Benali, trésorier»: a first name would begin as the name does, with a capital."""
    is_of_two = NAME_FIRST_NAME.fullmatch(typed) is not None
    return is_of_two and not (typed[0].isupper() and COMMA.split(typed)[1][0].islower())


@contextmanager
def _at(line: Said, **parts: str) -> Iterator[None]:
    """A refusal stands at the part of the line that it is about, else at the first one."""
    try:
        yield
    except Refused as refusal:
        known = {**parts, **{name: name for name in line}}
        part = known.get(refusal.field or "", parts[""])
        place = f"{line['line']}-{part}" if part else line["line"]
        raise Refused(refusal.message, place, refusal.choices) from refusal


class _Work:
    """The lines of one page, written one after the other inside the command."""

    def __init__(self, actor: Actor, activity: Activity, names: TypedNames, *, keeps: bool) -> None:
        self.actor, self.activity, self.names = actor, activity, names
        self.bodies = bodies_of(activity)
        self.kept = kept_bodies(actor, activity) if keeps else []
        there = activity.attendance.standing().select_related("person")
        self.called = {row.pk: row.who for row in there}  # before anybody is renamed

    def _row(self, rows: Any, line: Said) -> Any:
        """The row that a line shows; None for a new line, and when somebody took it off meanwhile."""
        return rows.filter(pk=line["key"]).first() if line.get("key") else None

    # -- who was there ------------------------------------------------------------------------------------------

    def tick(self, present: Mapping[UUID, bool]) -> None:
        """Those who were ticked, and those who are no more."""
        known = {each.key: each for each in known_people(self.activity)} if present else {}
        for key, is_there in present.items():
            each = known.get(key) or self._person(key)
            if each is None or each.is_there == is_there:
                continue
            line = {"line": f"there-{key}"}
            with _at(line, **{"": ""}):
                self._set_presence(each, is_there=is_there)

    def _person(self, key: UUID) -> Known | None:
        """Somebody who was offered when the page was opened."""
        card = Person.objects.filter(space_id=self.activity.space_id, pk=key).first()
        return Known(card.pk, card.name, "", None, card) if card else None

    def _set_presence(self, each: Known, *, is_there: bool) -> None:
        if each.row is None:
            who = {"person": each.person} if each.person else {"guest_name": each.name}
            self._write_guest(organisation=each.body, capacity=each.capacity, **who)
        elif is_there:
            came, left = each.row.came_at, each.row.left_at
            write_presence(each.row, status=Attendance.Status.PRESENT, came_at=came, left_at=left)
        else:
            take_off_the_list(each.row)

    def _write_guest(self, **details: Any) -> Attendance | None:
        """A line of the list; who is perhaps there under another spelling is asked about with the other names."""
        try:
            return write_attendance(self.activity, same=SameField.NO if self.names.is_new else "", **details)
        except Refused as refusal:
            if refusal.field != "same":
                raise
            self.names.ask(refusal.message)
            return None

    def guest(self, line: Said) -> None:
        """Somebody who was typed: a card of that name, else a guest. «Name, capacity, body» may stand in one box."""
        row = self._row(self.activity.attendance.standing(), line)
        name, capacity, body = _in_one_go(line)
        if not name and row is None and not (capacity or body):
            return
        if row is None and not line["capacity"] and _is_perhaps_one_name((line["name"] or "").strip()):
            text = _("“%(name)s” is perhaps one name: then write it without the comma, the first name first.")
            self.names.ask(text % {"name": line["name"]})
        with _at(line, **{"": "name", "guest_name": "name", "person": "name", "organisation": "body"}):
            if not name and row is not None:
                take_off_the_list(row)
                return
            if not name:
                raise Refused(_("Write the name."), "name")
            of = self._body(body, row)
            details = {"capacity": capacity, "organisation": of}
            if row is not None:
                self._correct_guest(row, name, details)
                return
            card = self.names.person(name)
            if card is None and (kept := self._kept_of(of, capacity)):
                card = self.names.member(name, "name", body=kept, capacity=capacity)
                details["organisation"] = kept if card else of
            if card is None:
                self._write_guest(**details, guest_name=name)
            else:
                self._write_guest(**self._as_known(card, details), person=card)

    def _kept_of(self, body: Organisation | None, capacity: str) -> Organisation | None:
        """The body whose people are kept and for whom somebody speaks in that capacity; unsaid it is one's own association."""
        own = [each for each in self.kept if each.own_space_id == self.actor.space_id]
        meant = body or next(iter(own), None)
        return meant if meant in self.kept and speaks_for_its_body(capacity) else None

    @cached_property
    def _offered(self) -> dict[Person | None, Known]:
        """Those with cards whom the page offers, once who is ticked is written."""
        return {each.person: each for each in known_people(self.activity)}

    def _as_known(self, card: Person, details: dict[str, Any]) -> dict[str, Any]:
        """The capacity and the body of somebody who was typed and would have been offered to be ticked."""
        known = self._offered.get(card)
        if known is None or details["capacity"] or details["organisation"]:
            return details
        return {"capacity": known.capacity, "organisation": known.body}

    def _correct_guest(self, row: Attendance, name: str, details: dict[str, Any]) -> None:
        came, left = row.came_at, row.left_at
        write_presence(
            row, status=row.status, came_at=came, left_at=left, guest_name=name, same=SameField.NO, **details
        )

    def _body(self, name: str, row: Attendance | None) -> Organisation | None:
        if not name:
            return None
        if row is not None and row.organisation is not None and row.organisation.name == name:
            return row.organisation
        return self.names.body(name, "body", near=self.bodies)

    # -- what was said ------------------------------------------------------------------------------------------

    def take_off_words(self, lines: Sequence[Said]) -> None:
        """Those whose line was emptied."""
        for line in lines:
            word = self._row(self.activity.words.standing(), line)
            if word is not None:
                word.withdraw()

    def word(self, line: Said) -> None:
        """What one of those present said; they are named as they stand on the list."""
        word: Word | None = self._row(self.activity.words.standing(), line)
        with _at(line, **{"": "text", "speaker": "who"}):
            if not line["text"]:
                raise Refused(_("Write what was said."), "text")
            speaker = self._speaker(line["who"], word)
            if word is not None:
                rewrite_word(word, speaker=speaker, text=line["text"], item=word.item)
            else:
                write_word(self.activity, speaker=speaker, text=line["text"])

    def _speaker(self, name: str, word: Word | None) -> Attendance:
        if word is not None and self.called.get(word.speaker_id) == name:
            return word.speaker
        wanted = joined_name(name)
        there = list(self.activity.attendance.present().select_related("person")) if wanted else []
        found = [row for row in there if wanted in _called(row)]
        found = found or [row for row in there if any(called.startswith(wanted) for called in _called(row))]
        if len(found) != 1:
            raise Refused(_("Write who spoke as the name stands among those present."), "who")
        return found[0]

    # -- what was decided, and what is to be done ---------------------------------------------------------------

    def decision(self, line: Said) -> None:
        """What was agreed; how it was taken stays as it was."""
        decision: Decision | None = self._row(self.activity.decisions.standing(), line)
        with _at(line, **{"": "text" if line["key"] else ""}):
            if decision is None:
                if line["text"] and not self._is_decided(line["text"]):
                    write_decision(self.activity, line["text"])
            elif line["text"]:
                decision.text = line["text"]
                decision.save()
            else:
                take_back_decision(decision)

    def _is_decided(self, text: str) -> bool:
        return self.activity.decisions.standing().filter(text=text).exists()

    def follow_up(self, line: Said) -> None:
        """What is to be done, by anybody or any body, by a day; one without a day or an owner is none."""
        task: FollowUp | None = self._row(self.activity.follow_ups.open(), line)
        if not (line["text"] or line["who"] or line["due_on"]) or (task is not None and not line["text"]):
            if task is not None:
                take_off_follow_up(self.actor, task)
            return
        with _at(line, **{"": "text", "owner": "who"}):
            for part, sentence in _NEEDED.items():
                if not line[part]:
                    raise Refused(sentence, part)
            said = {"text": line["text"], "due_on": line["due_on"], "owner": self._owner(line, task)}
            if task is not None:
                rewrite_follow_up(task, decision=task.decision, **said)
            elif not self._is_assigned(**said):
                write_follow_up(self.activity, **said)

    def _owner(self, line: Said, task: FollowUp | None) -> Person | Organisation:
        if task is not None and task.who is not None and task.who.name == line["who"]:
            return task.who
        name = self._meant(line["who"])
        near: list[Person | Organisation] = [*self.bodies, *people_of(self.activity)]
        card = self.names.card(name, "who", near=near)
        if isinstance(card, Person):
            self._join_guest(card, name)
        return card

    def _meant(self, typed: str) -> str:
        """The whole name of whoever is meant: of one who is there or offered and whose name begins so, else as it was typed.

        What stands behind a comma is no part of a name. One word alone that nobody's name begins with is asked about.
        """
        if self.names.is_known(typed):
            return typed
        name = _in_one_go({"name": typed})[0]
        if self.names.is_known(name):
            return name
        called = self._names_here
        wanted = joined_name(name)
        if not wanted or any(wanted == joined_name(one) for names in called for one in names):
            return name
        found = [names[0] for names in called if any(_begins(one, name) for one in names)]
        if len(found) > 1:
            text = _("Several names begin so: %(names)s. Write the whole name.")
            raise Refused(text % {"names": "، ".join(found[:4])}, "who")
        if not found and len(name.split()) == 1 and kind_told(name) is None:
            self.names.ask(_("Nobody here is called “%(name)s”: write the whole name.") % {"name": name})
        return found[0] if found else name

    @cached_property
    def _names_here(self) -> list[list[str]]:
        """How those are called who are on the list or offered there, and the bodies concerned; each once. Asked for once who was there is written."""
        there = self.activity.attendance.present().select_related("person")
        people = [row.person or row.guest_name for row in there]
        people += [each.person or each.name for each in known_people(self.activity)]
        cards = dict.fromkeys([*people, *self.bodies])
        return [[card] if isinstance(card, str) else [card.name, card.name_ar, card.name_fr] for card in cards]

    def _join_guest(self, card: Person, name: str) -> None:
        """A guest who has a card now stands on the list by it."""
        rows = self.activity.attendance.standing()
        guest = rows.filter(person=None, guest_name=name).first()
        if guest is not None and not rows.filter(person=card).exists():
            guest.person, guest.guest_name = card, ""
            guest.save()

    def _is_assigned(self, *, text: str, due_on: Any, owner: Person | Organisation) -> bool:
        whose = {"body": owner} if isinstance(owner, Organisation) else {"owner": owner}
        return self.activity.follow_ups.open().filter(text=text, due_on=due_on, **whose).exists()


_NEEDED = {
    "text": _("Write what is to be done."),
    "who": _("Write who is to do it."),
    "due_on": _("Write by which day."),
}


def _in_one_go(line: Said) -> tuple[str, str, str]:
    """Name, capacity and body of a line, also where all of them stand in the box of the name."""
    name, capacity, body = (line.get(part) or "" for part in ("name", "capacity", "body"))
    parts = COMMA.split(name.strip(" ،,;؛"), maxsplit=2)
    if len(parts) > 1 and not capacity and not body:
        return parts[0], parts[1], parts[2] if parts[2:] else ""
    return name, capacity, body


def _begins(whole: str, name: str) -> bool:
    """Whether the first words of a name are those."""
    return fold(whole).startswith(f"{fold(name)} ")


def _called(row: Attendance) -> set[str]:
    names = (row.person.name_ar, row.person.name_fr) if row.person else (row.guest_name,)
    return {joined_name(name) for name in names if name}
