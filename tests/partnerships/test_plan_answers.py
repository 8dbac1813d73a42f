"""One thing has one state: a plan item that an agreement promises stands where the promise stands, on every page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from sanad.accompaniment.engagements.queries.next_step import next_of_engagement
from sanad.accompaniment.models import PlanItem
from sanad.accompaniment.plan.commands.items import finish_item, settle_item
from sanad.accompaniment.plan.policies import can_settle_item
from sanad.accompaniment.plan.queries.items import by_month, by_state, plan_of, summary_of, with_days
from sanad.foundation.arabic import dates
from sanad.foundation.reminders.sources import due_for
from sanad.partnerships.commitments.commands import (
    accept_fulfilment,
    decline_fulfilment,
    submit_fulfilment,
    waive_commitment,
)
from sanad.partnerships.commitments.documents import state_of_commitments
from sanad.partnerships.life.commands.ending import terminate_agreement
from sanad.partnerships.models import Commitment
from sanad.workspace.finding.queries import search
from tests.partnerships.lives import TODAY, days, living, owed_since, promise_between, scan
from tests.partnerships.table import file_of
from tests.properties import now, proposed
from tests.refusals import says_no

State, Kept = PlanItem.State, Commitment.Kept


@pytest.fixture
def item(world) -> PlanItem:
    return proposed(world.sg, file_of(world), due_on=days(-30))


@pytest.fixture
def promise(world, item) -> Commitment:
    row = promise_between(world, living(world, engagement=file_of(world)), 0, 1)
    Commitment.objects.filter(pk=row.pk).update(plan_item=item)
    return now(row)[0]


def read(item: PlanItem) -> PlanItem:
    return PlanItem.objects.with_standing().get(pk=item.pk)


def kept(world, promise: Commitment) -> None:
    piece = submit_fulfilment(world.sg, promise, quantity=promise.measure, upload=scan(), note="سند التسليم")
    accept_fulfilment(world.president, piece)


def test_what_was_signed_is_agreed_and_due_when_the_promise_is(world, item, promise):
    row = read(item)
    assert (row.state, row.standing, row.due, row.is_late) == (State.PROPOSED, State.AGREED, promise.open_due_on, False)
    assert row.get_standing_display() == str(State.AGREED.label)
    plan = plan_of(world.sg, item.engagement)
    assert row in next(column.items for column in by_state(plan) if column.state == State.AGREED)
    assert promise.open_due_on.replace(day=1) in {month.begins for month in by_month(plan) if row in month.items}
    assert row not in PlanItem.objects.late(TODAY())


def test_search_says_where_it_stands_too(world, item, promise):
    [hit] = [hit for hit in search(world.sg, str(item)) if str(item.pk) in hit.url]
    assert hit.hint.endswith(str(State.AGREED.label))


def test_a_promise_that_is_late_makes_the_item_late(world, item, promise):
    owed_since(promise, days(-3))
    row = read(item)
    assert (row.due, row.is_late) == (days(-3), True)
    assert row in PlanItem.objects.late(TODAY())
    found = summary_of(world.sg, item.engagement, 20)
    assert row in found.late_items
    assert {due.kind for due in due_for(world.sg, TODAY()) if due.subject_id in {item.pk, promise.pk}} == {
        "partnerships.promise"
    }


def test_what_comes_next_is_the_promise_that_falls_due_first(world, item, promise):
    """Not the one for which the plan had named the earlier day."""
    PlanItem.objects.filter(engagement=item.engagement).exclude(pk=item.pk).update(state=State.CANCELLED)
    sooner = proposed(world.sg, item.engagement, due_on=promise.open_due_on - timedelta(days=1))
    PlanItem.objects.filter(pk=sooner.pk).update(state=State.AGREED)
    found = summary_of(world.sg, item.engagement, 20)
    assert found.next_promise == sooner
    assert [row for row in found.next_items if row in {sooner, item}] == [sooner, item]
    with override("en"):
        assert dates.day(sooner.due_on, "en") in str(next_of_engagement(world.sg, now(item.engagement)[0]).text)
        PlanItem.objects.filter(pk=sooner.pk).update(state=State.CANCELLED)
        assert dates.day(promise.open_due_on, "en") in str(next_of_engagement(world.sg, now(item.engagement)[0]).text)


def test_what_was_kept_is_done_and_nothing_reminds_of_it(world, item, promise, browse):
    kept(world, promise)
    row = read(item)
    assert (row.standing, row.is_late) == (State.DONE, False)
    assert item.pk not in {due.subject_id for due in due_for(world.sg, TODAY())}
    assert dict(summary_of(world.sg, item.engagement, 20).states)[str(State.DONE.label)] >= 1
    (on_line,) = with_days([row])
    assert on_line.day == promise.fulfilments.get().on
    page = browse(world.sg).get(f"/accompaniment/plan/{item.pk}/").content.decode()
    assert f"/agreements/promises/{promise.pk}/" in page
    assert str(Commitment.Kept.FULFILLED.label) in page
    assert f"/accompaniment/plan/{item.pk}/settle/" in page
    assert (
        f"/accompaniment/plan/{item.pk}/"
        in browse(world.sg).get(f"/agreements/promises/{promise.pk}/").content.decode()
    )


def test_one_touch_takes_it_over_with_what_shows_it(world, item, promise, browse):
    with says_no("Nothing says that this was carried out."):
        settle_item(world.sg, item)
    kept(world, promise)
    assert not can_settle_item(world.president, item)
    browse(world.sg).post(f"/accompaniment/plan/{item.pk}/settle/")
    (item,) = now(item)
    assert item.state == State.DONE
    assert [step.after for step in item.steps.order_by("created_at")][-2:] == [State.AGREED, State.DONE]
    assert [link.evidence.title for link in item.evidence_links.all()] == ["سند التسليم"]
    with says_no("This is done or cancelled and stays as it is."):
        settle_item(world.sg, item)


def test_what_was_signed_may_be_said_to_be_carried_out_by_hand_too(world, item, promise):
    Commitment.objects.filter(pk=promise.pk).update(plan_item=None)
    with says_no("Both sides agree to it first."):
        finish_item(world.sg, item)
    Commitment.objects.filter(pk=promise.pk).update(plan_item=item)
    assert finish_item(world.sg, item).state == State.DONE


def test_what_is_agreed_already_is_only_carried_out(world, item, promise):
    PlanItem.objects.filter(pk=item.pk).update(state=State.RUNNING)
    kept(world, promise)
    item = settle_item(world.sg, item)
    assert [step.after for step in item.steps.order_by("created_at")][-1:] == [State.DONE]


def test_what_was_let_go_is_cancelled_and_what_was_terminated_binds_nobody(world, item, promise):
    waive_commitment(world.president, promise, reason="لم نعد في حاجة إليها")
    assert read(item).standing == State.CANCELLED
    other = proposed(world.sg, file_of(world), due_on=days(-30))
    owed_since(promise, days(20), plan_item=other, waived_on=None)
    assert read(other).standing == State.AGREED
    assert read(item).standing == State.PROPOSED
    agreement = now(promise)[0].agreement
    terminate_agreement(world.sg, agreement, terminated_on=TODAY(), reason="انتهى", short_notice="باتفاق الطرفين")
    assert (read(other).standing, read(other).due) == (State.PROPOSED, days(-30))


def test_the_page_of_a_promise_without_an_item_says_nothing_of_a_plan(world, promise, item, browse):
    Commitment.objects.filter(pk=promise.pk).update(plan_item=None)
    page = browse(world.sg).get(f"/agreements/promises/{promise.pk}/").content.decode()
    assert f"/accompaniment/plan/{item.pk}/" not in page


def test_what_was_delivered_waits_for_a_yes_and_is_late_nowhere(world, item, promise, browse):
    """On the promise, its agreement, the item, the plan, the file and the lists; the debtor owes nothing meanwhile, and the
    other side is reminded.
    """
    owed_since(promise, days(-20))
    page = browse(world.sg, "en")
    waits, late = "Delivered, waits for a yes", "Overdue"
    ours = (f"/agreements/promises/{promise.pk}/", reverse("partnerships:follow_up", args=[promise.agreement_id]))
    assert read(item).is_late
    assert now(promise)[0].kept == Kept.OVERDUE
    assert all(f'<span class="badge late">{late}</span>' in page.get(address).text for address in ours)
    piece = submit_fulfilment(world.sg, now(promise)[0], quantity=promise.measure, upload=scan(), note="سند التسليم")
    row = read(item)
    assert (row.standing, row.is_delivered, row.is_late) == (State.RUNNING, True, False)
    assert row not in PlanItem.objects.late(TODAY())
    with says_no("All of it was delivered: the other side answers first."):
        finish_item(world.sg, item, note="تم")
    file = f"/accompaniment/{item.engagement_id}/"
    of_plan = (
        f"/accompaniment/plan/{item.pk}/",
        *(f"{file}{tab}" for tab in ("", "plan/", "plan/list/", "plan/print/")),
    )
    for address in (*ours, "/agreements/promises/?kept=delivered", *of_plan):
        shown = page.get(address).text
        assert waits in shown, address
        assert f'<span class="badge late">{late}</span>' not in shown, address
    assert item not in summary_of(world.sg, item.engagement, 9).late_items
    assert promise.text_ar not in page.get("/agreements/promises/?kept=overdue").text
    with override("en"):
        assert waits in str(state_of_commitments(promise.agreement).blocks)
    owed = {due.kind for due in due_for(world.sg, TODAY()) if due.subject_id == promise.pk}
    asked = {due.kind for due in due_for(world.president, TODAY()) if promise.text_ar in due.title}
    assert (owed, asked) == (set(), {"partnerships.answer"})
    accept_fulfilment(world.president, piece)
    assert (read(item).standing, read(item).is_delivered, now(promise)[0].kept) == (State.DONE, False, Kept.FULFILLED)


@pytest.mark.parametrize("part", ["less than all", "again and again"])
def test_what_is_delivered_in_part_is_owed_still(world, item, promise, part):
    again = {"every_months": 1, "until_on": days(90)} if part == "again and again" else {}
    owed_since(promise, days(-20), quantity=2, **again)
    piece = submit_fulfilment(world.sg, now(promise)[0], quantity=2 if again else 1, upload=scan(), note="سند")
    assert (read(item).is_delivered, read(item).is_late) == (False, not again)
    (row,) = now(promise)
    assert (row.kept, row.open_due_on) == (Kept.PENDING if again else Kept.OVERDUE, days(-20))
    assert (row.falls_due_on > TODAY()) == bool(again)
    decline_fulfilment(world.president, piece, reason="ناقص")
    assert (read(item).is_late, now(promise)[0].kept) == (True, Kept.OVERDUE)
