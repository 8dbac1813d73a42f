"""Reads of the slice: instruments as they are, lists of diagnoses, what a file has."""

from django.db.models import QuerySet

from sanad.accompaniment.models import Engagement
from sanad.diagnosis.models import Diagnosis, Instrument
from sanad.diagnosis.models.diagnosis import DiagnosisRows
from sanad.diagnosis.policies import visible_to
from sanad.foundation.spaces.actor import Actor


def diagnoses_for(actor: Actor) -> DiagnosisRows:
    """The diagnoses that the actor may see, the latest first, without the content of their instruments."""
    rows = visible_to(actor, Diagnosis).select_related("engagement__association", "instrument", "place")
    return rows.defer("instrument__content").counting_sheets().order_by("-held_on", "-pk")


def diagnoses_of(actor: Actor, engagement: Engagement) -> list[Diagnosis]:
    """The diagnoses of one file, the latest first."""
    return list(diagnoses_for(actor).filter(engagement=engagement))


def instruments_for(actor: Actor) -> QuerySet[Instrument]:
    """The instruments that the actor may see, the newest version of each first, without their content."""
    return visible_to(actor, Instrument).defer("content")


def earlier_closed(actor: Actor, diagnosis: Diagnosis) -> list[Diagnosis]:
    """The closed diagnoses of the same file before this one, the latest first."""
    rows = diagnoses_for(actor).closed().filter(engagement=diagnosis.engagement_id)
    before = rows.filter(held_on__lte=diagnosis.held_on).exclude(pk=diagnosis.pk)
    return [row for row in before if (row.held_on, row.created_at) < (diagnosis.held_on, diagnosis.created_at)]
