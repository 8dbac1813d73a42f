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
from sanad.foundation.history.chain import digest_of
from tests.diagnosis.tiny import tiny

ROWS: dict = {}
LISTINGS: tuple[str, ...] = ()
REFUSED: set[str] = set()


def grow(growth, number: int) -> None:
    by = {"by": growth.sg.user}
    content = tiny(f"tool{number}")
    instrument = growth.add(
        Instrument,
        key=content["key"],
        version=1,
        subject="association",
        scale="tiny-4",
        content=content,
        sha256=digest_of(content),
    )
    diagnosis = growth.add(Diagnosis, engagement=growth.file, instrument=instrument, kind="annual", mode="visit")
    growth.add(DiagnosisStep, diagnosis=diagnosis, before="", after="draft", **by)
    sheet = growth.add(Sheet, diagnosis=diagnosis, group="association", written_in=growth.space, **by)
    growth.add(Rating, sheet=sheet, item="receipt", reply="level", level=2)
    score = growth.add(AgreedScore, diagnosis=diagnosis, item="receipt", reply="level", level=2, desired=3)
    evidence = growth.add(Evidence, engagement=growth.file, title=f"زعفران {number}", kept_at="الخزانة", **by)
    growth.add(ScoreEvidence, score=score, evidence=evidence)
    growth.add(Gap, diagnosis=diagnosis, score=score, need=growth.need, **by)
    change = growth.add(Change, need=growth.need, method="score", before=1, after=2, **by)
    growth.add(MeasuredChange, change=change, before=score, after=score)
