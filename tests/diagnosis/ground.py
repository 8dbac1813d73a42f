"""Addresses and rows of diagnosis (tests/grounds.py)."""

from sanad.accompaniment.models import Change, Evidence
from sanad.diagnosis.models import (
    AgreedScore,
    Diagnosis,
    DiagnosisStep,
    Gap,
    Instrument,
    MeasuredChange,
    Rating,
    ScoreEvidence,
    Sheet,
)

ROWS: dict = {}
LISTINGS: tuple[str, ...] = ()
REFUSED: set[str] = set()


def grow(growth, number: int) -> None:
    by = {"by": growth.sg.user}
    instrument = growth.add(
        Instrument, key=f"tool{number}", version=1, subject="association", scale="s", content={}, sha256=""
    )
    diagnosis = growth.add(Diagnosis, engagement=growth.file, instrument=instrument, kind="annual", mode="visit")
    growth.add(DiagnosisStep, diagnosis=diagnosis, before="", after="draft", **by)
    sheet = growth.add(Sheet, diagnosis=diagnosis, group="association", **by)
    growth.add(Rating, sheet=sheet, item="a", reply="level", level=2)
    score = growth.add(AgreedScore, diagnosis=diagnosis, item="a", reply="level", level=2, desired=3)
    evidence = growth.add(Evidence, engagement=growth.file, title=f"زعفران {number}", kept_at="الخزانة", **by)
    growth.add(ScoreEvidence, score=score, evidence=evidence)
    growth.add(Gap, diagnosis=diagnosis, score=score, need=growth.need, **by)
    change = growth.add(Change, need=growth.need, method="score", before=1, after=2, **by)
    growth.add(MeasuredChange, change=change, before=score, after=score)
