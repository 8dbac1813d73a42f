"""Lists of diagnoses: all that the actor may see, those of an engagement."""

from sanad.accompaniment.models import Engagement
from sanad.diagnosis.models import Diagnosis
from sanad.diagnosis.models.diagnosis import DiagnosisRows
from sanad.diagnosis.policies import visible_to
from sanad.foundation.spaces.actor import Actor


def diagnoses_for(actor: Actor) -> DiagnosisRows:
    """The diagnoses that the actor may see, the latest first, without the content of their instruments."""
    rows = visible_to(actor, Diagnosis).select_related("engagement__association", "instrument", "place")
    return rows.defer("instrument__content").counting_sheets().order_by("-held_on", "-pk")


def diagnoses_of(actor: Actor, engagement: Engagement) -> list[Diagnosis]:
    """The diagnoses of one engagement, the latest first."""
    return list(diagnoses_for(actor).filter(engagement=engagement))
