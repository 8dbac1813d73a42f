"""Invariants of agreement, evidence and change, over random stories of one need and what answers it."""

from functools import partial

import pytest
from django.apps import apps
from django.db.models import F
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sanad.accompaniment.evidence.commands import add_evidence, withdraw_evidence
from sanad.accompaniment.models import (
    Change,
    Engagement,
    Evidence,
    Need,
    PlanApproval,
    PlanItem,
    PlanItemEvidence,
)
from sanad.accompaniment.needs.commands.change import record_change, resolve_need, write_change
from sanad.accompaniment.needs.commands.needs import move_need
from sanad.accompaniment.plan.commands.agreement import agree_item
from sanad.accompaniment.plan.commands.items import attach_evidence, edit_item, finish_item, move_item
from sanad.accompaniment.plan.queries.items import by_month, by_side, by_state
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.policy import Refused
from tests.properties import GLANCE, LOOK, across_spaces, alone, folded, frozen, now, opened, proposed, stays, voiced

BOTH = {"support", "association"}
DEEDS = (
    "keeper says yes",
    "head says yes",
    "change terms",
    "change person",
    "begin",
    "cancel",
    "finish",
    "show",
    "measure better",
    "measure worse",
    "state",
    "address",
    "resolve",
    "open again",
    "withdraw",
)


class Story:
    """One need and one plan item that answers it, with a paper in the file; each deed is tried and may be refused."""

    def __init__(self, world, engagement: Engagement) -> None:
        self.sg, self.head, self.person = world.sg, world.president, world.people["sg"]
        self.need = voiced(self.sg, engagement)
        self.item = proposed(self.sg, engagement, needs=[self.need], cost=0)
        self.paper = add_evidence(self.head, engagement, title="لائحة", kept_at="المقر")
        self.number = 0

    def deeds(self) -> dict:
        sg, item, need, paper, self.number = self.sg, self.item, self.need, self.paper, self.number + 1
        return {
            "keeper says yes": partial(agree_item, sg, item),
            "head says yes": partial(agree_item, self.head, item, terms=now(item)[0].terms),
            "change terms": partial(edit_item, sg, item, cost=self.number),
            "change person": partial(edit_item, sg, item, responsible=self.person),
            "begin": partial(move_item, sg, item, state="running"),
            "cancel": partial(move_item, sg, item, state="cancelled", reason="سبب"),
            "finish": partial(finish_item, sg, item),
            "show": partial(attach_evidence, self.head, item, evidence=[paper]),
            "measure better": partial(write_change, sg, need, method="score", before=1, after=2),
            "measure worse": partial(write_change, sg, need, method="score", before=2, after=1),
            "state": partial(record_change, sg, need, text="قول", evidence=paper),
            "address": partial(move_need, sg, need, state="addressed"),
            "resolve": partial(resolve_need, sg, need),
            "open again": partial(move_need, sg, need, state="in_plan", reason="سبب"),
            "withdraw": partial(withdraw_evidence, sg, paper, reason="خطأ"),
        }

    def look(self) -> None:
        """What always holds."""
        item, need, paper = now(self.item, self.need, self.paper)
        live = list(item.approvals.filter(withdrawn_at=None).values_list("side", flat=True))
        assert len(live) == len(set(live))
        assert folded(item) == item.state
        assert folded(need) == need.state
        if item.state in {"agreed", "running", "done"}:
            assert set(live) == BOTH
        if item.state == "proposed":
            assert set(live) != BOTH
        if need.state == "resolved":
            assert need.changes.for_the_better().exists()
            assert PlanItemEvidence.objects.filter(plan_item__needs=need, plan_item__state="done").exists()
        if paper.withdrawn_at:
            assert not paper.plan_item_links.exists()
            assert not paper.changes.exists()
        assert not across_spaces()


def picture() -> list:
    tables = apps.get_app_config("accompaniment").get_models()
    return [sorted(map(str, table.objects.values_list())) for table in tables] + [HistoryEntry.objects.count()]


@pytest.fixture
def engagement(world) -> Engagement:
    return Engagement.objects.get(space=world.sg.space, association=world.association)


@GLANCE
@given(st.lists(st.sampled_from(DEEDS), min_size=3, max_size=14))
def test_c4_c6_agreement_and_resolution_hold_after_every_deed(world, engagement, wanted):
    def tell() -> None:
        story, said = Story(world, engagement), 0
        for deed in wanted:
            before = picture()
            try:
                story.deeds()[deed]()
            except Refused:
                assert picture() == before
            story.look()
            rows = PlanApproval.objects.filter(plan_item=story.item).count()
            assert rows >= said  # what was said stays, also when it counts no more
            said = rows

    alone(tell)


def test_c4_one_story_leads_to_a_resolved_need(world, engagement):
    """So that the random stories are not only refusals."""
    story = Story(world, engagement)
    for deed in ("keeper says yes", "head says yes", "begin", "show", "finish", "measure better", "resolve"):
        story.deeds()[deed]()
        story.look()
    assert now(story.need)[0].state == "resolved"


@LOOK
@given(st.lists(st.booleans(), min_size=1, max_size=4), st.sampled_from(["finish", "change"]))
def test_c1_evidence_and_what_it_shows_share_the_file(world, engagement, kinds, use):
    def tell() -> None:
        story, other = Story(world, engagement), opened(world.sg)
        agree_item(world.sg, story.item)
        agree_item(world.president, story.item)
        papers = [
            add_evidence(world.sg, engagement if is_own else other, title=f"وثيقة {n}", kept_at="المقر")
            for n, is_own in enumerate(kinds)
        ]
        try:
            if use == "finish":
                finish_item(world.sg, story.item, evidence=papers)
            else:
                for paper in papers:
                    record_change(world.sg, story.need, text="قول", evidence=paper)
        except Refused:
            assert not all(kinds)
        else:
            assert all(kinds)
        assert not PlanItemEvidence.objects.exclude(evidence__engagement=F("plan_item__engagement_id")).exists()
        assert not Change.objects.exclude(evidence=None).exclude(evidence__engagement=F("need__engagement_id")).exists()

    alone(tell)


def test_c2_evidence_ranks_above_the_plan_and_change_above_evidence():
    def reached(model) -> set:
        found, ahead = set(), [model]
        while ahead:
            for field in ahead.pop()._meta.concrete_fields:
                other = field.related_model
                if field.is_relation and other._meta.app_label == "accompaniment" and other not in found:
                    found.add(other)
                    ahead.append(other)
        return found

    assert not reached(Need) & {PlanItem, Evidence, Change}
    assert not reached(PlanItem) & {Evidence, Change}
    assert Change not in reached(Evidence)
    assert {Need, Evidence} <= reached(Change)
    assert {PlanItem, Evidence} <= reached(PlanItemEvidence)


def test_c5_what_shows_something_is_never_deleted_and_what_changed_never_changes(world, engagement):
    story = Story(world, engagement)
    for deed in ("keeper says yes", "head says yes", "begin", "show", "state"):
        story.deeds()[deed]()
    stays(story.paper)
    stays(story.item)
    frozen(Change.objects.filter(need=story.need), text="غيره")


SIDES, STATES = st.sampled_from(PlanItem.Side.values), st.sampled_from(PlanItem.State.values)
DAYS = st.one_of(st.none(), st.dates(min_value=timezone.localdate().replace(year=2024, day=1)))
ITEMS = st.lists(st.tuples(SIDES, STATES, st.one_of(st.none(), st.integers(0, 10**9)), DAYS), max_size=12)


@given(ITEMS)
def test_the_board_the_time_line_and_the_totals_lose_nothing(drawn):
    """No row is left out or counted twice, whatever the plan holds."""
    items = [PlanItem(side=side, state=state, cost=cost, due_on=due) for side, state, cost, due in drawn]
    alive = [item for item in items if item.state != "cancelled"]
    assert sorted(item.pk for column in by_state(items) for item in column.items) == sorted(item.pk for item in items)
    months = by_month(items)
    assert sorted(item.pk for month in months for item in month.items) == sorted(item.pk for item in alive)
    dated = [month.begins for month in months if month.begins]
    assert dated == sorted(set(dated))
    assert sum(month.late for month in months) == sum(item.is_late for item in items)
    costs = by_side(items)
    assert sum(side.total for side in costs) == sum(item.cost or 0 for item in alive)
    assert sum(side.unknown for side in costs) == sum(item.cost is None for item in alive)
    assert all(0 <= side.promised <= side.total for side in costs)
