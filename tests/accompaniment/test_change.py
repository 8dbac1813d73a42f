"""What became of a need, and needs that are met (C4)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from sanad.accompaniment.evidence.commands import add_evidence, withdraw_evidence
from sanad.accompaniment.models import Change, Engagement, Need
from sanad.accompaniment.needs.commands.change import record_change, resolve_need, write_change
from sanad.accompaniment.needs.commands.needs import move_need
from sanad.accompaniment.needs.policies import can_resolve_need
from sanad.accompaniment.plan.commands.items import attach_evidence, finish_item
from sanad.foundation.policy import Refused
from tests.properties import agreed, frozen, lead, now, opened, proposed, voiced
from tests.refusals import says_no

TODAY = timezone.localdate()


@pytest.fixture
def engagement(world) -> Engagement:
    return Engagement.objects.get(association=world.association)


@pytest.fixture
def need(world, engagement) -> Need:
    return voiced(world.sg, engagement)


def paper(actor, engagement):
    return add_evidence(actor, engagement, title="شهادة موقعة", kept_at="المقر")


def said(world, need, **details) -> Change:
    return record_change(world.sg, need, text="صار الماء في كل بيت", **details)


def test_record_change_is_a_signed_paper_known_or_filed_now(world, engagement, need):
    for nothing in ({}, {"evidence": paper(world.sg, engagement), "title": "أخرى", "kept_at": "المقر"}):
        with pytest.raises(Refused) as refusal:
            said(world, need, **nothing)
        assert refusal.value.field == "evidence"
    change = said(world, need, evidence=paper(world.president, engagement))
    assert change.is_for_the_better
    assert change.measured_on == TODAY
    assert str(change) == "صار الماء في كل بيت"
    assert said(world, need, title="شهادة", kept_at="المقر").evidence.engagement == engagement
    frozen(need.changes.all(), text="غيره")


def test_what_changed_has_a_day_that_has_come_and_a_paper_of_its_own_file(world, engagement, need):
    with pytest.raises(Refused) as refusal:
        said(world, need, evidence=paper(world.sg, engagement), measured_on=TODAY + timedelta(days=1))
    assert refusal.value.field == "measured_on"
    with pytest.raises(Refused) as refusal:
        said(world, need, evidence=paper(world.sg, opened(world.sg)))
    assert refusal.value.field == "evidence"


def test_write_change_measures_twice_for_higher_slices(world, engagement, need):
    better = write_change(world.sg, need, method="score", before=1, after=3)
    worse = write_change(world.sg, need, method="score", before=3, after=3)
    assert (better.is_for_the_better, worse.is_for_the_better) == (True, False)
    with override("en"):
        assert str(better) == "from 1 to 3"
    gone = paper(world.sg, engagement)
    withdraw_evidence(world.sg, gone, reason="خطأ")
    gone.refresh_from_db()
    for other in (paper(world.sg, opened(world.sg)), gone):
        with says_no("This choice does not exist.", field="evidence"):
            write_change(world.sg, need, method="statement", evidence=other)


def test_resolve_need_wants_a_change_for_the_better_and_evidence_on_what_was_done(world, engagement, need):
    item = proposed(world.sg, engagement, needs=[need])
    (need,) = now(need)
    write_change(world.sg, need, method="score", before=2, after=2)
    no_change = can_resolve_need(world.sg, need).reason
    with says_no("No change for the better is recorded."):
        resolve_need(world.sg, need)
    said(world, need, evidence=paper(world.sg, engagement))
    no_evidence = can_resolve_need(world.sg, need).reason
    assert no_evidence != no_change
    item = lead(world.sg, agreed(world.sg, item, world.president), "running")
    attach_evidence(world.sg, item, evidence=[paper(world.sg, engagement)])
    with says_no("No evidence shows that something in the plan was done for it."):
        resolve_need(world.sg, need)  # it runs, it is not done
    finish_item(world.sg, item)
    need = resolve_need(world.sg, need, note="بحضور السكان")
    assert [step.after for step in need.steps.all()][-2:] == ["addressed", "resolved"]
    assert need.steps.last().after_word == need.get_state_display()


def test_a_need_is_not_moved_to_resolved(world, need):
    with says_no("Show first what changed, and what it is known from.", field="state"):
        move_need(world.sg, need, state="resolved")


def test_a_need_that_was_resolved_opens_again_with_a_reason(world, engagement, need):
    item = agreed(world.sg, proposed(world.sg, engagement, needs=[need]), world.president)
    finish_item(world.sg, item, title="لائحة", kept_at="المقر")
    need = move_need(world.sg, need, state="addressed")
    said(world, need, title="شهادة", kept_at="المقر")
    need = resolve_need(world.sg, need)
    with says_no("This step does not follow from the present state."):
        resolve_need(world.sg, need)
    with says_no("Say why.", field="reason"):
        move_need(world.sg, need, state="in_plan")
    assert move_need(world.sg, need, state="in_plan", reason="انقطع الماء").state == "in_plan"


def test_only_the_keeper_says_what_became_of_a_need(world, engagement, need):
    for actor in (world.president, world.stranger):
        with says_no("This belongs to another space."):
            record_change(actor, need, text="…", title="شهادة", kept_at="المقر")
        assert not can_resolve_need(actor, need)
