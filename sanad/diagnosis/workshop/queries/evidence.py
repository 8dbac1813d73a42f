"""What the evidence on file shows (D2)."""

from sanad.diagnosis.models import AgreedScore
from sanad.diagnosis.workshop.queries.progress import asked_items
from sanad.diagnosis.workshop.queries.scores import provable


def provable_level(score: AgreedScore) -> int:
    """The highest level of the item whose required evidence is filed for this score and stands; 0 when none is."""
    item = next(item for item in asked_items(score.diagnosis) if item.key == score.item)
    standing = score.evidence_links.standing()
    return provable(item.levels, standing.values_list("evidence__kind", flat=True))
