"""A course while it is written: its parts by name, and what it becomes when one of them changes."""

from copy import deepcopy
from typing import Any

from sanad.courses.models import Course
from sanad.courses.queries.catalogue import Seen, seen
from sanad.courses.queries.syllabus import shipped
from sanad.courses.queries.validation import Known
from sanad.foundation.spaces.actor import Actor

CARD = ("title", "field", "level", "about", "audience", "rule", "validity_months", "prerequisites")
AIMS = ("objectives", "outcomes", "materials")
WHOLE = {"card": CARD, "aims": AIMS}  # parts that are written in one go
LISTS = {"programme": "h", "test": "q", "feedback": "f", "feedback_later": "g", "lessons": "l"}  # row by row
NEW = "new"
STANDARD = "management"  # whose opinions a course begun from nothing asks for


def draft_of(actor: Actor, key: str) -> Seen | None:
    """The newest version of a course that the space may go on with; None for any other."""
    found = seen(actor, key)
    return found if found is not None and found.is_own else None


def content_at(actor: Actor, key: str, version: int) -> dict[str, Any] | None:
    """The content of a version, of the space or as it comes with Sanad."""
    row = Course.objects.filter(space=actor.space, key=key, version=version).first()
    known = shipped().get(key)
    if row is None and known is not None and known["version"] == version:
        return known
    return row.content if row is not None else None


def known_to(actor: Actor) -> Known:
    """Which courses may come before one of the space, and what comes before those."""

    def known(key: str) -> list[str] | None:
        found = draft_of(actor, key)
        return list(found.content["prerequisites"]) if found is not None else None

    return known


def _name(part: str, row: dict[str, Any]) -> str:
    return f"h{row['half_day']}" if part == "programme" else str(row["key"])


def names_in(content: dict[str, Any], part: str) -> list[str]:
    """The names of the rows of a part, in order: keys, and h1, h2 … for half-days."""
    return [_name(part, row) for row in content[part]]


def value_at(content: dict[str, Any], part: str, name: str = "") -> dict[str, Any] | None:
    """A part, or the row of that name in it; None when there is none."""
    if part in WHOLE:
        return {each: content[each] for each in WHOLE[part]}
    return next((row for row in content[part] if _name(part, row) == name), None)


def with_value(
    content: dict[str, Any], part: str, name: str, value: dict[str, Any], place: int | None = None
) -> dict[str, Any]:
    """The content with that part or row changed, and the row at that place; a row called `new` comes last."""
    changed = deepcopy(content)
    if part in WHOLE:
        changed.update({each: value[each] for each in WHOLE[part] if each in value})
        return changed
    rows, names = changed[part], names_in(content, part)
    at = names.index(name) if name in names else len(rows)
    if part != "programme":
        key = name if name in names else f"{LISTS[part]}v{content['version'] + 1}"  # never given again
        value = {"key": key, **{each: words for each, words in value.items() if each != "key"}}
    rows[at : at + 1] = []
    to = at if place is None else max(0, min(place - 1, len(rows)))
    rows.insert(to, value)
    return _renumbered(changed)


def without(content: dict[str, Any], part: str, name: str) -> dict[str, Any]:
    """The content without that row."""
    changed = deepcopy(content)
    changed[part] = [row for row in changed[part] if _name(part, row) != name]
    return _renumbered(changed)


def _renumbered(content: dict[str, Any]) -> dict[str, Any]:
    content["programme"] = [{**half, "half_day": number} for number, half in enumerate(content["programme"], 1)]
    return content


def begun(key: str, source: dict[str, Any] | None, **card: Any) -> dict[str, Any]:
    """The first version of a new course: a copy of another one, or the frame with the usual questions about a course."""
    if source is not None:
        return {**deepcopy(source), "key": key, "version": 1, **card}
    nothing = {"ar": "", "fr": ""}
    usual = deepcopy(shipped()[STANDARD])
    return {
        "key": key,
        "version": 1,
        "field": "",
        "licence": usual["licence"],
        "level": "",
        "title": nothing,
        "about": nothing,
        "audience": nothing,
        "objectives": [],
        "outcomes": [],
        "prerequisites": [],
        "validity_months": None,
        "rule": usual["rule"],
        "programme": [],
        "materials": [],
        "test": [],
        "feedback": usual["feedback"],
        "feedback_later": usual["feedback_later"],
        "lessons": [],
        **card,
    }
