"""What a diagnosis asks, and what is still missing before it goes on."""

from sanad.diagnosis.instruments.queries.blueprint import Domain, Item, blueprint_of
from sanad.diagnosis.models import AgreedScore, Diagnosis


def asked_domains(diagnosis: Diagnosis) -> tuple[Domain, ...]:
    """The domains and items that this diagnosis asks."""
    return blueprint_of(diagnosis.instrument).asked(core_only=diagnosis.is_core_only)


def asked_items(diagnosis: Diagnosis) -> list[Item]:
    """The items in the order in which they are asked."""
    return [item for domain in asked_domains(diagnosis) for item in domain.items]


def asked_keys(diagnosis: Diagnosis) -> list[str]:
    """Their keys."""
    return [item.key for item in asked_items(diagnosis)]


def missing_scores(diagnosis: Diagnosis) -> list[Item]:
    """The items on which nothing is agreed."""
    agreed = set(AgreedScore.objects.filter(diagnosis=diagnosis).values_list("item", flat=True))
    return [item for item in asked_items(diagnosis) if item.key not in agreed]


def unanswered_gaps(diagnosis: Diagnosis) -> list[Item]:
    """The items below their desired level of which nothing follows yet (D5)."""
    open_scores = AgreedScore.objects.filter(diagnosis=diagnosis, gap=None)
    below = {score.item for score in open_scores if score.is_below}
    return [item for item in asked_items(diagnosis) if item.key in below]
