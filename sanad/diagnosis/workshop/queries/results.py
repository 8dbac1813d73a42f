"""What a diagnosis found: each item as each group said it and as all agreed, each domain as a score, the radar."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from sanad.diagnosis.instruments.queries.blueprint import Blueprint, Domain, Item, blueprint_of
from sanad.diagnosis.models import AgreedScore, Diagnosis, Rating, Reply, ScoreEvidence, Sheet
from sanad.diagnosis.models.scores import LEVELS
from sanad.diagnosis.workshop.queries.progress import asked_domains
from sanad.diagnosis.workshop.queries.radar import WIDE, Frame, Series, radar
from sanad.diagnosis.workshop.queries.scores import Spread, domain_score, provable
from sanad.foundation.arabic.numbers import format_tenths
from sanad.foundation.content.words import Words

Counts = dict[tuple[str, str], Spread]


@dataclass(frozen=True)
class ItemResult:
    """One item: (group in words, what it said) for each that answered, what was agreed, what it rests on."""

    item: Item
    spreads: list[tuple[str, Spread]]
    score: AgreedScore | None
    evidence: list[ScoreEvidence]
    names: tuple[Words, ...]

    @property
    def agreed_name(self) -> str:
        """What the agreed level is called."""
        return self._named(self.score.level if self.score else None)

    @property
    def desired_name(self) -> str:
        """What the desired level is called."""
        return self._named(self.score.desired if self.score else None)

    def _named(self, level: int | None) -> str:
        return str(self.names[level - 1]) if level else ""

    @property
    def provable(self) -> int:
        """The highest level that the evidence on file shows (D2)."""
        return provable(self.item.levels, [link.evidence.kind for link in self.evidence])

    @property
    def is_beyond(self) -> bool:
        """True when evidence was withdrawn after somebody verified the level."""
        return self.score is not None and (self.score.verified or 0) > self.provable

    @property
    def width(self) -> int:
        """How far apart all raters are, whatever their group."""
        levels = [level for _group, spread in self.spreads for level in spread.levels]
        return max(levels) - min(levels) if levels else 0

    @property
    def common(self) -> int | None:
        """The level that every rater said, None when they differ or nobody said one."""
        levels = {level for _group, spread in self.spreads for level in spread.levels}
        others = any(spread.unknown or spread.not_applicable for _group, spread in self.spreads)
        return next(iter(levels)) if len(levels) == 1 and not others else None

    @property
    def proposed(self) -> int | None:
        """The level that all said, while nothing is agreed on."""
        return self.common if self.score is None else None


@dataclass(frozen=True)
class DomainResult:
    """One domain: its items, and its score in each series of the results."""

    domain: Domain
    items: list[ItemResult]
    scores: list[Fraction | None]
    series: list[str]

    @property
    def agreed_count(self) -> int:
        """On how many of its items something is agreed."""
        return sum(line.score is not None for line in self.items)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """(series, score as people read it)."""
        return [(name, format_tenths(score)) for name, score in zip(self.series, self.scores, strict=True)]


@dataclass(frozen=True)
class Results:
    """Everything that the results page, the workshop and the paper show."""

    blueprint: Blueprint
    domains: list[DomainResult]
    series: list[str]
    sheets: list[Sheet]

    @property
    def items(self) -> list[ItemResult]:
        """The items of all domains."""
        return [line for domain in self.domains for line in domain.items]

    @property
    def agreed_count(self) -> int:
        """On how many items something is agreed."""
        return sum(line.score is not None for line in self.items)

    @property
    def proposed_count(self) -> int:
        """On how many items all raters said one level, and nothing is agreed yet."""
        return sum(line.proposed is not None for line in self.items)

    @property
    def below(self) -> list[ItemResult]:
        """The items below their desired level."""
        return [line for line in self.items if line.score is not None and line.score.is_below]

    def radar(self, title: str, *, frame: Frame = WIDE) -> str:
        """The radar of the domains, with one line a series; empty under three domains or with nothing rated."""
        lines = [
            Series(name, [domain.scores[number] for domain in self.domains]) for number, name in enumerate(self.series)
        ]
        axes = [str(domain.domain.title) for domain in self.domains]
        if not lines:
            return ""
        name = "radar-of-numbers" if frame.is_numbered else "radar"
        return radar(title, self.told(), axes, lines, from_right=get_language_bidi(), name=name, frame=frame)

    def told(self) -> str:
        """The radar in words, for those who do not see it."""
        return " ".join(
            f"{domain.domain.title}: " + _(", ").join(f"{name} {score}" for name, score in domain.shown if score) + "."
            for domain in self.domains
        )


def results_of(diagnosis: Diagnosis) -> Results:
    """The results as they stand: four questions to the database, whatever the number of raters."""
    sheets = list(diagnosis.sheets.standing().select_related("by"))
    counts = _counts(diagnosis)
    scores = {score.item: score for score in diagnosis.scores.select_related("verified_by", "gap__need")}
    evidence: dict[str, list[ScoreEvidence]] = {}
    links = ScoreEvidence.objects.standing().filter(score__diagnosis=diagnosis)
    for link in links.select_related("score", "evidence__file").order_by("created_at", "pk"):
        evidence.setdefault(link.score.item, []).append(link)
    names = blueprint_of(diagnosis.instrument).levels
    groups = [group for group in Sheet.Group.values if any(group == said_by for said_by, _item in counts)]
    lines = {
        item.key: ItemResult(
            item,
            [
                (str(Sheet.Group(group).label), counts[group, item.key])
                for group in groups
                if (group, item.key) in counts
            ],
            scores.get(item.key),
            evidence.get(item.key, []),
            names,
        )
        for domain in asked_domains(diagnosis)
        for item in domain.items
    }
    return _with_series(diagnosis, lines, groups, counts, sheets)


def _with_series(
    diagnosis: Diagnosis, lines: dict[str, ItemResult], groups: list[str], counts: Counts, sheets: list[Sheet]
) -> Results:
    agreed = {key: line.score.level for key, line in lines.items() if line.score}
    desired = {key: line.score.desired for key, line in lines.items() if line.score}
    series: list[tuple[str, dict[str, Fraction | None]]] = [
        (
            str(Sheet.Group(group).label),
            {item: spread.middle for (said_by, item), spread in counts.items() if said_by == group},
        )
        for group in groups
    ]
    for name, levels in ((_("Agreed"), agreed), (_("Desired"), desired)):
        if any(levels.values()):
            series.append((name, {item: None if level is None else Fraction(level) for item, level in levels.items()}))
    named = [name for name, _levels in series]
    domains = [
        DomainResult(
            domain,
            [lines[item.key] for item in domain.items],
            [domain_score(domain, levels) for _name, levels in series],
            named,
        )
        for domain in asked_domains(diagnosis)
    ]
    return Results(blueprint_of(diagnosis.instrument), domains, named, sheets)


def _counts(diagnosis: Diagnosis) -> Counts:
    """What each group said of each item."""
    said: dict[tuple[str, str], list[tuple[str, int | None]]] = {}
    ratings = Rating.objects.standing().filter(sheet__diagnosis=diagnosis)
    for group, item, reply, level in ratings.values_list("sheet__group", "item", "reply", "level"):
        said.setdefault((group, item), []).append((reply, level))
    return {
        place: Spread(
            tuple(sum(level == rung for _reply, level in answers) for rung in LEVELS),
            sum(reply == Reply.UNKNOWN for reply, _level in answers),
            sum(reply == Reply.NOT_APPLICABLE for reply, _level in answers),
        )
        for place, answers in said.items()
    }
