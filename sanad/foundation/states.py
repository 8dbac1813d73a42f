"""State tables as data: which move leads where. The state of a row is the fold of its transitions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Refused, Verdict, no
from sanad.foundation.spaces.actor import Actor


@dataclass(frozen=True)
class States:
    """`moves[state]` is the set of states that may follow; `initial` is where every row begins."""

    initial: str
    moves: Mapping[str, frozenset[str]]

    def allows(self, current: str, target: str) -> Verdict:
        """Yes if the table has that move."""
        if target in self.moves.get(current, frozenset()):
            return YES
        return no(_("This step does not follow from the present state."))

    def fold(self, steps: Iterable[tuple[str, str]]) -> str:
        """The state after `steps` of (from, to); ValueError if a step is not in the table or does not follow."""
        state = self.initial
        for before, after in steps:
            if before != state or after not in self.moves.get(state, frozenset()):
                message = f"{before} → {after} does not follow {state}"
                raise ValueError(message)
            state = after
        return state


def take_step(actor: Actor, row: Any, after: str, reason: str = "", *, column: str = "state") -> Any:
    """Write one step of `row` (its related `steps`) and its fold in `column`.

    Refused when the table of the row has no such step (C6). The row is saved, with whatever else was set on it.
    """
    before = getattr(row, column)
    verdict = row.STATES.allows(before, after)
    if not verdict:
        raise Refused(verdict.reason, column)
    row.steps.create(space_id=row.space_id, before=before, after=after, by=actor.user, reason=reason)
    setattr(row, column, after)
    row.save()
    return row
