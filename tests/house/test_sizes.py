"""Small pieces with names of their own."""

import ast

from tests.house.ground import ROOT, files, name, none, templates

FILE, FUNCTION, TEMPLATE = 400, 50, 80
# Names that say nothing: what is inside has a noun.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core", "tools", "stuff"}


def python():
    return [path for folder in ("sanad", "tests", "scripts") for path in files("**/*.py", inside=ROOT / folder)]


def count(path) -> int:
    return len(path.read_text().splitlines())


def test_files_are_small():
    none([f"{name(p)}: {count(p)} lines" for p in python() if count(p) > FILE], f"A file has at most {FILE} lines:")


def test_functions_are_small():
    broken = []
    for path in python():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = node.end_lineno - node.lineno + 1
                if length > FUNCTION:
                    broken.append(f"{name(path)}:{node.lineno} {node.name}: {length} lines")
    none(broken, f"A function has at most {FUNCTION} lines:")


def test_templates_are_small():
    broken = [f"{name(path)}: {count(path)} lines" for path in templates() if count(path) > TEMPLATE]
    none(broken, f"A template has at most {TEMPLATE} lines:")


def test_names_say_something():
    broken = [name(path) for path in python() if {path.stem, path.parent.name} & EMPTY_NAMES]
    none(broken, "A file is called after what it holds:")
