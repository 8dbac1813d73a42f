"""Every write of the slice, by noun."""

from sanad.diagnosis.commands.diagnosis import (
    cancel_diagnosis,
    close_diagnosis,
    edit_diagnosis,
    issue_results,
    move_diagnosis,
    start_diagnosis,
)
from sanad.diagnosis.commands.gap import answer_gap, measure_change, propose_remedy
from sanad.diagnosis.commands.instrument import adopt_instrument, import_instrument
from sanad.diagnosis.commands.score import agree_score, agree_scores, attach_score_evidence, verify_score
from sanad.diagnosis.commands.sheet import answer_sheet, open_sheet, withdraw_sheet

__all__ = [
    "adopt_instrument",
    "agree_score",
    "agree_scores",
    "answer_gap",
    "answer_sheet",
    "attach_score_evidence",
    "cancel_diagnosis",
    "close_diagnosis",
    "edit_diagnosis",
    "import_instrument",
    "issue_results",
    "measure_change",
    "move_diagnosis",
    "open_sheet",
    "propose_remedy",
    "start_diagnosis",
    "verify_score",
    "withdraw_sheet",
]
