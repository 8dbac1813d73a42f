"""What the laws look at: the order of the slices, read from the contracts, and the files of the house."""

import re
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SANAD = ROOT / "sanad"


@cache
def contracts() -> dict[str, dict]:
    """The import contracts of pyproject.toml by their id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


@cache
def ranks() -> dict[str, int]:
    """Every slice, with 0 for the highest layer; neighbours have the same rank."""
    layers = contracts()["house"]["layers"]
    return {name: rank for rank, layer in enumerate(layers) for name in re.findall(r"\w+", layer)}


def may_know(slice_: str, other: str) -> bool:
    """A slice may know itself and what lies below; a neighbour is neither."""
    return slice_ == other or ranks()[slice_] < ranks()[other]


def slice_of(path: Path) -> str:
    """`sanad/activities/templates/…` belongs to activities."""
    return path.relative_to(SANAD).parts[0].removesuffix(".py")


def standing() -> set[str]:
    """The slices that have rows: those with models."""
    return {path.parent.name for path in [*SANAD.glob("*/models.py"), *SANAD.glob("*/models")]}


def files(*patterns: str, inside: Path = SANAD) -> list[Path]:
    """The files of these patterns; never an empty list, so that no law is kept by looking at nothing."""
    found = sorted({path for pattern in patterns for path in inside.glob(pattern) if path.is_file()})
    found = [path for path in found if "__pycache__" not in path.parts and "migrations" not in path.parts]
    assert found, f"no file matches {patterns} in {inside}"
    return found


def templates() -> list[Path]:
    return files("*/templates/**/*.html", "*/templates/**/*.txt")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_with(pattern: str, text: str, flags: int = 0) -> list[str]:
    """`line number: match` for each match."""
    return [f"{text.count(chr(10), 0, match.start()) + 1}: {match[0]}" for match in re.finditer(pattern, text, flags)]


def none(broken: list[str], law: str) -> None:
    """Fail with every place where the law is broken."""
    assert not broken, law + "\n  " + "\n  ".join(broken)
