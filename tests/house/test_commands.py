"""Every write is a command with a policy, a promise and a test."""

import importlib
import pkgutil
import re

from django.utils.translation import override

import sanad
from sanad.foundation.command import REGISTRY
from tests.house.ground import ROOT, files, name, none


def registered():
    """All commands of the project; its modules are read first, so that none is missing."""
    for module in pkgutil.walk_packages(sanad.__path__, "sanad."):
        if ".commands" in module.name and ".management" not in module.name:
            importlib.import_module(module.name)
    found = {key: known for key, known in REGISTRY.items() if known.function.__module__.startswith("sanad.")}
    assert len(found) > 20
    return found


def test_every_command_asks_a_policy():
    none(
        [key for key, known in registered().items() if not known.policy.__name__.startswith("can_")],
        "The policy of a command is a `can_<verb>`:",
    )


def test_every_command_promises():
    none([key for key, known in registered().items() if not known.function.__doc__], "A command says what it promises:")


def test_every_command_says_what_the_history_reads():
    none([key for key, known in registered().items() if not str(known.says).strip()], "A command has words:")


def test_the_history_says_commitment():
    """“Promise” is the word of the screens for it (docs/glossary.md); the English of a history is that of its tables."""
    with override("en"):
        says = {key: str(known.says) for key, known in registered().items()}
    broken = [
        f"{key}: {text}" for key, text in says.items() if re.search(r"\b(promise|piece|point of the plan)s?\b", text)
    ]
    none(broken, "Histories say commitment, part, plan item:")


def test_every_command_is_tested_in_its_slice():
    tests: dict[str, str] = {}
    broken = []
    for key in registered():
        slice_, verb = key.split(".")[0], key.split(".")[-1]
        if slice_ not in tests:
            tests[slice_] = "\n".join(path.read_text() for path in (ROOT / "tests" / slice_).glob("**/test_*.py"))
        if not re.search(rf"\b{verb}\b", tests[slice_]):
            broken.append(key)
    none(broken, "A command is named by a test of its slice:")


def test_commands_are_verbs_with_a_noun():
    none([key for key in registered() if "_" not in key.split(".")[-1]], "A command is called verb_noun:")


def test_only_commands_write():
    """Views, forms and queries shape and read; the loaders and the middleware of the foundation are no rooms."""
    writes = re.compile(
        r"\.(objects|_base_manager)\.(create|bulk_create|get_or_create|update_or_create)\(|\.save\(|\.delete\("
    )
    rooms = files(
        *(f"**/{room}{kind}" for room in ("views", "forms", "queries", "policies") for kind in (".py", "/*.py"))
    )
    broken = [f"{name(path)}: {match[0]}" for path in rooms for match in writes.finditer(path.read_text())]
    none(broken, "Commands, and nothing else, write:")


def test_who_holds_a_row_lets_others_refer_to_it():
    """PostgreSQL asks at the end of a transaction whether the rows are there that it refers to, and waits for who holds them."""
    holds = re.compile(r"select_for_update\((?![^()]*(?:\([^()]*\)[^()]*)*no_key=True)")
    rooms = files("*/**/*.py")
    none([name(path) for path in rooms if holds.search(path.read_text())], "Rows are held with `no_key=True`:")
