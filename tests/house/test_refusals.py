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


SAID = {"field", "message"}  # of a `Refused`; what more its kinds hold is read beside one of them


def unnamed(source: str, kinds: set[str]) -> Iterator[int]:
    """The lines that take any refusal: `raises` after which nobody reads what was said, `assert is_refused(…)` of a bare command."""
    tree = ast.parse(source)
    fields = _giving_fields(tree)
    for scope in _scopes(tree):
        caught = [(node, item) for node in scope if isinstance(node, ast.With) for item in node.items]
        for node, item in caught:
            if _takes(item.context_expr, kinds) and not _is_named(node, item, caught, scope):
                yield item.context_expr.lineno
        yield from (node.lineno for node in scope if isinstance(node, ast.Assert) and _is_bare(node.test, fields))


def _scopes(tree: ast.Module) -> Iterator[list[ast.AST]]:
    """What is written in each function, and outside of all; what stands in a function within one belongs to that alone."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        within, scope = list(ast.iter_child_nodes(waiting.pop())), []
        while within:
            node = within.pop()
            scope.append(node)
            if isinstance(node, ast.FunctionDef | ast.Lambda):
                waiting.append(node)
            else:
                within.extend(ast.iter_child_nodes(node))
        yield scope


def _is_named(
    node: ast.With, item: ast.withitem, caught: list[tuple[ast.With, ast.withitem]], scope: list[ast.AST]
) -> bool:
    """True when what was said is read after the refusal, and before another is caught under its name."""
    refusal = item.optional_vars and ast.unparse(item.optional_vars)
    again = [
        other.lineno
        for other, each in caught
        if each.optional_vars and ast.unparse(each.optional_vars) == refusal and other.lineno > node.end_lineno
    ]
    empty = {id(each) for one in scope if isinstance(one, ast.Assert) for each in _says_nothing(one.test)}
    return any(
        _read(each) == refusal and id(each) not in empty and node.end_lineno < each.lineno < min(again, default=10**6)
        for each in scope
        if _read(each)
    )


def _read(node: ast.AST) -> str | None:
    """Of what `node` is the field or the sentence: `refusal` of `refusal.value.field`, of `str(refusal.value)`."""
    if isinstance(node, ast.Attribute) and node.attr in SAID:
        value = node.value
    elif isinstance(node, ast.Call) and _called(node) == "str" and len(node.args) == 1:
        value = node.args[0]
    else:
        return None
    return ast.unparse(value.value) if isinstance(value, ast.Attribute) and value.attr == "value" else None


def _says_nothing(test: ast.expr) -> Iterator[ast.AST]:
    """What is read without being told apart: a sentence that is just there, a field that is none, as of most sentences."""
    read = test.left if _is_none(test) else test
    yield read
    if isinstance(read, ast.Call):
        yield from read.args


def _is_none(test: ast.expr) -> bool:
    return (
        isinstance(test, ast.Compare)
        and ast.unparse(test.comparators[0]) == "None"
        and isinstance(test.ops[0], ast.Is | ast.Eq)
    )


def _is_bare(test: ast.expr, fields: set[str]) -> bool:
    """`is_refused(…)`; `refusal(…) is None` of a helper that gives the field, for most sentences stand at none."""
    call = test.left if _is_none(test) else test
    return isinstance(call, ast.Call) and _called(call) in (fields if _is_none(test) else {"is_refused"})


def _giving_fields(tree: ast.Module) -> set[str]:
    """The helpers of a file that return the field of a refusal."""
    return {
        helper.name
        for helper in tree.body
        if isinstance(helper, ast.FunctionDef)
        for each in ast.walk(helper)
        if isinstance(each, ast.Return) and isinstance(each.value, ast.Attribute) and _read(each.value)
    }


def _takes(node: ast.AST, kinds: set[str]) -> bool:
    """True for `pytest.raises(Refused)` without a `match`."""
    if (
        not isinstance(node, ast.Call)
        or _called(node) != "raises"
        or any(each.arg == "match" for each in node.keywords)
    ):
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


CAUGHT = "with pytest.raises(Refused) as refusal:\n    act()\n"
GIVEN = f"def refusal(act):\n    {CAUGHT.replace(chr(10), chr(10) + '    ')}return refusal.value.field\n"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("with pytest.raises(Refused):\n    act()", [1]),
        ("with pytest.raises(commands.Stale) as refusal:\n    act()\nassert refusal", [1]),
        ("with pytest.raises((KeyError, Refused)), override('en'):\n    act()", [1]),
        ("with pytest.raises(Refused, match='seats'):\n    act()", []),
        ("with pytest.raises(KeyError):\n    act()", []),
        ("with says_no('No seat is free.'):\n    act()", []),
        ("assert is_refused(act, actor)", [1]),
        ("assert is_refused(act, actor) == is_open", []),
        (CAUGHT + "assert refusal.value.field == 'seats'", []),
        (CAUGHT + "assert 'seat' in str(refusal.value)", []),
        (CAUGHT + "assert 'seat' in str(refusal.value.message)", []),
        (CAUGHT + "assert refusal.value.field is None", [1]),
        (CAUGHT + "assert str(refusal.value.message)", [1]),
        (CAUGHT + "assert refusal.value.message", [1]),
        (CAUGHT + "assert refusal.value.args == ()", [1]),
        (CAUGHT + "    assert refusal.value.field == 'seats'", [1]),  # what is never reached
        (CAUGHT + CAUGHT + "assert refusal.value.field == 'seats'", [1]),
        (f"{GIVEN}def test_it():\n    with pytest.raises(Refused) as refusal:\n        act()", [6]),
        (f"{GIVEN}assert refusal(act) == 'seats'", []),
        (f"{GIVEN}assert refusal(act) is None", [5]),
    ],
)
def test_what_takes_any_refusal_is_found(source, lines):
    assert list(unnamed(source, {"Refused", "Stale"})) == lines
