"""Promise and refusals of every command of a diagnosis."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from sanad.accompaniment.engagements.commands import close_engagement
from sanad.accompaniment.models import Engagement, PlanItem
from sanad.diagnosis.models import AgreedScore, Diagnosis, DiagnosisStep, Gap, Instrument
from sanad.diagnosis.results.commands import answer_gap
from sanad.diagnosis.workshop.commands.diagnoses import (
    cancel_diagnosis,
    close_diagnosis,
    edit_diagnosis,
    move_diagnosis,
    start_diagnosis,
)
from sanad.diagnosis.workshop.commands.scores import agree_score, agree_scores, attach_score_evidence, verify_score
from sanad.diagnosis.workshop.commands.sheets import answer_sheet, open_sheet, withdraw_sheet
from sanad.diagnosis.workshop.queries.progress import missing_scores
from sanad.directory.commands.organisations import add_organisation
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.policy import Refused
from tests.diagnosis.tiny import ITEMS, answered, began, closed, engagement_of, levels, tiny
from tests.refusals import says_no

PDF = b"%PDF-1.4 paper"


def refusal(act, *args, **kwargs) -> str | None:
    """The field of the refusal."""
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    assert str(refused.value.message)
    return refused.value.field


@pytest.fixture
def engagement(world) -> Engagement:
    return engagement_of(world)


@pytest.fixture
def draft(world) -> Diagnosis:
    return began(world)


@pytest.fixture
def rated(world, draft) -> Diagnosis:
    answered(world.coordinator, draft, 1, 2, 3, 4, None)
    return move_diagnosis(world.coordinator, draft, state="rated")


def test_start_diagnosis_with_an_instrument_that_comes_with_sanad(world, engagement):
    association = add_organisation(world.sg, kind="association", name_ar="جمعية النخيل", is_new=True)
    other = Engagement.objects.create(space=engagement.space, association=association)
    row = start_diagnosis(
        world.coordinator, other, instrument="sanad-8@1", kind="baseline", mode="visit", is_core_only=True
    )
    assert row.state == "draft"
    assert row.instrument.space_id == engagement.space_id
    assert len(missing_scores(row)) == 12
    again = start_diagnosis(world.coordinator, other, instrument="sanad-douar@1", kind="baseline", mode="visit")
    assert again.place == association.seat_place
    assert row.subject_id == other.pk


@pytest.mark.parametrize("named", ["nothing@1", "sanad-8@9", "sanad-8@", "sanad-8", "", "sanad-8@1x", "sanad-8@٣"])
def test_start_diagnosis_refuses_an_unknown_instrument(world, engagement, named):
    assert refusal(start_diagnosis, world.sg, engagement, instrument=named, kind="annual", mode="visit") == "instrument"


def test_start_diagnosis_once_at_a_time_and_one_of_the_start(world, engagement):
    diagnosis = began(world, kind="baseline")
    again = {"instrument": "tiny@1", "mode": "visit"}
    assert refusal(start_diagnosis, world.sg, engagement, kind="annual", **again) == "instrument"
    closed(world, diagnosis, 1, 1, 1, 1, 1)
    assert refusal(start_diagnosis, world.sg, engagement, kind="baseline", **again) == "kind"
    later = start_diagnosis(world.sg, engagement, kind="endline", **again)
    assert refusal(edit_diagnosis, world.sg, later, kind="baseline") == "kind"
    cancel_diagnosis(world.sg, later, reason="تأجيل")
    assert start_diagnosis(world.sg, engagement, kind="annual", **again).state == "draft"


def test_start_diagnosis_of_the_core_needs_a_core(world):
    content = tiny("coreless")
    for domain in content["domains"]:
        for item in domain["items"]:
            item["core"] = False
    assert refusal(began, world, content, is_core_only=True) == "is_core_only"


def test_start_diagnosis_in_an_open_file_only(world, engagement):
    for item in PlanItem.objects.filter(engagement=engagement, state="running"):
        pytest.fail(str(item))
    close_engagement(world.sg, engagement, exit="withdrawn", reason="انسحاب")
    with says_no("This accompaniment is closed."):
        start_diagnosis(world.sg, engagement, instrument="sanad-8@1", kind="annual", mode="visit")


def test_edit_diagnosis(world, draft):
    row = edit_diagnosis(world.coordinator, draft, kind="midline", mode="remote", facilitator=world.people["sg"])
    assert (row.kind, row.mode, row.facilitator) == ("midline", "remote", world.people["sg"])
    with pytest.raises(TypeError):
        edit_diagnosis(world.coordinator, draft, state="closed")


def test_open_sheet_for_the_groups_of_each_side(world, draft):
    assert open_sheet(world.coordinator, draft, group="facilitator").written_in == world.coordinator.space
    assert open_sheet(world.president, draft, group="association", who="الرئيس").space_id == draft.space_id
    assert refusal(open_sheet, world.president, draft, group="facilitator") == "group"
    assert refusal(open_sheet, world.coordinator, draft, group="residents") == "group"
    residents = began(world, tiny("houses", subject="residents"))
    assert open_sheet(world.secretary, residents, group="residents", who="الدار 1")
    assert refusal(open_sheet, world.secretary, residents, group="association") == "group"


def test_answer_sheet_keeps_what_is_left_out(world, draft):
    sheet = answered(world.president, draft, 1, 2)
    assert sheet.answered == 2
    change = {"receipt": {"reply": "na", "level": None, "comment": "لا"}, "cash": {"reply": "level", "level": 4}}
    sheet = answer_sheet(world.president, sheet, answers=change)
    assert sheet.answered == 3
    said = {rating.item: (rating.reply, rating.level, rating.comment) for rating in sheet.ratings.all()}
    assert said == {"receipt": ("na", None, "لا"), "minutes": ("level", 2, ""), "cash": ("level", 4, "")}
    line = HistoryEntry.objects.filter(object_id=sheet.pk).latest("seq")
    assert line.changes == {"answered": [2, 3]}


@pytest.mark.parametrize(
    "answer",
    [
        {"reply": "level", "level": 5},
        {"reply": "level", "level": 0},
        {"reply": "level", "level": None},
        {"reply": "unknown", "level": 2},
        {"reply": "na", "level": 1},
        {"reply": "perhaps", "level": None},
    ],
)
def test_answers_are_levels_of_the_scale_or_none(world, draft, rated, answer):
    """D1"""
    assert refusal(agree_score, world.coordinator, rated, item="receipt", **answer) == "receipt"
    move_diagnosis(world.coordinator, rated, state="draft")
    sheet = open_sheet(world.coordinator, draft, group="association")
    assert refusal(answer_sheet, world.coordinator, sheet, answers={"receipt": answer}) == "receipt"


def test_answer_sheet_takes_asked_items_only(world):
    draft = began(world, is_core_only=True)
    sheet = open_sheet(world.coordinator, draft, group="association")
    with says_no("This item is not asked here."):
        answer_sheet(world.coordinator, sheet, answers=levels(3, keys=["minutes"]))
    assert sheet.ratings.count() == 0


def test_withdraw_sheet_for_a_reason(world, draft):
    sheet = answered(world.coordinator, draft, 1)
    assert refusal(withdraw_sheet, world.coordinator, sheet, reason=" ") == "reason"
    assert withdraw_sheet(world.coordinator, sheet, reason="مكرر").withdrawn_at
    with says_no("This sheet was withdrawn."):
        withdraw_sheet(world.coordinator, sheet, reason="مكرر")
    with says_no("This sheet was withdrawn."):
        answer_sheet(world.coordinator, sheet, answers=levels(2))
    assert refusal(move_diagnosis, world.coordinator, draft, state="rated") == "state"


def test_move_diagnosis_follows_the_table(world, draft):
    assert refusal(move_diagnosis, world.coordinator, draft, state="rated") == "state"
    answered(world.coordinator, draft, 1)
    for state in ("closed", "cancelled", "agreed", "draft", "elsewhere"):
        assert refusal(move_diagnosis, world.coordinator, draft, state=state) == "state"
    for state in ("rated", "draft", "rated"):
        row = move_diagnosis(world.coordinator, draft, state=state)
        assert row.state == state
    steps = [(step.before, step.after) for step in row.steps.all()]
    assert Diagnosis.STATES.fold(steps) == row.state
    assert str(row.steps.first()) == "draft to rated"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        DiagnosisStep.objects.filter(diagnosis=row).update(after="closed")


def test_move_diagnosis_to_agreed_wants_every_item(world, rated):
    scores = {item: {"reply": "level", "level": 2} for item in ITEMS[:-1]}
    agree_scores(world.coordinator, rated, scores=scores)
    assert [item.key for item in missing_scores(rated)] == ["petition"]
    assert refusal(move_diagnosis, world.coordinator, rated, state="agreed") == "state"
    agree_score(world.coordinator, rated, item="petition", reply="na")
    assert move_diagnosis(world.coordinator, rated, state="agreed").state == "agreed"
    with says_no("The scores are agreed. Open them again to change them."):
        agree_score(world.coordinator, rated, item="petition", reply="na")
    assert move_diagnosis(world.coordinator, rated, state="rated").state == "rated"


def test_agree_score_stands_beside_the_ratings(world, rated):
    """D3"""
    before = list(rated.sheets.get().ratings.order_by("item").values())
    score = agree_score(world.coordinator, rated, item="receipt", reply="level", level=2, desired=3, comment="بعد نقاش")
    assert score.is_below
    score = agree_score(world.coordinator, rated, item="receipt", reply="unknown", desired=3)
    assert not score.is_below
    assert AgreedScore.objects.filter(diagnosis=rated).count() == 1
    assert list(rated.sheets.get().ratings.order_by("item").values()) == before
    assert refusal(agree_score, world.coordinator, rated, item="nothing", reply="na") == "item"
    assert refusal(agree_score, world.coordinator, rated, item="cash", reply="na", desired=7) == "cash"


def test_agree_scores_writes_what_differs_all_or_none(world, rated):
    scores = {item: {"reply": "level", "level": 2, "desired": 3, "comment": ""} for item in ITEMS}
    key = uuid4()
    agree_scores(world.coordinator, rated, scores=scores, key=key)
    lines = HistoryEntry.objects.filter(command="diagnosis.agree_score").count()
    agree_scores(world.coordinator, rated, scores=scores, key=key)
    scores["cash"]["level"] = 3
    agree_scores(world.coordinator, rated, scores=scores)
    assert HistoryEntry.objects.filter(command="diagnosis.agree_score").count() == lines + 1
    scores |= {"cash": {"reply": "level", "level": 1}, "report": {"reply": "level", "level": 9}}
    assert refusal(agree_scores, world.coordinator, rated, scores=scores) == "report"
    assert AgreedScore.objects.get(diagnosis=rated, item="cash").level == 3


def itself(diagnosis: Diagnosis) -> Diagnosis:
    return diagnosis


@pytest.mark.parametrize(
    ("act", "part", "details"),
    [
        (edit_diagnosis, itself, {"mode": "visit"}),
        (move_diagnosis, itself, {"state": "agreed"}),
        (cancel_diagnosis, itself, {"reason": "لا"}),
        (close_diagnosis, itself, {}),
        (open_sheet, itself, {"group": "association"}),
        (answer_sheet, lambda diagnosis: diagnosis.sheets.first(), {"answers": levels(4)}),
        (withdraw_sheet, lambda diagnosis: diagnosis.sheets.first(), {"reason": "لا"}),
        (verify_score, lambda diagnosis: diagnosis.scores.first(), {"level": 1}),
        (agree_score, itself, {"item": "cash", "reply": "na"}),
        (attach_score_evidence, lambda diagnosis: diagnosis.scores.first(), {"title": "و", "kept_at": "خ"}),
        (answer_gap, lambda diagnosis: diagnosis.gaps.first().score, {"answer": "waive", "waiver": "لا"}),
    ],
)
def test_close_diagnosis_freezes_it(world, draft, act, part, details):
    diagnosis = closed(world, draft, 1, 2, 3, 4, None)
    assert diagnosis.closed_at
    with says_no("This diagnosis is closed; another one may follow it."):
        act(world.coordinator, part(diagnosis), **details)


def test_what_closes_meanwhile_is_not_changed(world, draft):
    """The diagnosis is held before its sheet and looked at again: what a request read before another went on is not believed."""
    sheet = answered(world.coordinator, draft, 1, 2, 3, 4, None)
    assert sheet.diagnosis.state == Diagnosis.State.DRAFT
    move_diagnosis(world.coordinator, Diagnosis.objects.get(pk=draft.pk), state="rated")
    with says_no("Answers are no longer taken."):
        answer_sheet(world.coordinator, sheet, answers=levels(4))
    with says_no("Answers are no longer taken."):
        withdraw_sheet(world.coordinator, sheet, reason="سهو")


def test_cancel_diagnosis_with_a_reason(world, rated):
    assert refusal(cancel_diagnosis, world.coordinator, rated, reason="  ") == "reason"
    row = cancel_diagnosis(world.coordinator, rated, reason="تعذر الحضور")
    assert row.steps.last().reason == "تعذر الحضور"
    with says_no("This diagnosis was cancelled."):
        open_sheet(world.coordinator, rated, group="association")


def test_rows_say_what_they_are(world, draft):
    sheet = answered(world.coordinator, draft, 1, None)
    named = open_sheet(world.coordinator, draft, group="association", who="الكاتبة")
    assert str(named).endswith("الكاتبة")
    assert [str(rating) for rating in sheet.ratings.order_by("item")][1] == "receipt: 1"
    assert sheet.subject_id == draft.engagement_id
    assert str(draft.instrument) in f"{draft.instrument}"
    assert str(draft).startswith(draft.instrument.title)
    assert Gap.objects.filter(diagnosis=draft).count() == 0
    assert Instrument.objects.filter(pk=draft.instrument_id).exists()
