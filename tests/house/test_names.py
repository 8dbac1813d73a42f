"""Pieces with names of their own."""

from tests.house.ground import ROOT, files, name, none

# Names that say nothing: what is inside has a noun.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core", "tools", "stuff"}


def python():
    return [path for folder in ("sanad", "tests", "scripts") for path in files("**/*.py", inside=ROOT / folder)]


def test_names_say_something():
    broken = [name(path) for path in python() if {path.stem, path.parent.name} & EMPTY_NAMES]
    none(broken, "A file is called after what it holds:")
