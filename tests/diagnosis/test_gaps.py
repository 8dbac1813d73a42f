"""What follows from a diagnosis: needs, waivers, remedies, measured change."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.accompaniment.needs.commands.needs import voice_need
from sanad.diagnosis.models import Diagnosis, MeasuredChange
from sanad.diagnosis.results.commands import answer_gap, answer_gaps, measure_change, propose_remedy
from sanad.diagnosis.results.queries.comparison import why_not_comparable
from sanad.diagnosis.workshop.commands.diagnoses import close_diagnosis, move_diagnosis
from sanad.diagnosis.workshop.commands.scores import agree_scores
from sanad.diagnosis.workshop.commands.sheets import answer_sheet, open_sheet
from sanad.diagnosis.workshop.queries.progress import unanswered_gaps
from sanad.directory.commands.organisations import add_organisation
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.roles import Role
from tests.diagnosis.tiny import ITEMS, agreed, began, closed, engagement_of, levels, tiny
from tests.pages import forms
from tests.refusals import says_no


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


def test_answer_gap_with_a_need_a_join_or_a_waiver(world, draft, engagement):
    """D5"""
    diagnosis = agreed(world, draft, 1, 2, 3, 4, None)
    receipt, minutes = (diagnosis.scores.get(item=item) for item in ITEMS[:2])
    who = world.coordinator
    with says_no("This item stands where you wish it to be."):
        answer_gap(who, diagnosis.scores.get(item="cash"), answer="waive", waiver="لا")
    with says_no("This item stands where you wish it to be."):
        answer_gap(who, diagnosis.scores.get(item="petition"), answer="waive", waiver="لا")
    assert refusal(answer_gap, who, receipt, answer="new", statement=" ") == "statement"
    assert refusal(answer_gap, who, receipt, answer="join") == "need"
    assert refusal(answer_gap, who, receipt, answer="waive", waiver="") == "waiver"
    assert refusal(answer_gap, who, receipt, answer="pray") == "answer"
    assert [item.key for item in unanswered_gaps(diagnosis)] == ["receipt", "minutes"]
    with says_no("Say first what follows from: text receipt · text minutes."):
        close_diagnosis(who, diagnosis)
    gap = answer_gap(who, receipt, answer="waive", waiver="لا يلزم الآن")
    assert gap.need is None
    gap = answer_gap(who, receipt, answer="new", statement="وصل الإيداع", priority=1)
    assert (gap.need.kind, gap.need.priority, gap.waiver) == ("capacity", 1, "")
    need = voice_need(world.secretary, engagement, kind="capacity", statement="المحاضر")
    assert answer_gap(who, minutes, answer="join", need=need).need == need
    foreign = Need.objects.create(
        engagement=Engagement.objects.create(
            space=engagement.space,
            association=add_organisation(world.sg, kind="association", name_ar="جمعية النخيل", is_new=True),
        ),
        space=engagement.space,
        kind="capacity",
        statement="أخرى",
    )
    assert refusal(answer_gap, who, minutes, answer="join", need=foreign) == "need"
    Need.objects.filter(pk=need.pk).update(state="out_of_scope")
    need.refresh_from_db()
    assert refusal(answer_gap, who, minutes, answer="join", need=need) == "need"
    assert close_diagnosis(who, diagnosis).state == "closed"
    assert str(gap)
    assert gap.subject_id == engagement.pk


def test_all_gaps_are_answered_in_one_save_with_what_helps(world, draft, engagement, browse):
    diagnosis = agreed(world, draft, 1, 2, 1, 4, None)
    need = voice_need(world.secretary, engagement, kind="capacity", statement="المحاضر")
    client, address = browse(world.sg), f"/diagnosis/{diagnosis.pk}/gaps/"
    (form,) = (form for form in forms(client.get(address).content.decode()) if "receipt__statement" in dict(form.pairs))
    words = dict(form.pairs)["receipt__statement"]
    assert "الوصل" in words  # of the item, and of what is so today
    typed = {"minutes": "join", "minutes__need": str(need.pk)}
    assert client.post(address, form.data(**typed)).status_code == 302
    answers = {gap.score.item: gap for gap in diagnosis.gaps.select_related("need", "score")}
    assert answers["receipt"].need.statement == words
    assert answers["minutes"].need == need
    assert PlanItem.objects.filter(engagement=engagement, target_item="receipt", needs=answers["receipt"].need).exists()
    assert unanswered_gaps(diagnosis) == []
    assert "fieldset" not in client.get(address).content.decode()
    assert client.post(address, form.data(**typed)).status_code == 302  # the same request sent twice
    assert PlanItem.objects.filter(engagement=engagement, target_item="receipt").count() == 1


def test_one_refused_gap_leaves_all_unsaid_and_stands_at_its_field(world, draft, browse):
    diagnosis = agreed(world, draft, 1, 2, 1, 4, None)
    address = f"/diagnosis/{diagnosis.pk}/gaps/"
    sent = {"receipt": "new", "receipt__statement": "الوصل", "minutes": "waive", "minutes__waiver": " "}
    page = browse(world.sg).post(address, {**sent, "_key": str(uuid4())})
    assert page.status_code == 422
    assert page.context["form"]["minutes__waiver"].errors
    assert "الوصل" in page.content.decode()
    assert diagnosis.gaps.count() == 0
    empty = browse(world.sg).post(address, dict.fromkeys(ITEMS, ""))
    assert empty.status_code == 422
    assert empty.context["form"].non_field_errors()
    assert browse(world.president).get(address).context.get("form") is None
    assert browse(world.president).post(address, sent).status_code == 422


def test_answer_gaps_refuses_what_is_not_asked_and_a_plan_that_one_may_not_write(world, draft):
    diagnosis = agreed(world, draft, 1, 2, 1, 4, None)
    who = world.coordinator
    new = {"answer": "new", "statement": "حاجة"}
    assert refusal(answer_gaps, who, diagnosis, answers={"nothing": new}) == "nothing"
    assert refusal(answer_gaps, who, diagnosis, answers={"petition": new}) == "petition"  # stands where it should
    assert refusal(answer_gaps, who, diagnosis, answers={"receipt": {**new, "statement": ""}}) == "receipt__statement"
    with says_no("This belongs to another space."):
        answer_gaps(world.president, diagnosis, answers={"receipt": new})
    answer_gaps(who, diagnosis, answers={"minutes": {"answer": "waive", "waiver": "لا يلزم", "remedy": True}})
    assert not PlanItem.objects.filter(target_item="minutes").exists()  # what is left as it is needs no help
    asked = {"receipt": {**new, "remedy": True}}
    trainer = Actor(who.user, who.space, Role.TRAINER)  # who leads a diagnosis, and writes no plan
    assert refusal(answer_gaps, trainer, diagnosis, answers=asked) == "receipt__remedy"
    assert answer_gaps(who, diagnosis, answers=asked) == diagnosis


def test_a_gap_of_the_residents_is_a_problem_of_theirs(world):
    diagnosis = began(world, tiny("houses", subject="residents"))
    sheet = open_sheet(world.coordinator, diagnosis, group="residents", who="الدار 1")
    answer_sheet(world.coordinator, sheet, answers=levels(1, 1, 1, 1, 1))
    move_diagnosis(world.coordinator, diagnosis, state="rated")
    scores = {item: {"reply": "level", "level": 1, "desired": 2} for item in ITEMS}
    agree_scores(world.coordinator, diagnosis, scores=scores)
    move_diagnosis(world.coordinator, diagnosis, state="agreed")
    gap = answer_gap(world.coordinator, diagnosis.scores.first(), answer="new", statement="الماء")
    assert gap.need.kind == "residents"


def test_propose_remedy_once(world, draft):
    diagnosis = agreed(world, draft, 1, 2, 3, 4, None)
    gap = answer_gap(world.coordinator, diagnosis.scores.get(item="receipt"), answer="new", statement="الوصل")
    item = propose_remedy(world.coordinator, gap)
    assert (item.form, item.field, item.target_item, item.target_level) == ("training", "management", "receipt", 3)
    assert item.side == PlanItem.Side.SUPPORT
    assert list(item.needs.all()) == [gap.need]
    assert item.needs.get().state == "in_plan"
    with says_no("This is already in the plan."):
        propose_remedy(world.coordinator, gap)
    waived = answer_gap(world.coordinator, diagnosis.scores.get(item="minutes"), answer="waive", waiver="لا")
    with says_no("This item was left as it is; there is no need to answer."):
        propose_remedy(world.coordinator, waived)


def test_a_remedy_is_done_by_whom_its_form_says(world, draft):
    diagnosis = agreed(world, draft, 1, 1, 3, 4, None)
    gaps = [
        answer_gap(world.coordinator, diagnosis.scores.get(item=key), answer="new", statement=key)
        for key in ("receipt", "minutes")
    ]
    sides = [propose_remedy(world.coordinator, gap).side for gap in gaps]
    assert sides == [PlanItem.Side.SUPPORT, PlanItem.Side.ASSOCIATION]


@pytest.fixture
def twice(world, engagement):
    """A diagnosis closed with a need for its first item, and the one after it, closed higher."""
    first = agreed(world, began(world, kind="baseline"), 1, 2, 3, 4, None)
    need = answer_gap(world.coordinator, first.scores.get(item="receipt"), answer="new", statement="الوصل").need
    answer_gap(world.coordinator, first.scores.get(item="minutes"), answer="waive", waiver="لا")
    first = close_diagnosis(world.coordinator, first)
    second = closed(world, began(world, kind="endline"), 3, 2, None, 4, None)
    return need, first, second


def measure(who, *, after, **details):
    return measure_change(who, after, **details)


def pair(item, need, first, second):
    return {"need": need, "before": first.scores.get(item=item), "after": second.scores.get(item=item)}


def test_measure_change_between_two_closed_diagnoses(world, twice):
    need, first, second = twice
    change = measure(world.coordinator, **pair("receipt", need, first, second), text="نعم")
    assert (change.method, change.before, change.after, change.measured_on) == ("score", 1, 3, second.held_on)
    assert change.is_for_the_better
    measured = MeasuredChange.objects.get(change=change)
    assert str(measured)
    assert measured.subject_id == need.engagement_id
    assert refusal(measure, world.coordinator, **pair("receipt", need, first, second)) == "after"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        MeasuredChange.objects.filter(pk=measured.pk).delete()


def test_measure_change_refuses_what_does_not_compare(world, twice, engagement):
    """D4"""
    need, first, second = twice
    act, who = measure, world.coordinator
    assert refusal(act, who, **pair("receipt", need, second, first)) == "after"
    assert refusal(act, who, **pair("cash", need, first, second)) == "after"
    assert refusal(act, who, **pair("minutes", need, first, second)) == "after"
    mixed = {"need": need, "before": first.scores.get(item="receipt"), "after": second.scores.get(item="minutes")}
    assert refusal(act, who, **mixed) == "after"
    association = add_organisation(world.sg, kind="association", name_ar="جمعية النخيل", is_new=True)
    other = Engagement.objects.create(space=engagement.space, association=association)
    elsewhere = Need.objects.create(engagement=other, space=engagement.space, kind="capacity", statement="أخرى")
    assert refusal(act, who, **pair("receipt", elsewhere, first, second)) == "after"
    assert why_not_comparable(first, Diagnosis(engagement=other, instrument=first.instrument))
    third = agreed(world, began(world, kind="annual"), 4, 4, 4, 4, 4)
    assert refusal(act, who, **pair("receipt", need, first, third)) == "after"


def test_measure_change_refuses_across_scales_with_the_reason(world, twice):
    need, first, _second = twice
    content = tiny(version=2, scale="tiny-5")
    content["levels"][0]["name"]["ar"] = "مستوى آخر"
    other = closed(world, began(world, content, kind="annual"), 4, 4, 4, 4, 4)
    with pytest.raises(Refused) as refused:
        measure(world.coordinator, **pair("receipt", need, first, other))
    assert refused.value.field == "after"
    assert str(refused.value.message) == str(why_not_comparable(first, other))
