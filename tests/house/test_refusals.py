"""A refusal that a test expects is named: by its sentence, or by the field at which it stands."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.ground import ROOT, files, name, none


def refusals() -> set[str]:
    """`Refused` and what is made from it."""
    made = {
        each
        for path in files("**/*.py")
        for each in re.findall(r"^class (\w+)\(Refused\)", path.read_text(), re.MULTILINE)
    }
    return {"Refused", *made}


def unnamed(source: str, kinds: set[str]) -> Iterator[int]:
    """The lines that take any refusal: `raises` of which nobody reads what was said, `assert is_refused(…)` of a bare command."""
    tree = ast.parse(source)
    read = {ast.unparse(node.value.value) for node in ast.walk(tree) if _is_read(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.With):
            yield from (
                item.context_expr.lineno
                for item in node.items
                if _takes(item.context_expr, kinds) and ast.unparse(item.optional_vars or item.context_expr) not in read
            )
        elif isinstance(node, ast.Assert) and isinstance(node.test, ast.Call) and _called(node.test) == "is_refused":
            yield node.lineno


def _is_read(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "value"


def _takes(node: ast.AST, kinds: set[str]) -> bool:
    """True for `pytest.raises(Refused)` without a `match`."""
    if not isinstance(node, ast.Call) or _called(node) != "raises" or node.keywords:
        return False
    return bool(kinds & {each for argument in node.args for each in re.findall(r"\w+", ast.unparse(argument))})


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def test_every_refusal_is_named():
    kinds = refusals()
    broken = [
        f"{name(path)}:{line}"
        for path in files("**/*.py", inside=ROOT / "tests")
        for line in unnamed(path.read_text(), kinds)
    ]
    none(broken, "Any refusal would do here; say which (tests/refusals.py: `with says_no(sentence, field=…)`):")


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("with pytest.raises(Refused):\n    act()", [1]),
        ("with pytest.raises(commands.Stale) as refusal:\n    act()\nassert refusal", [1]),
        ("with pytest.raises((KeyError, Refused)), override('en'):\n    act()", [1]),
        ("assert is_refused(act, actor)", [1]),
        ("with pytest.raises(Refused, match='seats'):\n    act()", []),
        ("with pytest.raises(Refused) as refusal:\n    act()\nassert refusal.value.field == 'seats'", []),
        ("assert is_refused(act, actor) == is_open", []),
        ("with says_no('No seat is free.'):\n    act()", []),
        ("with pytest.raises(KeyError):\n    act()", []),
    ],
)
def test_what_takes_any_refusal_is_found(source, lines):
    assert list(unnamed(source, {"Refused", "Stale"})) == lines
