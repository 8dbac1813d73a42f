"""Invariants of the chain from need to plan, over random stories."""

from collections import Counter
from datetime import timedelta
from functools import partial
from graphlib import TopologicalSorter
from itertools import pairwise
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sanad.accompaniment.engagements.commands import close_engagement, edit_engagement, move_engagement
from sanad.accompaniment.engagements.queries.dossier import activities_of, timeline
from sanad.accompaniment.models import Engagement, Need, PlanItem, PlanItemNeed, PlanItemStep
from sanad.accompaniment.needs.commands.needs import edit_need, move_need
from sanad.accompaniment.plan.commands.items import edit_item, move_item, propose_item
from sanad.accompaniment.plan.queries.items import by_side
from sanad.activities.models import Activity
from sanad.activities.outcome.commands import assign_follow_up, record_decision
from sanad.activities.programme.commands.activity import hold_activity, plan_activity, start_series
from sanad.activities.queries.series import carried_follow_ups
from sanad.directory.models import Organisation
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space
from sanad.foundation.spaces.roles import Role
from tests.properties import (
    CHAIN,
    GLANCE,
    LOOK,
    across_spaces,
    alone,
    chain_links,
    folded,
    following,
    frozen,
    is_refused,
    lead,
    lets_go,
    now,
    opened,
    proposed,
    stays,
    step,
    voiced,
)
from tests.refusals import says_no


@pytest.fixture
def engagement(world):
    return Engagement.objects.get(space=world.sg.space, association=world.association)


def picture() -> list:
    """Everything that the file holds, and how often something was done."""
    tables = apps.get_app_config("accompaniment").get_models()
    return [list(table.objects.order_by("pk").values_list()) for table in tables] + [HistoryEntry.objects.count()]


@pytest.fixture
def files(world, engagement):
    """Two files of one space and one of another support organisation, each with who keeps it."""
    space = Space.objects.create(kind=Space.Kind.SUPPORT, name_ar="منظمة أخرى")
    far = Actor(world.stranger.user, space, Role.SECRETARY_GENERAL)
    return [(world.sg, engagement), (world.sg, opened(world.sg)), (far, opened(far))]


@pytest.fixture
def needs(files):
    return [voiced(*files[number % 3], number, ways=["سبيل"]) for number in range(6)]


@LOOK
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.lists(st.integers(0, 5), max_size=2, unique=True), st.booleans()),
        min_size=1,
        max_size=4,
    )
)
def test_c1_both_ends_of_every_link_share_space_and_file(files, needs, asked):
    def tell() -> None:
        for place, chosen, edits in asked:
            keeper, engagement = files[place]
            link = partial(edit_item, keeper, proposed(keeper, engagement))
            link = link if edits else partial(proposed, keeper, engagement)
            answered, before = now(*(needs[number] for number in chosen)), picture()
            if all(number % 3 == place for number in chosen):
                assert set(link(needs=answered).needs.all()) == set(answered)
            else:
                with says_no("This choice does not exist.", field="needs"):
                    link(needs=answered)
                assert picture() == before
        assert not PlanItemNeed.objects.exclude(plan_item__engagement=F("need__engagement_id")).exists()
        assert not across_spaces()

    alone(tell)


@pytest.mark.parametrize("edits", [True, False])
def test_c1_a_need_is_voiced_at_an_activity_of_its_own_space(world, engagement, edits):
    host = Organisation.objects.filter(space=world.president.space).first()
    times = {"starts_at": timezone.now(), "ends_at": timezone.now()}
    theirs = plan_activity(world.president, kind="bureau", title="مكتب", host=host, **times)
    write = partial(edit_need, world.president, voiced(world.president, engagement))
    write = write if edits else partial(voiced, world.president, engagement)
    with says_no("This choice does not exist.", field="voiced_at"):
        write(voiced_at=theirs)


@pytest.mark.parametrize("change", ["engagement", "state", "space"])
@pytest.mark.parametrize("kind", ["need", "item"])
def test_c1_c6_no_change_of_words_moves_a_row(world, engagement, files, kind, change):
    value = {"engagement": files[1][1], "state": "parked" if kind == "need" else "done", "space": files[2][0].space}
    row, edit = (
        (voiced(world.sg, engagement), edit_need)
        if kind == "need"
        else (proposed(world.sg, engagement, needs=[voiced(world.sg, engagement)]), edit_item)
    )
    with pytest.raises(TypeError, match=rf"does not let {change} be edited|unexpected keyword argument .{change}"):
        edit(world.sg, row, **{change: value[change]})


def test_c2_the_need_ranks_below_the_plan():
    links: dict = {}
    for model, field in chain_links():
        if field.related_model._meta.app_label in CHAIN:
            links.setdefault(model, set()).add(field.related_model)
    TopologicalSorter(links).prepare()  # raises CycleError
    below, reached = [Need], set()
    while below:
        below += links.get(model := below.pop(), set()) - reached
        reached.add(model)
    assert not reached & {PlanItem, PlanItemNeed, PlanItemStep}
    assert {PlanItem, Need} <= links[PlanItemNeed]


@GLANCE
@given(st.lists(st.tuples(st.integers(0, 2), st.sets(st.integers(0, 2))), min_size=1, max_size=4))
def test_c2_no_chain_of_rows_comes_back_to_itself(world, engagement, stations):
    def tell() -> None:
        series, noon = start_series(world.sg, title="سلسلة"), timezone.now()
        for days, answered in stations:  # two stations may begin at the same instant
            when = noon - timedelta(days=3 - days)
            station = plan_activity(
                world.sg, kind="meeting", title="لقاء", host=world.host, series=series, starts_at=when, ends_at=when
            )
            needs = [voiced(world.sg, engagement, number, voiced_at=station) for number in answered]
            proposed(world.sg, engagement, needs=needs)
            decision = record_decision(world.sg, station, text="قرار")
            owner = world.people["sg"]
            assign_follow_up(world.sg, station, text="مهمة", owner=owner, due_on=station.held_on, decision=decision)
        links: dict = {}
        for model, field in chain_links():
            for pair in model._base_manager.exclude(**{field.name: None}).values_list("pk", field.attname):
                links.setdefault(pair[0], set()).add(pair[1])
        for station in Activity.objects.filter(series=series):
            links.setdefault(station.pk, set()).update(carried_follow_ups(station).values_list("pk", flat=True))
        TopologicalSorter(links).prepare()  # raises CycleError

    alone(tell)


@LOOK
@given(st.sampled_from(PlanItem.Form.values), st.sampled_from(["", *PlanItem.Field.values]))
def test_c3_a_training_names_its_field(world, engagement, form, field):
    def tell() -> None:
        lacks = form == PlanItem.Form.TRAINING and not field
        propose = partial(propose_item, world.sg, engagement, form=form, field=field, objective="بند")
        assert is_refused(propose) == lacks
        item = proposed(world.sg, engagement)
        assert is_refused(edit_item, world.sg, item, form=form, field=field) == lacks
        if lacks:
            with pytest.raises(IntegrityError), transaction.atomic():
                PlanItem.objects.filter(pk=item.pk).update(form=form, field=field)

    alone(tell)


@LOOK
@given(st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=2, max_size=8))
def test_c4_no_need_is_resolved_before_change_is_measured(world, engagement, wanted):
    def tell() -> None:
        need = voiced(world.sg, engagement)
        for number in wanted:
            if number is None:
                answers = need.state in {"voiced", "accepted", "in_plan"}
                proposed(world.sg, engagement, needs=[need])
                (need,) = now(need)
                assert (need.state == "in_plan") == answers  # what was parked or left out stays so
            else:
                if (state := following(need, number)) == "resolved":
                    continue
                need = move_need(world.sg, need, state=state, reason="سبب")
            assert need.state in Need.State.values
            with says_no("Show first what changed, and what it is known from.", field="state"):
                move_need(world.sg, need, state="resolved", reason="سبب")
            assert folded(need) == need.state

    alone(tell)


def test_c6_y2_a_plan_item_takes_its_needs_as_they_are_now(world, engagement):
    need = voiced(world.sg, engagement)
    (read_before,) = now(need)
    edit_need(world.sg, need, statement="بكلماتها")
    move_need(world.sg, need, state="parked", reason="لاحقا")
    proposed(world.sg, engagement, needs=[read_before])
    (need,) = now(need)
    assert need.statement == "بكلماتها"
    assert folded(need) == need.state == "parked"


def test_c5_no_link_of_the_chain_lets_go():
    assert [f"{model.__name__}.{field.name}" for model, field in chain_links() if lets_go(field)] == []


@GLANCE
@given(st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.booleans()), min_size=1, max_size=3))
def test_c5_nothing_with_descendants_is_deleted(world, needs):
    def tell() -> None:
        engagement = opened(world.sg)
        for ways, is_planned, is_parked in needs:
            need = voiced(world.sg, engagement, ways=["سبيل"] * ways)
            if is_planned:
                item = proposed(world.sg, engagement, needs=[need])
                stays(move_item(world.sg, item, state="cancelled", reason="سبب"))
                (need,) = now(need)
            if is_parked:
                need = move_need(world.sg, need, state="parked", reason="سبب")
            if ways or is_planned or is_parked:
                stays(need)
        stays(engagement)
        stays(engagement.association)

    alone(tell)


@GLANCE
@given(st.lists(st.sampled_from(["agreed", "running"]), max_size=2), st.sampled_from(["parked", "out_of_scope"]))
def test_c5_cancelling_wants_a_reason_and_keeps_what_was_linked(world, path, left):
    def tell() -> None:
        engagement = opened(world.sg)
        need, other = voiced(world.sg, engagement), voiced(world.sg, engagement, 1)
        item = proposed(world.sg, engagement, needs=[need])
        for state in path:
            if state in item.STATES.moves[item.state]:
                item = lead(world.sg, item, state)
        for row, move, state in ((item, move_item, "cancelled"), (other, move_need, left)):
            before = picture()
            with says_no("Say why.", field="reason"):
                move(world.sg, row, state=state, reason="")
            assert picture() == before
            assert move(world.sg, row, state=state, reason="سبب").steps.last().reason == "سبب"
        assert set(item.needs.all()) == {need}

    alone(tell)


@pytest.mark.parametrize("verb", ["cancel", "park", "close"])
def test_c5_a_blank_reason_is_none(world, engagement, verb):
    item, need = proposed(world.sg, engagement), voiced(world.sg, engagement)
    leave = {
        "cancel": partial(move_item, world.sg, item, state="cancelled"),
        "park": partial(move_need, world.sg, need, state="parked"),
        "close": partial(close_engagement, world.sg, engagement, exit="withdrawn"),
    }
    with says_no("Say why.", field="reason"):
        leave[verb](reason="  ")


MOVES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=8)


@GLANCE
@given(MOVES)
def test_c5_figures_as_of_earlier_instants_stay(world, moves):
    def tell() -> None:
        engagement, known = opened(world.sg), []
        mine = engagement.plan_items.all()
        items = [
            proposed(world.sg, engagement, cost=10**number, side=side)
            for number, side in enumerate(["support", "association", "support"])
        ]
        for place, number in moves:
            step(world.sg, items[place], number)
            known.append((timezone.now(), Counter(mine.values_list("state", flat=True)), by_side(mine.all())))
        for item in items:
            is_refused(move_item, world.sg, item, state="cancelled", reason="آخر")
        for instant, figures, costs in known:
            rows = list(mine.filter(created_at__lte=instant))
            for row in rows:
                row.state = folded(row, created_at__lte=instant)
            assert Counter(row.state for row in rows) == figures
            assert by_side(rows) == costs
        frozen(PlanItemStep.objects.filter(plan_item__engagement=engagement), after="proposed")

    alone(tell)


@LOOK
@given(MOVES)
def test_c5_a_file_closes_only_when_nothing_runs(world, moves):
    def tell() -> None:
        engagement = opened(world.sg)
        items = [proposed(world.sg, engagement) for _number in range(3)]
        for place, number in moves:
            step(world.sg, items[place], number)
        runs = engagement.plan_items.filter(state="running").exists()
        assert is_refused(close_engagement, world.sg, engagement, exit="graduated", reason="تمت") == runs
        assert is_refused(voiced, world.sg, engagement) != runs

    alone(tell)


@GLANCE
@given(st.lists(st.tuples(st.sampled_from(["voice", "plan", "park", "accept"]), st.integers(0, 9)), max_size=6))
def test_c6_a_request_sent_again_does_nothing(world, engagement, asked):
    def tell() -> None:
        need, done = voiced(world.sg, engagement), []
        requests = {
            "voice": partial(voiced, world.sg, engagement, ways=["سبيل"]),
            "plan": partial(proposed, world.sg, engagement, needs=[need]),
            "park": partial(move_need, world.sg, need, state="parked", reason="سبب"),
            "accept": partial(move_need, world.sg, need, state="accepted", reason="سبب"),
        }
        for name, earlier in asked:
            key = uuid4()
            if name == "plan":
                need.refresh_from_db()
            if is_refused(requests[name], key=key):
                continue
            done.append((name, key))
            before = picture()
            sent, key = done[earlier % len(done)]  # whatever was sent since, and whatever the state is by now
            assert requests[sent](key=key).pk == HistoryEntry.objects.get(key=key).object_id
            with says_no("This form was already sent with another content. Read it again and send it once more."):
                requests["plan" if sent == "voice" else "voice"](key=key)
            assert picture() == before

    alone(tell)


@LOOK
@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from(["statement", "root_cause", "concerned"]), st.integers(0, 2)),
        max_size=6,
    )
)
def test_y2_what_both_sides_write_into_a_need_stays(world, engagement, writes):
    def tell() -> None:
        need = voiced(world.sg, engagement)
        mine, theirs = now(need, need)  # both read it before anybody wrote, and never again
        told: dict = {"statement": [need.statement], "root_cause": [""], "concerned": [""]}
        for is_theirs, field, number in writes:
            text = f"نص {number}"
            edit_need(world.president if is_theirs else world.sg, theirs if is_theirs else mine, **{field: text})
            told[field] += [text] if told[field][-1] != text else []
        lines = HistoryEntry.objects.filter(object_id=need.pk, command="accompaniment.edit_need").order_by("seq")
        for field, texts in told.items():
            changes = [line.changes[field] for line in lines if field in line.changes]
            assert [tuple(change) for change in changes] == list(pairwise(texts))
            assert getattr(now(need)[0], field) == texts[-1]

    alone(tell)


@GLANCE
@given(st.integers(0, 2000), st.integers(0, 2000))
def test_y3_the_file_keeps_the_days_on_which_things_happened(world, engagement, opened_ago, met_ago):
    def tell() -> None:
        today, sg = timezone.localdate(), world.sg
        engagement = opened(sg, opened_on=today - timedelta(days=opened_ago))
        when = timezone.now() - timedelta(days=met_ago)
        met = plan_activity(
            sg,
            kind="visit",
            title="زيارة",
            host=world.host,
            starts_at=when,
            ends_at=when,
            partners=[engagement.association],
        )
        hold_activity(sg, met)
        need = voiced(sg, engagement, voiced_at=met)
        written = need.created_at
        edit_need(sg, need, root_cause="سبب")
        move_need(sg, need, state="accepted")
        for stage in ("diagnosing", "planned"):
            engagement = move_engagement(sg, engagement, stage=stage)
        engagement = edit_engagement(sg, engagement, referent=None, purpose="مواكبة")
        engagement = close_engagement(sg, engagement, exit="graduated", reason="تمت")
        engagement, need, met = now(engagement, need, met)
        assert engagement.opened_on == today - timedelta(days=opened_ago)
        assert (need.created_at, met.starts_at) == (written, when)
        moments = timeline(engagement, list(activities_of(sg, engagement)), [need], [])
        days = [(moment.row, moment.day) for moment in moments if moment.kind in {"activity", "need"}]
        assert days == [(met, timezone.localtime(when).date())]

    alone(tell)
