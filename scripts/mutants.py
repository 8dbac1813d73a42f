"""Do the tests notice when a rule is changed? `python scripts/mutants.py [--seed N] [--count N] [--only PATH]`.

A seeded sample of small changes to commands, policies, queries, states, the named sets of models and the foundation, each made alone in a copy of the
tree, on which the tests of its slice are run until one fails. A change that no test notices survives, and is printed. Exit 1
when fewer than nine of ten die. How Python is changed is cosmic-ray's; what is changed in a query is told here.
"""

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import Queue
from typing import Any, ClassVar

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator
from parso.python.tree import ExprStmt, Name
from rich.progress import track

ROOT = Path(__file__).resolve().parents[1]
TREES = ROOT / "build" / "mutants"
ROOMS = re.compile(r"/(commands|policies|queries|states|reminders|seals|models|foundation)\b")
NO_ROOMS = re.compile(r"/(migrations|management|templatetags|formats|demo|bench)/|/(apps|urls|views|forms|icons)\b")
# Numbers that change how fast something is, or how long a text, and nothing that a test could see.
NO_RULE = re.compile(
    r"batch_size|chunk_size|max_length|maxsize|iterator\(|timeout|strict=True|frozen=True|slots=True|1024|logger\.|\[: ?\d+\]"
)
ENOUGH = 0.9
APART = {"journeys", "attack", "bench", "fuzz", "upgrade", "operate", "house"}
EVERYWHERE = {"test_first_and_last_days"}
PATIENCE = 150  # seconds for the tests of one change; one that makes them hang was noticed
CHANGES = [
    "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_LtE_Lt",
    "ReplaceComparisonOperator_Gt_GtE",
    "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_Eq_NotEq",
    "ReplaceComparisonOperator_NotEq_Eq",
    "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceComparisonOperator_IsNot_Is",
    "ReplaceBinaryOperator_Add_Sub",
    "ReplaceBinaryOperator_Sub_Add",
    "ReplaceBinaryOperator_Mul_FloorDiv",
    "ReplaceBinaryOperator_FloorDiv_Mul",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceUnaryOperator_Delete_Not",
    "ReplaceContinueWithBreak",
    "AddNot",
    "NumberReplacer",
]


class Lookup(Operator):
    """A first or last day of a query: `__lte` becomes `__lt`, and the other way round."""

    OTHER: ClassVar[dict[str, str]] = {"lt": "lte", "lte": "lt", "gt": "gte", "gte": "gt"}

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Where a keyword of a call is such a lookup."""
        if isinstance(node, Name) and node.value.rpartition("__")[2] in self.OTHER and "__" in node.value:
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:  # noqa: ARG002  the interface of the library
        """The neighbour of the lookup."""
        column, _, lookup = node.value.rpartition("__")
        return Name(f"{node.prefix}{column}__{self.OTHER[lookup]}", node.start_pos)

    @classmethod
    def examples(cls) -> tuple[()]:
        """None: they are for the library's own tests."""
        return ()


class NoRefusal(Operator):
    """A refusal that is not raised."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Where `raise Refused(…)` stands."""
        if node.type == "raise_stmt" and "Refused" in node.get_code():
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:  # noqa: ARG002  the interface of the library
        """Nothing happens instead."""
        return ExprStmt([Name(f"{node.get_first_leaf().prefix}None", node.start_pos)])

    @classmethod
    def examples(cls) -> tuple[()]:
        """None: they are for the library's own tests."""
        return ()


@dataclass(frozen=True)
class Mutant:
    """One change: the file, how it is changed, which of the places of that kind in it."""

    path: Path
    change: str
    place: int
    line: int

    @property
    def tests(self) -> list[str]:
        """The tests that name a function or module which it is in, wherever they stand, then all others of its slice."""
        slice_ = ROOT / "tests" / self.path.relative_to(ROOT / "sanad").parts[0]
        words = re.compile(rf"\b({self.function or self.path.stem}|{self.path.stem})\b")
        near = [path for path in quick_tests() if words.search(path.read_text())]
        near.sort(key=lambda path: (self.path.stem not in path.stem, slice_ not in path.parents))
        rest = [path for path in quick_tests() if slice_ in path.parents or path.stem in EVERYWHERE]
        return [str(path.relative_to(ROOT)) for path in dict.fromkeys([*near, *rest])]

    @property
    def function(self) -> str:
        """The function around it."""
        lines = self.path.read_text().splitlines()[: self.line]
        defs = [match[1] for line in lines if (match := re.match(r"\s*(?:def|class) (\w+)", line))]
        return defs[-1].strip("_") if defs else ""


@cache
def quick_tests() -> list[Path]:
    """The files of `make test`; those of browsers, benches and attacks take longer than a change is worth."""
    found = sorted((ROOT / "tests").rglob("test_*.py"))
    return [path for path in found if not APART.intersection(path.relative_to(ROOT).parts)]


def operator(change: str) -> Operator:
    """The change by its name."""
    return {"Lookup": Lookup, "NoRefusal": NoRefusal}.get(change) or get_operator(f"core/{change}")


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every change of a file that could break a rule."""
    lines = path.read_text().splitlines()
    columns = _columns(path) if "models" in {*path.parts, path.stem} else set()
    nodes = [node for node in ast_nodes(get_ast(path.read_text())) if node.type != "file_input"]
    for change in [*CHANGES, "Lookup", "NoRefusal"]:
        kind = operator(change)()
        places = [start for node in nodes for start, _end in kind.mutation_positions(node)]
        for place, (line, _column) in enumerate(places):
            if line not in columns and not NO_RULE.search(lines[line - 1]):
                yield Mutant(path, change, place, line)


def _columns(path: Path) -> set[int]:
    """The lines of models that say which columns there are: what the database holds is no rule of a function."""
    tree = ast.parse(path.read_text())
    inside = {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    return set(range(1, path.read_text().count("\n") + 2)) - inside


def sample(seed: int, count: int, only: str) -> list[Mutant]:
    """The changes to try: every file is as likely as it is long in rules."""
    files = [path for path in sorted((ROOT / "sanad").rglob("*.py")) if is_room(path) and only in str(path)]
    found = [mutant for path in files for mutant in mutants_of(path)]
    return random.Random(seed).sample(found, min(count, len(found)))  # noqa: S311  a sample, no secret


def is_room(path: Path) -> bool:
    """Whether a file holds rules."""
    where = "/" + path.relative_to(ROOT).as_posix().removesuffix(".py")
    return bool(ROOMS.search(where)) and not NO_ROOMS.search(where + "/")


def prepare_tree(number: int) -> Path:
    """A copy of the tree, in which one file at a time is changed."""
    tree = TREES / str(number)
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for name in ("sanad", "tests", "scripts", "docs", "requirements"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "manage.py", "README.md", "Makefile"):
        shutil.copy(ROOT / name, tree / name)
    (tree / "build").mkdir()
    (tree / "build" / "worlds").symlink_to(ROOT / "build" / "worlds")
    return tree


def dies(tree: Path, mutant: Mutant, world: str) -> bool:
    """Whether a test notices the change."""
    original = mutant.path.read_text()
    there = tree / mutant.path.relative_to(ROOT)
    there.write_text(mutate_code(original, operator(mutant.change)(), mutant.place))
    try:
        run = [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "-n",
            "0",
            "-p",
            "no:cacheprovider",
            "-m",
            "not slow",
            *mutant.tests,
        ]
        environment = {**os.environ, "SANAD_WORLD": world}
        try:
            done = subprocess.run(run, cwd=tree, env=environment, capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return True
        return done.returncode != 0
    finally:
        there.write_text(original)


def diff(mutant: Mutant) -> str:
    """What was changed, as two lines."""
    before = mutant.path.read_text()
    after = mutate_code(before, operator(mutant.change)(), mutant.place)
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    first = next(((old, new) for old, new in pairs if old != new), ("", ""))
    where = f"{mutant.path.relative_to(ROOT)}:{mutant.line} {mutant.change}"
    return f"{where}\n  - {first[0].strip()}\n  + {first[1].strip()}"


def world() -> str:
    """The fingerprint of the world of the tree as it is: it is made once, and every changed tree begins with it."""
    made = "from tests.worlds import fingerprint; print(fingerprint())"
    begin = [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/foundation/test_command_story.py"]
    subprocess.run(begin, cwd=ROOT, check=True, capture_output=True)
    there = {**os.environ, "DJANGO_SETTINGS_MODULE": "sanad.config.settings"}
    done = subprocess.run([sys.executable, "-c", made], cwd=ROOT, env=there, check=True, capture_output=True, text=True)
    return done.stdout.split()[-1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    started, kept = time.monotonic(), world()
    chosen = sample(asked.seed, asked.count, asked.only)
    trees: Queue[Path] = Queue()
    for number in range(asked.jobs):
        trees.put(prepare_tree(number))

    def tried(mutant: Mutant) -> bool:
        tree = trees.get()
        try:
            return dies(tree, mutant, kept)
        finally:
            trees.put(tree)

    survivors = []
    with ThreadPoolExecutor(asked.jobs) as pool:
        results = zip(chosen, pool.map(tried, chosen), strict=True)
        for mutant, died in track(results, "Mutants", total=len(chosen)):
            if not died:
                survivors.append(mutant)
                print(diff(mutant), flush=True)
    dead = len(chosen) - len(survivors)
    print(f"{dead} of {len(chosen)} died (seed {asked.seed}), {time.monotonic() - started:.0f} s")
    return int(dead < ENOUGH * len(chosen))


if __name__ == "__main__":
    sys.exit(main())
