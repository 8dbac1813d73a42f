"""Every write is a command with a policy, a promise and a test."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _
from django.utils.translation import override

import sanad
from sanad.foundation import ui
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


def used(source: str) -> set[str]:
    """The names that a file does something with: what it imports and does not use, or defines, is not among them."""
    nodes = list(ast.walk(ast.parse(source)))
    return {node.id for node in nodes if isinstance(node, ast.Name)} | {
        node.attr for node in nodes if isinstance(node, ast.Attribute)
    }


def test_every_command_is_reached_from_a_door():
    """An address, a form, a program, a worker, or another command: what the tests and the demo alone call, nobody can do."""
    paths = [path for path in files("**/*.py") if path.relative_to(ROOT).parts[:2] != ("sanad", "demo")]
    called = set().union(*(used(path.read_text()) for path in paths))
    none(
        [key for key in registered() if key.split(".")[-1] not in called], "A command is called by what somebody does:"
    )


def test_what_is_only_imported_or_defined_is_not_used():
    source = "from a import hold, run as do\ndef act(): ...\ncommands.close(actor)\nsheet(form, issue)"
    assert used(source) & {"hold", "run", "do", "act", "close", "issue"} == {"close", "issue"}


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


# Verbs of what is not taken back, or not without a trace: such a command is final, or it is said here why it is not.
FINAL = {
    "abandon", "approve", "cancel", "circulate", "close", "end", "hold", "issue", "leave", "reissue", "revoke",
    "rotate", "send", "sign", "terminate", "waive", "withdraw",
}  # fmt: skip
NOT_FINAL = {
    **dict.fromkeys(
        ("activities.withdraw_attendance", "activities.withdraw_follow_up", "activities.withdraw_invitation"),
        "what was written down by mistake, and can be written down again",
    ),
    **dict.fromkeys(
        (
            "partnerships.withdraw_article",
            "partnerships.withdraw_article_change",
            "partnerships.withdraw_budget_line",
            "partnerships.withdraw_commitment",
            "partnerships.withdraw_commitment_change",
            "partnerships.withdraw_instalment",
            "partnerships.withdraw_party",
            "partnerships.withdraw_sharing",
        ),
        "taken out of a draft, and added again",
    ),
    **dict.fromkeys(
        (
            "activities.withdraw_decision",
            "activities.withdraw_item",
            "activities.withdraw_word",
            "courses.withdraw_course_file",
            "directory.withdraw_clause",
            "training.withdraw_cost",
            "training.withdraw_slot",
            "training.withdraw_trainer",
            "training.withdraw_trainer_field",
        ),
        "one line of what is being prepared or written down, added again in one form",
    ),
    **dict.fromkeys(
        (
            "diagnosis.withdraw_sheet",
            "partnerships.leave_remark",
        ),
        "its button, or its form, asks for the reason",
    ),
    "accounts.end_password_link": "another link is made by the button beside it",
    "directory.end_mandate": "its form asks for the day; a capacity is recorded again",
    "training.close_session": "opened again with a reason",
    "training.issue_next": "the worker goes on with what was asked about first",
}


class Screen(NamedTuple):
    """Where somebody runs a command: a row of addresses, or a call of `ui.act`, `ui.sheet`, `ui.edit`."""

    command: str
    where: str
    asks: bool  # says first what it will do
    is_saved: bool  # its button says no more than that something is saved


def screens() -> Iterator[Screen]:
    """Every screen of a command."""
    for pattern in patterns(get_resolver()):
        row = pattern.callback
        if isinstance(row, ui.Act | ui.Sheet):
            asks, submit = row.asks is not None, row.submit if isinstance(row, ui.Sheet) else row.command.__name__
            yield Screen(row.command.__name__, pattern.name, asks, not (submit or asks) or str(submit) == _("Save"))
    for path in files("**/views.py", "**/views/*.py"):
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            what = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            place = {"act": 1, "sheet": 2, "edit": 2}.get(what)
            if place is None or not ast.unparse(call.func).startswith("ui.") or len(call.args) <= place:
                continue
            said = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
            asks = "asks" in said if what == "act" else "'ahead'" in said.get("context", "")
            submit = what if what == "act" else said.get("submit", "")
            is_saved = not (submit or asks) or submit == "_('Save')"
            yield Screen(re.findall(r"\w+", ast.unparse(call.args[place]))[-1], name(path), asks, is_saved)


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        yield from patterns(entry) if isinstance(entry, URLResolver) else [entry]


def test_what_is_final_is_asked_about_first():
    final = {key.split(".")[-1] for key, known in registered().items() if known.is_final}
    shown = [screen for screen in screens() if screen.command in final]
    assert final <= {screen.command for screen in shown}, "a final command has a screen"
    none(
        [f"{screen.where}: {screen.command}" for screen in shown if not screen.asks],
        "What is final says first what it does:",
    )


def test_what_is_not_taken_back_says_on_its_button_what_it_does():
    """“Save”, beneath “This cannot be undone”, says neither what is done nor that it is more than a form."""
    found = registered()
    verbs = {key.split(".")[-1] for key in found}
    weighed = {verb for verb in verbs if verb.partition("_")[0] in FINAL}
    weighed |= {key.split(".")[-1] for key, known in found.items() if known.is_final}
    none(
        [f"{screen.where}: {screen.command}" for screen in screens() if screen.command in weighed and screen.is_saved],
        "What is not taken back, or not without a trace, has its verb on its button:",
    )


def test_what_asks_first_is_a_link_where_it_is_offered():
    """`{% act %}` knows a view of its own by `ui.asks_first`."""
    asking = re.compile(r"(@[\w.]+\n)*def (\w+)\([^)]*\)[^:]*:\n(?:(?:    .*)?\n)*?(?=\n\n|\Z)")
    broken = []
    for path in files("**/views.py", "**/views/*.py"):
        text = path.read_text()
        bodies = {match[2]: match[0] for match in asking.finditer(text)}
        asked = {each for each, body in bodies.items() if re.search(r"ui\.act\((?:[^()]|\([^()]*\))*\basks=", body)}
        asked |= {each for each, body in bodies.items() for helper in asked if f" {helper}(" in body and each != helper}
        broken += [
            f"{name(path)}: {each}"
            for each in asked
            if not each.startswith("_") and "asks_first" not in bodies[each].split("def ")[0]
        ]
    none(broken, "A view that asks is `@ui.asks_first`:")


def test_verbs_of_what_is_not_taken_back_are_final():
    found = registered()
    verbs = {key: key.split(".")[-1].partition("_")[0] for key in found}
    broken = [key for key, verb in verbs.items() if verb in FINAL and not found[key].is_final and key not in NOT_FINAL]
    none(broken, "A command is `is_final`, or NOT_FINAL says why it can be taken back:")
    none([key for key in NOT_FINAL if key not in found or found[key].is_final], "NOT_FINAL names a command as it is:")
