"""What answers come to: plain arithmetic on levels, exact, without the database (D1, D4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sanad.diagnosis.instruments.queries.blueprint import Domain, Level
from sanad.foundation.arabic.numbers import format_tenths


def mean(levels: Iterable[int | Fraction | None]) -> Fraction | None:
    """The mean of the levels there are; None when there is none. Between the lowest and the highest of them (D1)."""
    rated = [level for level in levels if level is not None]
    return sum((Fraction(level) for level in rated), Fraction(0)) / len(rated) if rated else None


def domain_score(domain: Domain, levels: Mapping[str, int | Fraction | None]) -> Fraction | None:
    """The score of a domain: the mean of its rated items; what does not apply or is unknown is left out (D1)."""
    return mean(levels.get(item.key) for item in domain.items)


@dataclass(frozen=True)
class Spread:
    """What one group said of one item: how many chose each level, and the two answers that are no level."""

    counts: tuple[int, ...]
    unknown: int
    not_applicable: int

    @property
    def levels(self) -> list[int]:
        """Every level that was said, in order."""
        return [level for level, count in enumerate(self.counts, 1) for _ in range(count)]

    @property
    def lowest(self) -> int | None:
        """The lowest level said."""
        return min(self.levels, default=None)

    @property
    def highest(self) -> int | None:
        """The highest level said."""
        return max(self.levels, default=None)

    @property
    def width(self) -> int:
        """How far apart the raters are; 0 when they agree."""
        return (self.highest or 0) - (self.lowest or 0)

    @property
    def middle(self) -> Fraction | None:
        """The mean of the levels said."""
        return mean(self.levels)

    @property
    def middle_shown(self) -> str:
        """The mean as people read it."""
        return format_tenths(self.middle)

    @property
    def said(self) -> list[tuple[int, int]]:
        """(level, how many), for the levels that somebody said."""
        return [(level, count) for level, count in enumerate(self.counts, 1) if count]

    @property
    def answers(self) -> int:
        """How many answered, with a level or not."""
        return sum(self.counts) + self.unknown + self.not_applicable


def provable(levels: Iterable[Level], filed: Iterable[str]) -> int:
    """The highest level whose required evidence is all among the kinds on file, 0 when there is none (D2)."""
    kinds = set(filed)
    return max((level.level for level in levels if kinds.issuperset(level.evidence)), default=0)


def deltas(before: Mapping[str, int | None], after: Mapping[str, int | None]) -> dict[str, int]:
    """How far each item that both rated has moved (D4)."""
    return {
        item: level - earlier
        for item, earlier in before.items()
        if earlier is not None and (level := after.get(item)) is not None
    }
