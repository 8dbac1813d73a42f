"""State tables as data: which move leads where. The state of a row is the fold of its transitions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanad.foundation.naming.models import TenantRow
from sanad.foundation.policy import YES, Refused, Verdict, no
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import User


class Toned(models.TextChoices):
    """States with the tone of their badge: `OPEN = "open", "info", _("Open")`.

    calm: nothing is due yet; info: under way; good: reached; warn: waits for somebody; late: overdue; mute: over.
    """

    tone: str

    def __new__(cls, value: str, tone: str = "calm") -> Self:
        """A state and its tone."""
        state = str.__new__(cls, value)
        state._value_ = value
        state.tone = tone
        return state


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
                message = f"{before} to {after} does not follow {state}"
                raise ValueError(message)
            state = after
        return state


class Step(TenantRow):
    """One change of state of a row, written by `take_step` and never edited.

    A model of its own for each kind of row: `agreement = ForeignKey(Agreement, PROTECT, related_name="steps")`, an index
    that begins with `space` and that row, and `states`, the words of the states.
    """

    states: ClassVar[type[models.TextChoices]]

    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"

    @property
    def after_word(self) -> str:
        """The state that was reached, in words."""
        return str(self.states(self.after).label)


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
