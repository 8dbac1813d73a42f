"""Room for the frames of many calls, as CPython gives it.

It gives frames memory by the piece of 16 KiB, and a piece back to the system as soon as it is empty (seen with 3.11). A call
that is repeated just where a piece ends fetches and returns one each time: up to a fifth of a page, and a third of a test,
went into that. Who asks for more than a piece is given a large one, in which all fit that are called from there.
"""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
_ASKED = 70_000  # words of eight bytes: a piece of 1 MiB then, of which not quite half is left for others


def with_room(act: Callable[..., T], *args: Any) -> T:
    """What it gives, with room for whatever it calls."""
    return act(*args)


with_room.__code__ = with_room.__code__.replace(co_stacksize=_ASKED)
