"""What the docs name is there: the files, the tests in them, the targets of make."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from tests.house.ground import ROOT, files, name, none

DOCS = ("docs/*.md", "docs/adr/*.md", "README.md", "CONTRIBUTING.md", "SECURITY.md")
FOLDERS = ("sanad", "tests", "docs", "scripts", "requirements", ".ci")
# `sanad/<slice>/commands.py`, `training/{sessions,learning}/`, `tests/house/test_docs.py::test_name`, `policies.py: can_see`
FILE = re.compile(
    r"`((?:[\w.{},*<>-]+/)*[\w{},*<>-]+(?:\.(?:py|html|css|js|md|toml|txt|typ|json|in)|/))(?:(?:::|: )([\w.]+))?`"
)
TARGET = re.compile(r"`make ([a-z-]+)")
# What the installation or a run makes, and what a server keeps elsewhere.
MADE = {"var/", "build/", "files/", "keys/", ".venv/"}


def spelled(pattern: str) -> Iterator[str]:
    """`a/{b,c}.py` is `a/b.py` and `a/c.py`; `<slice>` is any."""
    parts = [part.split(",") for part in re.split(r"[{}]", re.sub(r"<\w+>", "*", pattern))]
    yield from map("".join, product(*parts))


@cache
def paths() -> list[Path]:
    """Whatever the project holds."""
    within = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts]
    return [*ROOT.glob("*"), *(ROOT / folder for folder in FOLDERS), *within]


def where(pattern: str) -> list[Path]:
    """What is called this, wherever it lies: the docs say as much of a path as a reader needs."""
    return [path for path in paths() if fnmatch(f"/{name(path)}", f"*/{pattern.rstrip('/')}")]


def holds(source: str, said: str) -> bool:
    """Whether `Certificate.standing`, `can_see`, a constant are made in this file."""
    return all(
        re.search(rf"^\s*((async )?def|class) {each}\b|^{each}\b.* = ", source, re.MULTILINE)
        for each in said.split(".")
    )


def gone(text: str) -> Iterator[str]:
    """What a text names and nobody finds."""
    for pattern, said in FILE.findall(text):
        if pattern in MADE or pattern.startswith("."):
            continue
        for spelling in spelled(pattern):
            found = where(spelling)
            if not found:
                yield spelling
            elif said and not any(holds(path.read_text(), said) for path in found):
                yield f"{spelling}: {said}"
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    yield from (f"make {target}" for target in TARGET.findall(text) if target not in targets)


def test_what_the_docs_name_is_there():
    broken = [f"{name(path)}: {each}" for path in files(*DOCS, inside=ROOT) for each in gone(path.read_text())]
    none(broken, "The docs name what is not there:")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (
            "`tests/house/test_docs.py::test_what_the_docs_name_is_there` `make test`, `commands/clock.py`, `house/test_docs.py: gone`",
            [],
        ),
        ("`attendance/commands/{clock,cluck}.py`", ["attendance/commands/cluck.py"]),
        ("`tests/house/test_docs.py::test_nothing`", ["tests/house/test_docs.py: test_nothing"]),
        ("`<slice>/commands.py` `<slice>/comands.py`", ["*/comands.py"]),
        ("`training/nowhere/`", ["training/nowhere/"]),
        ("`make tests`", ["make tests"]),
    ],
)
def test_what_is_gone_is_found(text, missing):
    assert list(gone(text)) == missing
