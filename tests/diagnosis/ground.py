"""Addresses and rows of diagnosis (tests/grounds.py)."""

from sanad.accompaniment.models import Change, Engagement, Evidence
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

ROWS = {
    f"diagnosis:{name}": model
    for model, names in {
        Instrument: ["instrument", "export_json", "export_xlsform", "blank_form"],
        Engagement: ["of_engagement", "start"],
        Diagnosis: [
            "diagnosis",
            "edit",
            "finish_answers",
            "take_answers",
            "finish_scores",
            "reopen_scores",
            "close",
            "cancel",
            "open_sheet",
            "workshop",
            "results",
            "draft_paper",
            "issue_paper",
            "change",
            "gaps",
        ],
        Sheet: ["sheet", "answer", "type_in", "withdraw_sheet"],
        AgreedScore: ["attach_evidence", "verify", "answer_gap", "measure"],
        Gap: ["propose_remedy"],
    }.items()
    for name in names
}
LISTINGS: tuple[str, ...] = ("diagnosis:diagnoses",)
# The first diagnosis of the case is closed; the first sheet belongs to it.
REFUSED = {
    f"diagnosis:{name}" for name in ("answer", "type_in", "withdraw_sheet", "attach_evidence", "verify", "answer_gap")
}


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
