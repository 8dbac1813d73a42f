"""The instruments of a space, and those that come with Sanad, for who plans (`accompaniment.queries.measures`)."""

from uuid import UUID

from sanad.accompaniment.queries.measures import Choices, Measures, declare
from sanad.diagnosis.instruments.queries.blueprint import Blueprint, blueprint_of
from sanad.diagnosis.instruments.queries.shipped import shipped_instruments
from sanad.diagnosis.models import Instrument
from sanad.foundation.naming.order import by_code_point
from sanad.foundation.policy import Text


def _blueprints(space_id: UUID) -> list[Blueprint]:
    """The newest version of each instrument; the space's own before the one that comes with Sanad."""
    found: dict[str, Blueprint] = {}
    for instrument in Instrument.objects.filter(space_id=space_id).order_by(by_code_point("key"), "-version"):
        if instrument.key not in found:
            found[instrument.key] = blueprint_of(instrument)
    return list({**shipped_instruments(), **found}.values())


def _items(space_id: UUID) -> list[tuple[Text, Choices]]:
    return [
        (str(domain.title), [(item.key, str(item.title)) for item in domain.items])
        for blueprint in _blueprints(space_id)
        for domain in blueprint.domains
    ]


def _kinds(space_id: UUID) -> Choices:
    known = {key: str(text) for blueprint in _blueprints(space_id) for key, text in blueprint.evidence_kinds.items()}
    return sorted(known.items(), key=lambda kind: kind[1])


declare(Measures(_items, _kinds))
