"""Names that stand in installations made before: in histories, in the queue. Whatever moves, they still lead somewhere."""

import json
from importlib import import_module

from sanad.foundation.command import FORMERLY, SAYS_BESIDE
from sanad.foundation.worker.queue import MOVED
from tests.house.ground import ROOT, none
from tests.house.test_commands import registered

BEFORE = json.loads((ROOT / "tests/house/data/names_of_0_1.json").read_text())
# What moved again since, before the next release: in installations that follow the tree.
SINCE = {
    "commands": ["accompaniment.open_room"],
    "tasks": [
        f"sanad.training.sessions.commands.letters.{task}"
        for task in ("ask_again", "remind_session", "send_letter", "send_own_page")
    ],
}


def test_a_command_of_a_history_is_said_in_words():
    former = [*BEFORE["commands"], *SINCE["commands"]]
    lost = [name for name in former if FORMERLY.get(name, name) not in {*registered(), *SAYS_BESIDE}]
    none(lost, "A command that moved says `formerly`:")


def test_a_task_of_a_queue_is_found():
    lost = []
    for former in [*BEFORE["tasks"], *SINCE["tasks"]]:
        module, name = MOVED.get(former, former).rsplit(".", 1)
        try:
            getattr(import_module(module), name).enqueue  # noqa: B018  a task has it
        except (ImportError, AttributeError):
            lost.append(former)
    none(lost, "A task that moved is told by `worker.queue.moved`:")
