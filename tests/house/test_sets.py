"""Which rows count is said once, as a set of the model; what asks for them uses it by its name."""

import re

from tests.house.ground import files, lines_with, name, none

BY_HAND = re.compile(r"(revoked|withdrawn)_at(__isnull)?=(None|True)\b")


def test_what_was_not_taken_back_is_asked_for_by_its_name():
    broken = [
        f"{name(path)}:{line}"
        for path in files("**/*.py")
        if "models" not in {*path.parts, path.stem} and name(path) != "sanad/foundation/naming/parts.py"
        for line in lines_with(BY_HAND.pattern, path.read_text())
    ]
    none(
        broken,
        "A set of the model says it (`standing()`, `unrevoked()`, `unused()`, `open()`), or `naming.parts.unwithdrawn`:",
    )
