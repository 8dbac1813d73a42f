"""No page reads a table whole: what it asks is found along an index, however many spaces there are beside its own.

The plans of the database are asked, not the clock. On PostgreSQL it is told to avoid whole tables wherever an index leads
to the rows, as it does by itself once there are many; what it reads whole even then, it has no index for.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tests.bench import copies
from tests.grounds import Spot, at
from tests.test_constant_queries import ASKED
from tests.visits import Walk

IS_SERVER = connection.vendor == "postgresql"
NAMED = re.compile(r'"(\w+)" (?:AS )?"?([A-Z]\w*)"?')
# Of SQLite: rows that are found along one column. Those in which it says nothing may be as many as there are.
ALONG_ONE = re.compile(r"SEARCH (\w+) USING (?:COVERING )?INDEX \w+ \((\w+)=\?\)$")
# Rows that are of no space: the places of the census. Requests that nobody answered: whoever keeps the installation reads them.
SAYS_ENOUGH = {"id", "space_id", "answered_at"}
OTHERS = 200  # pairs of other spaces
NO_SHORTCUTS = ("seqscan", "hashjoin", "mergejoin")  # which read whole tables while these are small
# Few, however many spaces there are.
SMALL = {
    "foundation_knownclock",
    "foundation_beginning",
    "foundation_coveredcolumns",
    "foundation_keeper",
    "territory_territoryrelease",
}
# Whether there is anybody at all, and what is published of every space.
OF_ALL = {"accounts:first_space", "accounts:begin", "public:door", "public:keys"}
Question = tuple[str, Any]


@contextmanager
def asking() -> Iterator[dict[str, Question]]:
    """What is read from the database meanwhile."""
    found: dict[str, Question] = {}

    def note(execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("SELECT", "(")):
            found.setdefault(sql, (sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def read_whole(question: Question) -> set[str]:
    """The tables of which a question reads every row."""
    sql, params = question
    named: dict[str, set[str]] = {}
    for table, alias in NAMED.findall(sql):
        named.setdefault(alias, set()).add(table)  # one name may stand for several, in parts that do not see each other
    found = _of_server(sql, params) if IS_SERVER else _of_file(sql, params)
    return {table for name in found for table in named.get(name, {name})}


def _of_file(sql: str, params: Any) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        steps = [row[3] for row in cursor.fetchall()]
    whole = {step.split()[1] for step in steps if step.startswith("SCAN ")}
    along = (match.groups() for step in steps if (match := ALONG_ONE.match(step)))
    return whole | {
        name
        for name, column in along
        if column not in SAYS_ENOUGH and re.search(rf'\b{name}"?\."{column}" IS NULL', sql)
    }


def _of_server(sql: str, params: Any) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        (plan,) = cursor.fetchone()
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return {node["Relation Name"] for node in _nodes(plan[0]["Plan"]) if _is_whole(node)}


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for each in node.get("Plans", ()):
        yield from _nodes(each)


def _is_whole(node: dict[str, Any]) -> bool:
    kind = node["Node Type"]
    return kind == "Seq Scan" or (kind in {"Index Scan", "Index Only Scan"} and "Index Cond" not in node)


@pytest.fixture
def large(ground):
    """On PostgreSQL tables in which the rows of the case are few among those of others; SQLite takes every table for a large one."""
    if IS_SERVER:
        copies.run("SET LOCAL session_replication_role = replica")
        copies.write_names()
        copies.Pattern.of(ground.case.sg.space, ground.case.president.space).copy(1, OTHERS)
        copies.run("ANALYZE")
        for name in NO_SHORTCUTS:
            copies.run(f"SET LOCAL enable_{name} = off")
    return ground


def _tables() -> set[str]:
    """Those that grow with the spaces."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("sanad.")]
    grown = (model for model in ours if not IS_SERVER or model._base_manager.count() > OTHERS)
    return {model._meta.db_table for model in grown} - SMALL


def _pages(ground: Any) -> list[Spot]:
    plain = {spot.name: spot for spot in ground.spots if not spot.address.parts}
    return [*ground.spots, *(Spot(plain[name].address, at(query=question)) for name, question in ASKED)]


def test_no_page_reads_a_table_of_all_spaces(large) -> None:
    tables = _tables()
    walk, told = Walk(large), {}
    for page in _pages(large):
        with asking() as questions:
            walk.visitor(page.at.by).get(page)
        for sql, question in questions.items() if page.name not in OF_ALL else ():
            told.setdefault(sql, (page, question))
    faults = [(page, sql, found) for sql, (page, question) in told.items() if (found := read_whole(question) & tables)]
    assert not faults, "\n\n".join(f"{page}: {', '.join(sorted(found))}\n{sql}" for page, sql, found in faults)
    assert len(told) > 400
