"""Who sees, runs and answers a diagnosis."""

import pytest

from sanad.accompaniment.engagements.commands import close_engagement
from sanad.accompaniment.models import PlanItem
from sanad.diagnosis import policies
from sanad.diagnosis.models import AgreedScore, Diagnosis, Gap, Instrument, MeasuredChange, Rating, ScoreEvidence, Sheet
from sanad.diagnosis.results.commands import answer_gap
from sanad.diagnosis.workshop.commands.diagnoses import move_diagnosis
from sanad.foundation.spaces.actor import Actor, actor_of
from sanad.foundation.spaces.models import User
from tests.diagnosis.tiny import agreed, answered, began, closed, engagement_of, tiny

MODELS = (Instrument, Diagnosis, Sheet, Rating, AgreedScore, ScoreEvidence, Gap, MeasuredChange)


@pytest.fixture
def treasurer(world):
    return actor_of(User.objects.get(username="said"))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_both_sides_of_the_file_see_it_and_nobody_else(world, model):
    kept = set(policies.visible_to(world.sg, model).values_list("pk", flat=True))
    assert set(policies.visible_to(world.president, model).values_list("pk", flat=True)) == kept
    assert bool(kept) == (model is not MeasuredChange)
    assert not policies.visible_to(world.stranger, model).exists()
    nobody = Actor(world.sg.user, world.sg.space, "no such role")
    assert not policies.visible_to(nobody, model).exists()


def test_each_side_does_its_part_in_each_state(world, treasurer):
    draft = began(world)
    omar = actor_of(User.objects.get(username="omar"))  # treasurer of the support organisation
    assert policies.can_start(world.coordinator, draft.engagement)
    assert not policies.can_start(world.president, draft.engagement)
    assert not policies.can_start(omar, draft.engagement)
    for actor in (world.coordinator, world.president, world.secretary, treasurer):
        assert policies.can_open_sheet(actor, draft)
    for actor in (world.stranger, omar):
        assert not policies.can_open_sheet(actor, draft)
    for actor in (world.president, world.secretary, treasurer, world.stranger, omar):
        assert not policies.can_run(actor, draft)
    assert not policies.can_agree(world.coordinator, draft)
    own = answered(world.president, draft, 1)
    others = answered(world.coordinator, draft, 1)
    assert policies.can_answer(world.president, own)
    assert not policies.can_answer(world.secretary, own)
    assert not policies.can_answer(world.coordinator, own)  # D3: nobody answers over the association
    assert policies.can_answer(world.sg, others)
    assert not policies.can_answer(world.president, others)
    rated = move_diagnosis(world.coordinator, draft, state="rated")
    assert policies.can_agree(world.coordinator, rated)
    assert not policies.can_open_sheet(world.president, rated)
    assert not policies.can_issue_results(world.sg, rated)


def test_scores_gaps_and_changes_are_led_by_the_keeper(world, treasurer):
    row = agreed(world, began(world), 1, 2, 3, 4, None)
    score = row.scores.get(item="receipt")
    assert policies.can_file_evidence(world.secretary, score)
    assert not policies.can_file_evidence(treasurer, score)
    assert not policies.can_file_evidence(world.stranger, score)
    for verdict in (policies.can_verify, policies.can_answer_gap, policies.can_measure):
        assert verdict(world.coordinator, score)
        assert not verdict(world.president, score)
        assert not verdict(world.stranger, score)
    gap = answer_gap(world.coordinator, score, answer="new", statement="الوصل")
    assert policies.can_propose_remedy(world.coordinator, gap)
    assert not policies.can_propose_remedy(world.secretary, gap)
    assert policies.can_issue_results(world.sg, row)
    assert not policies.can_issue_results(world.president, row)
    assert not policies.can_agree(world.coordinator, row)


def test_a_closed_file_closes_its_diagnoses(world):
    row = began(world)
    done = closed(world, began(world, tiny("other")), 1, 1, 1, 1, 1)
    for item in PlanItem.objects.filter(engagement=engagement_of(world)):
        PlanItem.objects.filter(pk=item.pk).update(state="cancelled")
    close_engagement(world.sg, engagement_of(world), exit="withdrawn", reason="انسحاب")
    row.refresh_from_db()
    row.engagement.refresh_from_db()
    assert not policies.can_run(world.coordinator, row)
    assert not policies.can_open_sheet(world.president, row)
    score = AgreedScore.objects.filter(diagnosis=done).first()
    assert not policies.can_measure(world.coordinator, score)
    assert not policies.can_file_evidence(world.coordinator, score)


def test_groups_follow_what_the_instrument_asks_about(world):
    row = began(world)
    assert policies.groups_for(world.coordinator, row) == ["association", "facilitator"]
    assert policies.groups_for(world.president, row) == ["association"]
