"""Evidence of agreed scores, and who checked it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanad.accompaniment.evidence.commands import add_evidence
from sanad.accompaniment.models import Engagement, Evidence
from sanad.diagnosis.models import AgreedScore, Diagnosis
from sanad.diagnosis.workshop.commands.diagnoses import move_diagnosis
from sanad.diagnosis.workshop.commands.scores import agree_score, attach_score_evidence, verify_score
from sanad.diagnosis.workshop.queries.evidence import provable_level
from sanad.foundation.policy import Refused
from tests.diagnosis.tiny import answered, began, engagement_of, tiny

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


def scored(world, rated, level: int = 3) -> AgreedScore:
    return agree_score(world.coordinator, rated, item="cash", reply="level", level=level, desired=4)


def test_attach_score_evidence_new_or_of_the_file(world, rated, engagement):
    score = scored(world, rated)
    link = attach_score_evidence(
        world.coordinator, score, title="وصل", kind="scan", upload=SimpleUploadedFile("paper.pdf", PDF)
    )
    assert link.evidence.engagement == engagement
    assert link.subject_id == engagement.pk
    assert refusal(attach_score_evidence, world.coordinator, score, title="وصل", kind="scan") == "upload"
    assert refusal(attach_score_evidence, world.coordinator, score, title=" ") == "title"
    assert (
        refusal(attach_score_evidence, world.coordinator, score, title="و", kind="hearsay", kept_at="خزانة") == "kind"
    )
    old = add_evidence(world.secretary, engagement, title="محضر", kind="photo", kept_at="الخزانة")
    assert attach_score_evidence(world.secretary, score, evidence=old).evidence == old
    assert refusal(attach_score_evidence, world.coordinator, score, evidence=old) == "evidence"
    both = {"evidence": old, "title": "وصل"}
    assert refusal(attach_score_evidence, world.coordinator, score, **both) == "evidence"
    elsewhere = Evidence.objects.create(space=engagement.space, title="محضر", kept_at="الخزانة", by=world.sg.user)
    assert refusal(attach_score_evidence, world.coordinator, score, evidence=elsewhere) == "evidence"


def test_verify_score_within_the_evidence(world, rated):
    """D2"""
    score = scored(world, rated)
    assert refusal(verify_score, world.coordinator, score, level=3) == "level"
    assert verify_score(world.coordinator, score, level=2).verified == 2
    link = attach_score_evidence(world.coordinator, score, title="وصل", kind="scan", kept_at="الخزانة")
    assert verify_score(world.sg, score, level=3).verified_by == world.sg.user
    assert refusal(verify_score, world.coordinator, score, level=4) == "level"
    assert refusal(verify_score, world.coordinator, score, level=0) == "level"
    Evidence.objects.filter(pk=link.evidence.pk).update(withdrawn_at=link.created_at)
    assert refusal(verify_score, world.coordinator, score, level=3) == "level"
    score = scored(world, rated, level=4)
    assert score.verified is None


def test_verify_score_with_nothing_on_file(world):
    content = tiny("strict")
    for domain in content["domains"]:
        for item in domain["items"]:
            for level in item["levels"]:
                level["evidence"] = ["scan"]
    rated = began(world, content)
    answered(world.coordinator, rated, 1)
    move_diagnosis(world.coordinator, rated, state="rated")
    assert refusal(verify_score, world.coordinator, scored(world, rated), level=1) == "level"


def test_a_verified_level_stands_while_only_the_reason_changes(world, rated):
    score = verify_score(world.coordinator, scored(world, rated), level=2)
    again = agree_score(
        world.coordinator, rated, item="cash", reply="level", level=score.level, desired=4, comment="سبب آخر"
    )
    assert (again.verified, again.comment) == (2, "سبب آخر")
    assert scored(world, rated, level=2).verified is None


def test_each_item_asks_for_its_own_evidence(world, rated):
    report = agree_score(world.coordinator, rated, item="report", reply="level", level=4, desired=4)
    cash = scored(world, rated)
    for score in (report, cash):
        attach_score_evidence(world.coordinator, score, title="صورة", kind="photo", kept_at="خزانة")
    assert (provable_level(report), provable_level(cash)) == (3, 2)
