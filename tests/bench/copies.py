"""A country of spaces: what stands behind every address, thinned out and copied by the database itself.

A support organisation and the association that it accompanies are the pattern: some rows of every kind, with all that
they refer to. Each copy has the number of its own in the last eight digits of every key, so nothing but numbers comes
from here, and what refers to what stays as it was.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from sanad.directory.models import Organisation, Person
from sanad.foundation.naming.models import derived
from sanad.foundation.spaces.models import Space, User
from tests.bench.generator import AIMS, FIRST, LAST

EACH = int(os.environ.get("EACH", "2"))  # rows of a kind that a space has at most, and what they refer to
PEOPLE = 5
APART = {
    "foundation.RowCover",
    "foundation.CoveredColumns",
}  # what proves rows stands beside them, and is not read by pages
NAMES = 20_000  # different names; as in any country, many people share one
IS_SERVER = connection.vendor == "postgresql"
NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
DIGITS = "lpad(to_hex(n), 8, '0')" if IS_SERVER else "printf('%%08x', n)"


def run(sql: str, values: Iterable[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))


def unwatched() -> None:
    """What is copied is right already: nothing looks at it row by row, and the disk is not waited for."""
    if IS_SERVER:
        run("SET session_replication_role = replica")
    else:
        run("PRAGMA foreign_keys = OFF")
        run("PRAGMA synchronous = OFF")
        run("PRAGMA journal_mode = MEMORY")  # a log of everything that is copied would need the room twice


def known() -> None:
    """The database knows what it holds, as one at work does: PostgreSQL by itself, SQLite never."""
    if IS_SERVER:
        run("VACUUM ANALYZE")


@dataclass
class Pattern:
    """The rows that are copied, by model."""

    spaces: list[UUID]
    rows: dict[type[models.Model], dict[Any, models.Model]] = field(default_factory=dict)

    @classmethod
    def of(cls, *spaces: Space) -> "Pattern":
        """Some rows of each kind in these spaces."""
        found = cls([space.pk for space in spaces])
        for model in tenants():
            for key in found.spaces:
                rows = model._base_manager.filter(space=key).order_by("-pk")
                fitting = (row for row in rows.iterator(chunk_size=50) if found.take(row))
                list(islice(fitting, PEOPLE if model is Person else EACH))
        return found

    def take(self, row: models.Model) -> bool:
        """Take a row with all that it refers to; False, and nothing is taken, when some of it is of other spaces."""
        wanted: dict[tuple[type[models.Model], Any], models.Model] = {}
        waiting = [row]
        while waiting:
            each = waiting.pop()
            if (type(each), each.pk) in wanted or each.pk in self.rows.get(type(each), {}):
                continue
            if (each.pk if isinstance(each, Space) else getattr(each, "space_id", self.spaces[0])) not in self.spaces:
                return False
            wanted[type(each), each.pk] = each
            waiting += [
                getattr(each, link.name)
                for link in links(type(each))
                if getattr(each, link.attname) is not None and is_copied(getattr(each, link.name))
            ]
        for (model, key), each in wanted.items():
            self.rows.setdefault(model, {})[key] = each
        return True

    def copy(self, first: int, last: int) -> None:
        """Write the copies of these numbers."""
        for model, rows in self.rows.items():
            for place, key in enumerate(rows):
                run(_copied(model, place, first, last), [model._meta.pk.get_db_prep_value(key, connection)])


def tenants() -> list[type[models.Model]]:
    """The models whose rows are of one space."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("sanad."))
    return [model for model in ours if "space" in names(model) and model._meta.label not in APART]


def names(model: type[models.Model]) -> dict[str, models.Field]:
    return {column.name: column for column in model._meta.concrete_fields}


def links(model: type[models.Model]) -> Iterator[models.ForeignKey]:
    return (column for column in model._meta.concrete_fields if isinstance(column, models.ForeignKey))


def is_copied(row: Any) -> bool:
    """Of a space, or somebody; the places of the census and the courses that come with Sanad are everybody's."""
    return isinstance(row, Space | User) or getattr(row, "space_id", None) is not None


def _copied(model: type[models.Model], place: int, first: int, last: int) -> str:
    table, named = model._meta.db_table, model in (Person, Organisation)
    columns = [column for column in model._meta.concrete_fields if not isinstance(column, models.AutoField)]
    values = ", ".join(_value(model, column, named=named) for column in columns)
    among = (
        f" JOIN bench_names k ON k.kind = '{table}' AND k.number = ((n %% {NAMES}) * 7919 + {place * 13}) %% {NAMES}"
        if named
        else ""
    )
    return (
        f"INSERT INTO {table} ({_listed(columns)}) "
        f"{NUMBERS.format(first=first, last=last)} "
        f"SELECT {values} FROM numbers JOIN {table} t ON t.{model._meta.pk.column} = %s{among}"
    )


def _listed(columns: Iterable[models.Field]) -> str:
    return ", ".join(f'"{column.column}"' for column in columns)


def _value(model: type[models.Model], column: models.Field, *, named: bool) -> str:
    given = f't."{column.column}"'
    if isinstance(column, models.ForeignKey):
        target = column.related_model
        shared = [f"x.id = {given}"] if "space" in names(target) else []
        if shared and names(target)["space"].null:  # a row of everybody stays the one that is meant
            own = f"(SELECT x.space_id FROM {target._meta.db_table} x WHERE {shared[0]}) IS NULL"
            return f"CASE WHEN {own} THEN {given} ELSE {_numbered(given)} END"
        return _numbered(given) if isinstance(target._meta.pk, models.UUIDField) else given
    if isinstance(column, models.UUIDField):
        return _numbered(given)
    if named and column.name in {"name_ar", "folded", "skeleton", "sort_key"}:
        return f"k.{column.name}"
    if column.name in _apart(model):
        most = (column.max_length or 200) - 8
        kept = f"substr({given}, 1, {most})" if most > 20 else f"substr({given}, length({given}) - {most - 1})"
        return f"CASE WHEN {given} IS NULL THEN NULL ELSE {DIGITS} || {kept} END"
    return given


def _numbered(given: str) -> str:
    if IS_SERVER:
        return f"(substr({given}::text, 1, 28) || {DIGITS})::uuid"
    return f"substr({given}, 1, 24) || {DIGITS}"


def _apart(model: type[models.Model]) -> set[str]:
    """The columns of text that are unlike those of every other space."""
    told = {column.name for column in model._meta.concrete_fields if column.unique}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and "space" not in constraint.fields:
            told |= set(constraint.fields[-1:])
    if model is User:
        told |= {"username", "email", "phone"}
    return {name for name in told if isinstance(names(model).get(name), models.CharField | models.TextField)}


def write_names() -> None:
    """The names that copies are given, with their columns."""
    run(
        "CREATE TABLE bench_names (kind text, number int, name_ar text, folded text, skeleton text, sort_key text, "
        "PRIMARY KEY (kind, number))"
    )
    people = (" ".join(words) for words in product(FIRST, LAST, FIRST, LAST))
    bodies = (f"جمعية {first} {last} {aim}" for first, last, aim in product(FIRST, LAST, AIMS))
    spread = {Person: _spread(list(people)), Organisation: _spread(list(bodies))}
    for model, every in spread.items():
        rows = [(model._meta.db_table, number, name, *derived(name).values()) for number, name in enumerate(every)]
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO bench_names VALUES (%s, %s, %s, %s, %s, %s)", rows)


def _spread(every: list[str]) -> list[str]:
    """So many of them, none near the one before."""
    return [every[(number * 7919) % len(every)] for number in range(NAMES)]


def crowd(space: Space, people: int, start: int = 0x40000000) -> None:
    """So many people more in one space."""
    like = Person.objects.filter(space=space, user=None).first()
    columns = Person._meta.concrete_fields
    values = {column.name: f't."{column.column}"' for column in columns}
    values |= {"id": _numbered('t."id"')} | {
        name: f"k.{name}" for name in ("name_ar", "folded", "skeleton", "sort_key")
    }
    run(
        f"INSERT INTO directory_person ({_listed(columns)}) "
        f"{NUMBERS.format(first=start, last=start + people - 1)} "
        f"SELECT {', '.join(values[column.name] for column in columns)} FROM numbers JOIN directory_person t ON t.id = %s "
        f"JOIN bench_names k ON k.kind = 'directory_person' AND k.number = ((n %% {NAMES}) * 7919) %% {NAMES}",
        [like._meta.pk.get_db_prep_value(like.pk, connection)],
    )
