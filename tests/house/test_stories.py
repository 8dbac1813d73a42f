"""A test has one reason to fail: a story of ten commands says that something is wrong, and not what."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.ground import ROOT, files, name, none
from tests.house.test_commands import registered

MOST = 7  # what leads up to the command that a test is about, and what it shows of it
APART = {ROOT / "tests" / "journeys"}  # a morning in a browser, from the first screen to the last


def told(source: str, verbs: set[str]) -> Iterator[tuple[str, set[str]]]:
    """Each test of a file with the commands that it names; a random story (`@given`) chooses among what it names.

    What stands in the decorators of a test is one case each, as a case of `parametrize` fails for itself.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not _is_random(node):
            yield node.name, {_named(each) for line in node.body for each in ast.walk(line)} & verbs


def _named(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _is_random(node: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Call) and _named(each.func) == "given" for each in node.decorator_list)


def test_no_test_tells_a_story_of_many_commands():
    verbs = {key.rpartition(".")[2] for key in registered()}
    broken = [
        f"{name(path)}: {test} ({len(named)}: {', '.join(sorted(named))})"
        for path in files("**/test_*.py", inside=ROOT / "tests")
        if not APART & set(path.parents)
        for test, named in told(path.read_text(), verbs)
        if len(named) > MOST
    ]
    none(broken, f"A test names at most {MOST} commands; split it by what may go wrong, shared steps are a fixture:")


@pytest.mark.parametrize(
    ("source", "named"),
    [
        (
            "def test_it(world):\n    open_it(world)\n    with says_no('…'):\n        close_it(world)",
            {"open_it", "close_it"},
        ),
        (
            "def test_it(world):\n    for act in (open_it, partial(commands.close_it)):\n        act(world)",
            {"open_it", "close_it"},
        ),
        ("def test_it(world):\n    def story():\n        open_it(world)\n    alone(story)", {"open_it"}),
        ("@pytest.mark.parametrize('act', [open_it, close_it])\ndef test_it(world, act):\n    act(world)", set()),
    ],
)
def test_what_a_test_names_is_counted(source, named):
    assert dict(told(source, {"open_it", "close_it"})) == {"test_it": named}


@pytest.mark.parametrize(
    "source", ["def ground(world):\n    open_it(world)", "@given(MOVES)\ndef test_it():\n    open_it()"]
)
def test_builders_and_random_stories_are_not_counted(source):
    assert dict(told(source, {"open_it"})) == {}
