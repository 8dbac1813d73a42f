"""State tables as data: which move leads where. The state of a row is the fold of its transitions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, no


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
