"""Two diagnoses side by side: only the items that both share, only on one scale (D4)."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanad.diagnosis.instruments.queries.blueprint import Domain, Item
from sanad.diagnosis.models import AgreedScore, Diagnosis
from sanad.diagnosis.workshop.queries.diagnoses import diagnoses_for
from sanad.diagnosis.workshop.queries.progress import asked_domains
from sanad.diagnosis.workshop.queries.scores import deltas, domain_score
from sanad.foundation.arabic.numbers import format_tenths
from sanad.foundation.spaces.actor import Actor


@dataclass(frozen=True)
class ItemChange:
    """One shared item: its agreed scores, and how far it moved."""

    item: Item
    before: AgreedScore
    after: AgreedScore
    delta: int

    @property
    def delta_shown(self) -> str:
        """How far it moved, as people read it."""
        return format_tenths(self.delta, signed=True)


@dataclass(frozen=True)
class DomainChange:
    """One domain over its shared items."""

    domain: Domain
    before: Fraction | None
    after: Fraction | None
    items: list[ItemChange]

    @property
    def delta(self) -> Fraction:
        """How far the domain moved."""
        return (self.after or Fraction(0)) - (self.before or Fraction(0))

    @property
    def shown(self) -> tuple[str, str, str]:
        """Before, after, and the difference, as people read them."""
        return format_tenths(self.before), format_tenths(self.after), format_tenths(self.delta, signed=True)


def earlier_closed(actor: Actor, diagnosis: Diagnosis) -> list[Diagnosis]:
    """The closed diagnoses of the same engagement before this one, the latest first."""
    rows = diagnoses_for(actor).closed().filter(engagement=diagnosis.engagement_id)
    before = rows.filter(held_on__lte=diagnosis.held_on).exclude(pk=diagnosis.pk)
    return [row for row in before if (row.held_on, row.created_at) < (diagnosis.held_on, diagnosis.created_at)]


def why_not_comparable(before: Diagnosis, after: Diagnosis) -> Promise | None:
    """Why two diagnoses cannot be compared, in words; None when they can."""
    if before.engagement_id != after.engagement_id:
        return _("These diagnoses belong to two files.")
    if before.instrument.key != after.instrument.key:
        return _("These diagnoses asked with two instruments; their items are not the same.")
    if before.instrument.scale != after.instrument.scale:
        return _("These diagnoses were measured on two scales; a level of one says nothing about a level of the other.")
    if (before.held_on, before.created_at) >= (after.held_on, after.created_at):
        return _("The first diagnosis must be earlier than the second.")
    return None


def compare(before: Diagnosis, after: Diagnosis) -> list[DomainChange]:
    """What moved on the items rated in both. The caller has asked `why_not_comparable`."""
    scores = {
        diagnosis.pk: {score.item: score for score in AgreedScore.objects.filter(diagnosis=diagnosis)}
        for diagnosis in (before, after)
    }
    old, new = scores[before.pk], scores[after.pk]
    moved = deltas({key: one.level for key, one in old.items()}, {key: one.level for key, one in new.items()})
    found = []
    for domain in asked_domains(after):
        shared = [item for item in domain.items if item.key in moved]
        if shared:
            lines = [ItemChange(item, old[item.key], new[item.key], moved[item.key]) for item in shared]
            narrowed = Domain(domain.key, domain.title, tuple(shared))
            levels = [{key: one.level for key, one in side.items()} for side in (old, new)]
            found.append(
                DomainChange(domain, domain_score(narrowed, levels[0]), domain_score(narrowed, levels[1]), lines)
            )
    return found
