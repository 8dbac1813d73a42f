"""The catalogue: the courses of a space, those that come with Sanad, and those that were shown to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from sanad.accompaniment.models import PlanItem
from sanad.courses.models import Course
from sanad.courses.policies import visible_to
from sanad.courses.queries.syllabus import Syllabus, said, shipped, syllabus
from sanad.diagnosis.instruments.queries.shipped import shipped_instruments
from sanad.foundation.naming.order import by_code_point
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space

INSTRUMENT = "sanad-8"  # whose items the outcomes of courses name
LEVELS, FIELDS = dict(Course.Level.choices), dict(PlanItem.Field.choices)


@dataclass(frozen=True)
class Entry:
    """A course in the list; `row` is missing while the space did not take over what comes with Sanad."""

    key: str
    title: str
    field: str
    level: str
    minutes: int
    version: int
    row: Course | None
    keeper: Space | None
    coming: int = 0

    @property
    def level_name(self) -> Text:
        """The level in words."""
        return LEVELS.get(self.level, "")

    @property
    def query(self) -> str:
        """What its address carries when another space keeps it."""
        return f"?v={self.row.pk}" if self.keeper and self.row else ""


@dataclass(frozen=True)
class Seen:
    """A version of a course that somebody may read, and whose files its lessons show."""

    key: str
    content: dict[str, Any]
    space_id: UUID
    row: Course | None
    is_own: bool
    is_newest: bool

    @property
    def text(self) -> Syllabus:
        """The course in the language of the page."""
        return syllabus(self.content)

    @property
    def version(self) -> int:
        """Its number."""
        return int(self.content["version"])

    @property
    def query(self) -> str:
        """What addresses beneath it carry so that they lead to this version."""
        return "" if self.is_own and self.is_newest else f"?v={self.row.pk}" if self.row else ""


def newest(rows: QuerySet[Course]) -> list[Course]:
    """The newest version of each course of each space, without the content."""
    found: dict[tuple[UUID, str], Course] = {}
    for row in rows.select_related("space").defer("content").order_by(by_code_point("key"), "-version"):
        found.setdefault((row.space_id, row.key), row)
    return list(found.values())


def entries(actor: Actor, coming: Mapping[tuple[UUID, str], int]) -> list[tuple[Text, list[Entry]]]:
    """The catalogue by field: the space's own, what comes with Sanad, and what was shown to it.

    `coming` says how often each is taught soon, by space and key of the course.
    """
    rows = newest(visible_to(actor, Course))
    own = {row.key: row.version for row in rows if row.space_id == actor.space_id}
    found = [_entry(row, actor, coming) for row in rows if not _is_overtaken(row, actor)]
    found += [
        Entry(
            key,
            said(content["title"]),
            content["field"],
            content["level"],
            syllabus(content).minutes,
            content["version"],
            None,
            None,
        )
        for key, content in shipped().items()
        if own.get(key, 0) < content["version"]
    ]
    found.sort(key=lambda entry: (list(LEVELS).index(entry.level), entry.title))
    shelves = [(label, [entry for entry in found if entry.field == field]) for field, label in FIELDS.items()]
    return [(label, shelf) for label, shelf in shelves if shelf]


def _is_overtaken(row: Course, actor: Actor) -> bool:
    """A newer version came with Sanad; it is taken over when it is first used."""
    known = shipped().get(row.key)
    return row.space_id == actor.space_id and known is not None and known["version"] > row.version


def _entry(row: Course, actor: Actor, coming: Mapping[tuple[UUID, str], int]) -> Entry:
    keeper = row.space if row.space_id != actor.space_id else None
    return Entry(
        row.key,
        row.title,
        row.field,
        row.level,
        row.minutes,
        row.version,
        row,
        keeper,
        coming.get((row.space_id, row.key), 0),
    )


def seen(actor: Actor, key: str, version: UUID | None = None) -> Seen | None:
    """The course of that key, in its newest version or in the one named; None for who may not see it.

    The space's own comes first, then what comes with Sanad, then what was shown to it.
    """
    rows = visible_to(actor, Course).filter(key=key)
    own = rows.filter(space=actor.space)
    if version is not None:
        row = rows.filter(pk=version).first()
        return _of_row(row, actor, own) if row is not None else None
    row = own.order_by("-version").first()
    content = shipped().get(key)
    if content is not None and (row is None or row.version < content["version"]):
        return Seen(key, content, actor.space_id, None, is_own=True, is_newest=True)
    row = row or rows.order_by("-version").first()
    return _of_row(row, actor, own) if row is not None else None


def _of_row(row: Course, actor: Actor, own: QuerySet[Course]) -> Seen:
    is_own = row.space_id == actor.space_id
    is_newest = is_own and not own.filter(version__gt=row.version).exists()
    return Seen(row.key, row.content, row.space_id, row, is_own, is_newest)


def outcomes_of(course: Syllabus) -> list[tuple[Text, str]]:
    """(title of the item of the diagnosis, what changes): never a raw key."""
    titles = {item.key: str(item.title) for item in shipped_instruments()[INSTRUMENT].items}
    return [(titles.get(outcome.item, ""), outcome.text) for outcome in course.outcomes]


def prerequisites_of(actor: Actor, course: Syllabus) -> list[tuple[str, Text]]:
    """(key, title) of the courses that come before, those that can be seen."""
    known = {row.key: row.title for row in newest(visible_to(actor, Course).filter(key__in=course.prerequisites))}
    titles = {key: known.get(key) or said(shipped().get(key, {}).get("title", {})) for key in course.prerequisites}
    return [(key, title) for key, title in titles.items() if title]


def versions_of(actor: Actor, key: str) -> QuerySet[Course]:
    """The versions that the space keeps, the newest first."""
    return visible_to(actor, Course).filter(space=actor.space, key=key).defer("content").order_by("-version")


def course_choices(space_id: UUID) -> list[tuple[str, str]]:
    """(key, title) of the courses that a space can give: its own, in their newest version, and those that are shipped."""
    found = {key: said(content["title"]) for key, content in shipped().items()}
    for course in Course.objects.filter(space_id=space_id).defer("content").order_by(by_code_point("key"), "version"):
        found[course.key] = course.title
    return sorted(found.items(), key=lambda pair: pair[1])
