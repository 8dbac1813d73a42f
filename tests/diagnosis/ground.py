"""Addresses and rows of diagnosis (tests/grounds.py)."""

from sanad.accompaniment.models import Change, Engagement, Evidence, Need
from sanad.diagnosis.instruments.commands import import_instrument
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
from sanad.diagnosis.results.commands import answer_gap
from sanad.diagnosis.workshop.commands.diagnoses import close_diagnosis, move_diagnosis, start_diagnosis
from sanad.diagnosis.workshop.commands.scores import agree_scores, attach_score_evidence
from sanad.foundation.history.chain import digest_of
from sanad.foundation.spaces.actor import Actor
from tests.diagnosis.tiny import answered, as_upload, levels, tiny
from tests.grounds import at

LISTINGS: tuple[str, ...] = ("diagnosis:diagnoses",)
LEVELS = (2, 2, 2, 3, 3)


def begun(actor: Actor, engagement: Engagement, key: str) -> Diagnosis:
    """A diagnosis with a small instrument of its own, that somebody has answered."""
    import_instrument(actor, upload=as_upload(tiny(key)))
    diagnosis = start_diagnosis(actor, engagement, instrument=f"{key}@1", kind="annual", mode="workshop")
    answered(actor, diagnosis, *LEVELS, group="facilitator")
    return diagnosis


def rated(actor: Actor, engagement: Engagement, key: str) -> Diagnosis:
    """Everybody has answered, and all agree on every item; the first three are below what is wished."""
    diagnosis = move_diagnosis(actor, begun(actor, engagement, key), state="rated")
    scores = {item: {**answer, "desired": 3} for item, answer in levels(*LEVELS).items()}
    agree_scores(actor, diagnosis, scores=scores)
    first = diagnosis.scores.get(item="receipt")
    attach_score_evidence(actor, first, title="وصل", kept_at="الخزانة")
    return diagnosis


def agreed(actor: Actor, engagement: Engagement, key: str) -> Diagnosis:
    """The agreement is written down, and what follows is not yet said."""
    return move_diagnosis(actor, rated(actor, engagement, key), state="agreed")


def answered_for(actor: Actor, diagnosis: Diagnosis) -> Diagnosis:
    """It is said of every gap what follows: a need of the file."""
    need = Need.objects.filter(engagement=diagnosis.engagement).first()
    for score in diagnosis.scores.all():
        if score.is_below:
            answer_gap(actor, score, answer="join", need=need)
    return diagnosis


def rows(case) -> dict:
    sg = case.sg
    engagement = Engagement.objects.get(space=sg.space, association=case.association)
    draft, in_workshop = begun(sg, engagement, "draft"), rated(sg, engagement, "rated")
    settled, ready = agreed(sg, engagement, "agreed"), answered_for(sg, agreed(sg, engagement, "ready"))
    closed = close_diagnosis(sg, answered_for(sg, agreed(sg, engagement, "closed")))
    score = in_workshop.scores.get(item="receipt")
    return {
        "diagnosis/instruments/<uuid:pk>/": at(draft.instrument),
        "diagnosis:adopt": at(by="elsewhere", is_shared=True, key="sanad-8"),
        "diagnosis/file/<uuid:pk>/": at(engagement),
        "diagnosis/<uuid:pk>/": at(closed),
        **dict.fromkeys(
            (f"diagnosis:{name}" for name in ("edit", "finish_answers", "cancel", "open_sheet")), at(draft)
        ),
        **dict.fromkeys(
            (f"diagnosis:{name}" for name in ("workshop", "take_answers", "finish_scores")), at(in_workshop)
        ),
        "diagnosis:diagnosis": [at(each) for each in (draft, in_workshop, settled, closed)],
        "diagnosis:reopen_scores": at(settled),
        "diagnosis:gaps": [at(settled), at(closed)],
        "diagnosis:close": at(ready),
        "diagnosis/sheets/<uuid:pk>/": at(draft.sheets.get()),
        "diagnosis/scores/<uuid:pk>/": at(score),
        "diagnosis:answer_gap": at(settled.scores.get(item="receipt")),
        "diagnosis:measure": at(closed.scores.get(item="receipt")),
        "diagnosis/gaps/<uuid:pk>/": at(ready.gaps.first()),
    }


def foreign(actor: Actor) -> list:
    engagement = Engagement.objects.get(space=actor.space)
    return [rated(actor, engagement, "foreign").scores.get(item="receipt")]


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
