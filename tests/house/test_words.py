"""What is written about the house says all of it: reasons for libraries, targets, words of the command line."""

import re

from sanad.cli import WORDS
from tests.house.ground import ROOT, files, none


def requirements() -> list[str]:
    lines = (ROOT / "requirements" / "base.in").read_text().splitlines()
    found = [re.match(r"[A-Za-z0-9._-]+", line) for line in lines if line.strip() and not line.startswith(("#", "-"))]
    return [match[0] for match in found if match]


def targets() -> list[str]:
    return re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_every_library_has_its_reason():
    reasons = "\n".join(path.read_text() for path in files("*.md", inside=ROOT / "docs" / "adr")).lower()
    assert len(requirements()) > 10
    none([each for each in requirements() if each.lower() not in reasons], "docs/adr says why we use a library:")


def test_the_readme_names_every_target():
    readme = (ROOT / "README.md").read_text()
    assert {"run", "test", "check", "ci"} <= set(targets())
    none([f"make {each}" for each in targets() if f"make {each}" not in readme], "README names every target:")


def test_the_readme_names_every_command():
    readme = (ROOT / "README.md").read_text()
    assert {"serve", "demo", "verify"} <= set(WORDS)
    none([f"sanad {each}" for each in WORDS if f"sanad {each}" not in readme], "README names every command:")


def test_the_house_is_drawn_as_it_stands():
    """docs/house.md shows each slice that has files."""
    drawing = (ROOT / "docs" / "house.md").read_text()
    slices = [path.parent.name for path in files("*/apps.py")]
    missing = [each for each in slices if not re.search(rf"\b{each}\b", drawing)]
    none([each for each in missing if each not in {"demo", "bench"}], "docs/house.md draws every slice:")


def test_the_version_is_one():
    import tomllib

    import sanad

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == sanad.__version__


def test_each_place_that_the_house_names_is_there():
    """«Where is …?» of docs/house.md: a file, and what stands in it."""
    table = (ROOT / "docs" / "house.md").read_text().partition("## Where is …?")[2].partition("\n## ")[0]
    named = re.findall(r"`([\w/]+\.py)(?:: ([^`]+))?`", table)
    assert len(named) > 12
    broken = []
    for path, names in named:
        text = (ROOT / "sanad" / path).read_text() if (ROOT / "sanad" / path).exists() else ""
        for each in re.findall(r"[\w.]+", names) or [""]:
            word = each.rpartition(".")[2]
            if not text or (word and not re.search(rf"^\s*(def|class) {word}\b|^{word}\b.*=", text, re.MULTILINE)):
                broken.append(f"{path}: {each}")
    none(broken, "docs/house.md names what is not there:")
