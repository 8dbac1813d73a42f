from sanad.diagnosis.models.diagnosis import Diagnosis, DiagnosisStep
from sanad.diagnosis.models.gap import Gap, MeasuredChange
from sanad.diagnosis.models.instrument import Instrument
from sanad.diagnosis.models.scores import AgreedScore, Rating, Reply, ScoreEvidence, Sheet

__all__ = [
    "AgreedScore",
    "Diagnosis",
    "DiagnosisStep",
    "Gap",
    "Instrument",
    "MeasuredChange",
    "Rating",
    "Reply",
    "ScoreEvidence",
    "Sheet",
]
