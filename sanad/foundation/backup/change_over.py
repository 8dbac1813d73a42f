"""What lies in the state folder changes over as a whole: one that was cut off, by whatever, is undone by who comes next.

Every move is written down, on the disk, before it is made.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MOVES = "moves.jsonl"  # beside what was put aside, until all is done


@contextmanager
def changed_over(places: list[tuple[Path, Path]], before: Path) -> Iterator[None]:
    """What is here is moved to `before` and what is new to its place; back again when the block fails.

    Until `settle` it is not done: whoever finds the moves undoes them.
    """
    before.mkdir(mode=0o700)
    try:
        with (before / MOVES).open("a") as moves:
            for place, new in places:
                for source, target in ((place, before / place.name), (new, place)):
                    if source.exists():
                        moves.write(json.dumps([str(source), str(target)]) + "\n")
                        moves.flush()
                        os.fsync(moves.fileno())
                        _move(source, target)
        yield
    except BaseException:
        undo(before)
        raise


def settle(before: Path) -> None:
    """From now on it is done."""
    (before / MOVES).unlink()


def undo(before: Path) -> None:
    """Move everything back, the last first. May be cut off in turn, and done again."""
    moves = before / MOVES
    lines = moves.read_text().splitlines() if moves.exists() else []
    if lines and not lines[-1].endswith("]"):
        lines.pop()  # cut off while it was written down: it was not made
    while lines:
        source, target = map(Path, json.loads(lines[-1]))
        if target.exists():
            if source.exists():
                target.unlink()  # a copy to another disk, cut off
            else:
                _move(target, source)
        lines.pop()
        beside = moves.with_suffix(".new")
        beside.write_text("".join(f"{line}\n" for line in lines))
        beside.rename(moves)
    shutil.rmtree(before)


def _move(source: Path, target: Path) -> None:
    """Whole or not at all; only a file may go to another disk, where it is copied before it goes here."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        source.rename(target)
    else:
        shutil.move(source, target)
