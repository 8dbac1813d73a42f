"""Random stories about a diagnosis: D1 to D5, C6, C7 and C8 hold whatever is done in whatever order."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sanad.accompaniment.models import Engagement, Evidence, Need, PlanItem
from sanad.accompaniment.plan.commands.items import write_plan_item
from sanad.diagnosis.models import AgreedScore, Diagnosis, MeasuredChange, Rating, Sheet
from sanad.diagnosis.results.commands import answer_gap, measure_change
from sanad.diagnosis.results.queries.impact import improved_associations
from sanad.diagnosis.workshop.commands.diagnoses import (
    cancel_diagnosis,
    close_diagnosis,
    move_diagnosis,
    start_diagnosis,
)
from sanad.diagnosis.workshop.commands.scores import agree_score, agree_scores, attach_score_evidence, verify_score
from sanad.diagnosis.workshop.commands.sheets import withdraw_sheet
from sanad.diagnosis.workshop.queries.evidence import provable_level
from sanad.diagnosis.workshop.queries.progress import unanswered_gaps
from tests.diagnosis.tiny import ITEMS, agreed, answered, began, closed
from tests.properties import GLANCE, LOOK, across_spaces, alone, folded, is_refused, lead, now, opened

levels = st.lists(st.one_of(st.none(), st.integers(1, 4)), min_size=5, max_size=5)


@LOOK
@given(st.lists(st.tuples(st.sampled_from(["association", "facilitator"]), levels), min_size=1, max_size=3), levels)
def test_what_each_said_and_what_was_agreed_stay_apart(world, said, together):
    """D1, D3"""

    def story():
        diagnosis = began(world)
        for group, values in said:
            answered(world.coordinator, diagnosis, *values, group=group)
        before = list(Rating.objects.filter(sheet__diagnosis=diagnosis).order_by("pk").values())
        move_diagnosis(world.coordinator, diagnosis, state="rated")
        scores = {
            item: {"reply": "level" if level else "na", "level": level}
            for item, level in zip(ITEMS, together, strict=True)
        }
        agree_scores(world.coordinator, diagnosis, scores=scores)
        assert list(Rating.objects.filter(sheet__diagnosis=diagnosis).order_by("pk").values()) == before
        assert [row["level"] for row in before] == [level for _group, values in said for level in values]
        kept = dict(AgreedScore.objects.filter(diagnosis=diagnosis).values_list("item", "level"))
        assert kept == dict(zip(ITEMS, together, strict=True))

    alone(story)


@LOOK
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["file", "withdraw", "verify"]), st.sampled_from(["scan", "photo", ""]), st.integers(1, 4)
        )
    ),
    st.integers(1, 4),
)
def test_nothing_is_verified_beyond_what_is_filed(world, acts, level):
    """D2"""

    def story():
        diagnosis = began(world)
        answered(world.coordinator, diagnosis, 1)
        move_diagnosis(world.coordinator, diagnosis, state="rated")
        score = agree_score(world.coordinator, diagnosis, item="cash", reply="level", level=level)
        for act, kind, wanted in acts:
            if act == "file":
                attach_score_evidence(world.coordinator, score, title="و", kind=kind, kept_at="خ")
            elif act == "withdraw":
                Evidence.objects.filter(score_links__score=score, kind=kind).update(withdrawn_at=timezone.now())
            else:
                done = not is_refused(verify_score, world.coordinator, score, level=wanted)
                assert done == (wanted <= min(level, provable_level(score)))

    alone(story)


@LOOK
@given(levels, st.one_of(st.none(), st.integers(1, 4)), st.sets(st.integers(0, 4)))
def test_a_diagnosis_closes_exactly_when_every_gap_is_answered(world, values, desired, answer):
    """D5"""

    def story():
        diagnosis = agreed(world, began(world), *values, desired=desired)
        below = {item for item, level in zip(ITEMS, values, strict=True) if level and desired and level < desired}
        assert {item.key for item in unanswered_gaps(diagnosis)} == below
        for number in answer:
            score = diagnosis.scores.get(item=ITEMS[number])
            done = not is_refused(answer_gap, world.coordinator, score, answer="waive", waiver="لاحقا")
            assert done == (ITEMS[number] in below)
        answered_all = below <= {ITEMS[number] for number in answer}
        assert is_refused(close_diagnosis, world.coordinator, diagnosis) != answered_all
        (diagnosis,) = now(diagnosis)
        assert (diagnosis.state == "closed") == answered_all == (diagnosis.closed_at is not None)
        assert folded(diagnosis) == diagnosis.state
        assert across_spaces() == []

    alone(story)


ACTS = ("rated", "draft", "agreed", "close", "cancel", "answer", "agree", "withdraw")


@GLANCE
@given(st.lists(st.sampled_from(ACTS), max_size=14))
def test_the_state_is_the_fold_of_the_steps_and_closed_is_frozen(world, acts):
    """C6, D5"""

    def story():
        diagnosis, who = began(world), world.coordinator
        for act in acts:
            (before,) = now(diagnosis)
            scores = list(AgreedScore.objects.filter(diagnosis=diagnosis).order_by("pk").values())
            if act in {"rated", "draft", "agreed"}:
                is_refused(move_diagnosis, who, diagnosis, state=act)
            elif act == "close":
                is_refused(close_diagnosis, who, diagnosis)
            elif act == "cancel":
                is_refused(cancel_diagnosis, who, diagnosis, reason="سبب")
            elif act == "answer":
                is_refused(answered, who, diagnosis, 1, 2, 3, 4, None)
            elif act == "agree":
                scored = {item: {"reply": "level", "level": 3, "desired": 3} for item in ITEMS}
                is_refused(agree_scores, who, diagnosis, scores=scored)
            elif sheet := Sheet.objects.filter(diagnosis=diagnosis, withdrawn_at=None).first():
                is_refused(withdraw_sheet, who, sheet, reason="سبب")
            (after,) = now(diagnosis)
            assert folded(after) == after.state
            if before.state in {"closed", "cancelled"}:
                assert after == before
                assert after.state == before.state
                assert list(AgreedScore.objects.filter(diagnosis=diagnosis).order_by("pk").values()) == scores

    alone(story)


def _measured(world, engagement: Engagement, before: int, after: int, kind: str) -> None:
    """Two closed diagnoses of the file, a need between them, and its measured change."""
    from sanad.accompaniment.models import Engagement as File

    assert isinstance(engagement, File)
    first = agreed(world, _began(world, engagement, kind), before, 4, 4, 4, 4, desired=4)
    score = first.scores.get(item="receipt")
    need = answer_gap(world.coordinator, score, answer="new", statement="حاجة").need
    first = close_diagnosis(world.coordinator, first)
    second = closed(world, _began(world, engagement, "annual"), after, 4, 4, 4, 4, desired=4)
    measure_change(world.coordinator, second.scores.get(item="receipt"), need=need, before=score)


def _began(world, engagement: Engagement, kind: str) -> Diagnosis:
    from sanad.diagnosis.instruments.commands import write_instrument
    from sanad.diagnosis.models import Instrument
    from tests.diagnosis.tiny import tiny

    if not Instrument.objects.filter(space=engagement.space, key="tiny"):
        write_instrument(engagement.space_id, tiny(), "upload")
    return start_diagnosis(world.coordinator, engagement, instrument="tiny@1", kind=kind, mode="visit")


WAYS = {
    "": [],
    "proposed": [],
    "agreed": ["agreed"],
    "running": ["agreed", "running"],
    "cancelled": ["agreed", "cancelled"],
}
files = st.fixed_dictionaries(
    {
        "baseline": st.booleans(),
        "plan": st.sampled_from(["", "proposed", "agreed", "running", "cancelled"]),
        "change": st.one_of(st.none(), st.tuples(st.integers(1, 3), st.integers(1, 4))),
    }
)


@GLANCE
@given(st.lists(files, min_size=1, max_size=2))
def test_the_rate_of_improved_associations(world, stories):
    """C7, C8"""

    def story():
        today, before = timezone.localdate(), improved_associations(world.sg, timezone.localdate())
        expected: dict = {}
        for one in stories:
            engagement = opened(world.sg)
            item = (
                write_plan_item(world.coordinator, engagement, form="coaching", objective="م") if one["plan"] else None
            )
            for state in WAYS[one["plan"]]:
                item = lead(world.coordinator, item, state)
            if one["change"]:
                _measured(world, engagement, *one["change"], kind="baseline" if one["baseline"] else "midline")
            elif one["baseline"]:
                closed(world, _began(world, engagement, "baseline"), 4, 4, 4, 4, 4)
            counts = one["baseline"] and one["plan"] in {"agreed", "running"}
            gained = bool(one["change"]) and one["change"][1] > one["change"][0]
            expected[engagement.association_id] = (counts, counts and gained)
        rate = improved_associations(world.sg, today)
        fresh = [line for line in rate.counted if line.association.pk in expected]
        assert {line.association.pk: line.is_improved for line in fresh} == {
            key: gained for key, (counts, gained) in expected.items() if counts
        }
        assert rate.denominator == before.denominator + len(fresh)
        assert 0 <= rate.numerator <= rate.denominator
        recount(rate)
        assert improved_associations(world.sg, today - timedelta(days=3650)).denominator == 0
        assert improved_associations(world.stranger, today).counted == []

    alone(story)


def recount(rate) -> None:
    """C8: the same figures from the ids of the rows alone."""
    seen = set()
    for line in rate.counted:
        assert line.association.pk not in seen
        seen.add(line.association.pk)
        for baseline in Diagnosis.objects.filter(pk__in=[row.pk for row in line.baselines]):
            assert (baseline.kind, baseline.state) == ("baseline", "closed")
            assert baseline.engagement.association_id == line.association.pk
        states = PlanItem.objects.filter(pk__in=[row.pk for row in line.plan_items]).values_list("state", flat=True)
        assert states
        assert set(states) <= {"agreed", "running", "done"}
        gains = MeasuredChange.objects.filter(pk__in=[row.pk for row in line.changes])
        assert all(row.after.level > row.before.level and row.change.measured_on.year == rate.year for row in gains)
        assert line.is_improved == gains.exists()
    assert rate.denominator == len(seen)
    assert Need.objects.exists()
