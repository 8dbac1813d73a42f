"""Suspension, termination, renewal, and what is held under an agreement (A1, A6)."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanad.activities.models import Activity
from sanad.foundation.arabic import dates
from sanad.foundation.policy import Refused
from sanad.partnerships.drafting.commands.agreement import abandon_agreement
from sanad.partnerships.drafting.commands.budget import add_budget_line
from sanad.partnerships.drafting.commands.commitments import add_instalment
from sanad.partnerships.life.commands.amendments import (
    change_article,
    change_commitment,
    draft_amendment,
    sign_amendment,
)
from sanad.partnerships.life.commands.ending import (
    lift_suspension,
    link_activity,
    suspend_agreement,
    terminate_agreement,
)
from sanad.partnerships.life.commands.renewal import Shift, last_day_of, renew_agreement
from sanad.partnerships.life.policies import can_lift, can_link_activity, can_renew, can_suspend, can_terminate
from sanad.partnerships.models import Agreement
from sanad.partnerships.queries.standing import Standing, life_of, standing_on
from sanad.partnerships.sharing.commands import agree_sharing
from tests.partnerships.lives import ENDS, STARTED, TODAY, days, drafted, elsewhere, living, scan
from tests.partnerships.table import promised, sides
from tests.properties import GLANCE, alone, folded, is_refused, now
from tests.refusals import says_no


@pytest.fixture
def agreement(world):
    return living(world)


def where(agreement, day=0):
    (agreement,) = now(agreement)
    return standing_on(life_of(agreement), days(day))


# ------------------------------------------------------------------------------------------------------- suspension
def test_a_suspended_agreement_binds_nobody_until_it_is_lifted(world, agreement) -> None:
    pause = suspend_agreement(world.sg, agreement, from_on=days(-10), reason="خلاف")
    assert (where(agreement, -11), where(agreement), where(agreement, 299)) == (
        Standing.IN_FORCE,
        Standing.SUSPENDED,
        Standing.SUSPENDED,
    )
    pause = lift_suspension(world.sg, pause, again_on=days(1))
    assert pause.to_on == TODAY()
    assert (where(agreement), where(agreement, 1)) == (Standing.SUSPENDED, Standing.IN_FORCE)
    assert can_lift(world.sg, pause)  # it still lasts today
    with says_no("It ends before that already.", field="again_on"):
        lift_suspension(world.sg, pause, again_on=days(5))
    pause.to_on = days(-1)
    assert not can_lift(world.sg, pause)


def test_a_suspension_that_never_began_is_withdrawn(world, agreement) -> None:
    pause = suspend_agreement(world.sg, agreement, from_on=days(10), to_on=days(20), reason="خلاف")
    pause = lift_suspension(world.sg, pause, again_on=days(5))
    assert pause.withdrawn_at
    assert where(agreement, 15) == Standing.IN_FORCE
    with says_no("This suspension is over."):
        lift_suspension(world.sg, pause, again_on=days(5))
    suspend_agreement(world.sg, agreement, from_on=days(15), reason="خلاف")


@pytest.mark.parametrize(
    ("from_on", "to_on", "field"),
    [
        (-301, None, "from_on"),
        (301, None, "from_on"),
        (10, 9, "to_on"),
        (5, None, "from_on"),
        (5, 30, "from_on"),
        (35, 60, "from_on"),
    ],
)
def test_suspensions_that_make_no_sense(world, agreement, from_on, to_on, field) -> None:
    suspend_agreement(world.sg, agreement, from_on=days(30), to_on=days(40), reason="خلاف")
    with pytest.raises(Refused) as refusal:
        suspend_agreement(
            world.sg, agreement, from_on=days(from_on), to_on=days(to_on) if to_on else None, reason="خلاف"
        )
    assert refusal.value.field == field
    suspend_agreement(world.sg, agreement, from_on=days(41), reason="خلاف")
    with says_no("Say why.", field="reason"):
        suspend_agreement(world.sg, agreement, from_on=days(1), to_on=days(2), reason="  ")


# ------------------------------------------------------------------------------------------------------- termination
def test_a_terminated_agreement_binds_until_its_day(world, agreement) -> None:
    ended = terminate_agreement(world.sg, agreement, terminated_on=days(30), reason="اتفاق")
    assert (ended.state, ended.notice_on, ended.short_notice) == ("terminated", TODAY(), "")
    assert folded(ended) == "terminated"
    assert ended.steps.last().reason == "اتفاق"
    assert (where(agreement, 29), where(agreement, 30)) == (Standing.IN_FORCE, Standing.TERMINATED)
    with says_no("This agreement was terminated."):
        terminate_agreement(world.sg, ended, terminated_on=days(40), reason="مرة أخرى")


def test_a_shorter_notice_is_explained(world, agreement) -> None:
    with pytest.raises(Refused) as refusal:
        terminate_agreement(world.sg, agreement, terminated_on=days(29), reason="اتفاق")
    assert refusal.value.field == "short_notice"
    assert dates.day(days(-1), "ar") in str(refusal.value.message)
    ended = terminate_agreement(world.sg, agreement, terminated_on=days(29), reason="اتفاق", short_notice="قوة قاهرة")
    assert ended.short_notice == "قوة قاهرة"


def test_the_notice_counts_from_the_day_on_which_it_was_given(world, agreement) -> None:
    ended = terminate_agreement(world.sg, agreement, terminated_on=days(2), reason="اتفاق", notice_on=days(-28))
    assert (ended.notice_on, ended.short_notice) == (days(-28), "")


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"notice_on": 1}, "notice_on"),
        ({"terminated_on": 301}, "terminated_on"),
        ({"terminated_on": -51}, "terminated_on"),
    ],
)
def test_terminations_that_make_no_sense(world, agreement, details, field) -> None:
    given = {"terminated_on": days(40), **{name: days(value) for name, value in details.items()}}
    with pytest.raises(Refused) as refusal:
        terminate_agreement(world.sg, agreement, reason="اتفاق", **given)
    assert refusal.value.field == field
    with says_no("Say why.", field="reason"):
        terminate_agreement(world.sg, agreement, terminated_on=days(40), reason=" ")


def test_who_pauses_and_ends(world, agreement) -> None:
    assert can_terminate(world.president, agreement)  # a party, from its own space
    assert not can_suspend(world.president, agreement)
    for actor in (world.coordinator, world.secretary, world.stranger, elsewhere(world)):
        assert not can_terminate(actor, agreement)
        assert not can_suspend(actor, agreement)
    pause = suspend_agreement(world.sg, agreement, from_on=TODAY(), reason="خلاف")
    assert not can_lift(world.president, pause)
    ended = terminate_agreement(
        world.president, agreement, terminated_on=TODAY(), reason="انسحاب", short_notice="عاجل", key=uuid4()
    )
    assert ended.steps.last().by == world.president.user
    assert not can_suspend(world.sg, ended)
    draft = drafted(world, title_ar="أخرى")
    assert not can_terminate(world.sg, draft)


# ----------------------------------------------------------------------------------------------------------- renewal
def test_a6_the_successor_begins_after_its_predecessor(world, agreement) -> None:
    with says_no("It begins after this agreement ends.", field="starts_on"):
        renew_agreement(world.sg, agreement, starts_on=ENDS, ends_on=days(900))
    with says_no("It ends before it begins.", field="ends_on"):
        renew_agreement(world.sg, agreement, starts_on=days(301), ends_on=days(300))
    successor = renew_agreement(world.sg, agreement, starts_on=days(301), ends_on=days(900))
    assert (successor.state, successor.predecessor, successor.title_ar) == ("idea", agreement, agreement.title_ar)
    with says_no("The agreement that follows this one is begun already."):
        renew_agreement(world.sg, agreement, starts_on=days(301), ends_on=days(900))  # once
    abandon_agreement(world.sg, successor, reason="عدول")
    assert renew_agreement(world.sg, agreement, starts_on=days(302), ends_on=days(900)).pk != successor.pk


@pytest.fixture
def successor(world) -> Agreement:
    """It follows one with money, a visit every three months, and an amendment of an article and of two commitments."""
    agreement = drafted(world, budget=100_00)
    lead, association, _commune = sides(agreement)
    money = promised(world, agreement, text_ar="دعم", quantity=None, amount=100_00, due_on=days(30))
    add_instalment(world.sg, money, amount=100_00, due_on=days(30), condition="التقرير")
    add_budget_line(world.sg, agreement, label_ar="نقل", amount=100_00)
    monthly = promised(world, agreement, text_ar="زيارة", due_on=STARTED, every_months=3, until_on=ENDS)
    gone = promised(world, agreement, text_ar="ساقط", due_on=days(90))
    agree_sharing(world.sg, agreement, giver=association, taker=lead, kind="activities")
    agreement = living(world, agreement)
    amendment = draft_amendment(world.sg, agreement, reason="سبب", effective_on=TODAY())
    change_article(world.sg, amendment, article=agreement.articles.all()[1], text_ar="نص معدل")
    change_article(world.sg, amendment, heading_ar="مضافة", text_ar="نص مضاف")
    change_commitment(world.sg, amendment, commitment=now(gone)[0], is_dropped=True)
    change_commitment(world.sg, amendment, commitment=now(monthly)[0], measure=2)
    sign_amendment(world.sg, amendment, signed_on=TODAY(), effective_on=TODAY(), upload=scan())
    return renew_agreement(world.sg, agreement, starts_on=days(310), ends_on=days(900))


def test_the_successor_has_the_same_parties_and_nobody_signed(successor) -> None:
    of_before = [row.organisation for row in sides(successor.predecessor)]
    assert [row.organisation for row in sides(successor)] == of_before
    assert len(of_before) == 3
    assert all(row.mandate and not row.signed_on for row in sides(successor))


def test_the_successor_has_the_articles_as_they_were_amended(successor) -> None:
    first = successor.predecessor.articles.first().text_ar
    assert [row.text_ar for row in successor.articles.all()] == [first, "نص معدل", "نص مضاف"]


def test_the_successor_has_the_commitments_as_they_were_amended_with_other_days(successor) -> None:
    promises = {row.text_ar: row for row in successor.commitments.all()}
    assert set(promises) == {"دورة", "دعم", "زيارة"}
    shift = Shift(STARTED, days(310))
    assert promises["دعم"].due_on == shift.moved(days(30))
    assert promises["دعم"].instalments.get().condition == "التقرير"
    assert (promises["زيارة"].quantity, promises["زيارة"].until_on) == (2, shift.moved(ENDS))
    assert promises["دعم"].debtor.agreement == successor


def test_the_successor_has_the_budget_and_what_is_shown_but_nobodys_consent(successor) -> None:
    assert successor.budget_lines.get().amount == 100_00
    assert (successor.sharings.get().consent, successor.sharings.get().from_on) == (None, days(310))


def test_who_signs_is_named_again_when_the_mandate_ends(world, agreement) -> None:
    party = sides(agreement)[0]
    party.mandate.to_on = days(100)
    party.mandate.save()
    successor = renew_agreement(world.sg, agreement, starts_on=days(301), ends_on=days(900))
    seated = sides(successor)
    assert (seated[0].mandate, seated[0].signatory) == (None, None)
    assert seated[1].mandate == sides(agreement)[1].mandate


def test_an_ended_agreement_is_followed_from_its_last_day(world, agreement) -> None:
    ended = terminate_agreement(world.sg, agreement, terminated_on=days(40), reason="اتفاق")
    assert last_day_of(ended) == days(39)
    assert renew_agreement(world.sg, ended, starts_on=days(40), ends_on=days(90)).starts_on == days(40)


def test_who_renews(world, agreement) -> None:
    for actor in (world.president, world.stranger, elsewhere(world)):
        assert not can_renew(actor, agreement)
    assert can_renew(world.coordinator, agreement)
    assert not can_renew(world.sg, drafted(world, title_ar="أخرى"))


@pytest.mark.parametrize(
    ("start", "begins", "day", "moved"),
    [
        ("2024-01-31", "2025-01-31", "2024-02-29", "2025-02-28"),
        ("2024-01-01", "2024-03-01", "2024-01-31", "2024-03-31"),
        ("2024-01-01", "2024-01-03", "2024-02-28", "2024-03-01"),
    ],
)
def test_days_move_by_whole_months_where_they_can(start, begins, day, moved) -> None:
    from datetime import date

    days_ = [date.fromisoformat(text) for text in (start, begins, day, moved)]
    assert Shift(*days_[:2]).moved(days_[2]) == days_[3]


@GLANCE
@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(0, 200), st.integers(0, 3)), min_size=1, max_size=4))
def test_a6_no_chain_of_successors_overlaps_or_comes_back(world, agreement, renewals) -> None:
    def tell() -> None:
        row = agreement
        for gap, length, stops in renewals:
            last = last_day_of(row)
            starts = last.fromordinal(last.toordinal() + gap)
            ends = starts.fromordinal(starts.toordinal() + length)
            if is_refused(renew_agreement, world.sg, row, starts_on=starts, ends_on=ends):
                assert gap <= 0
                continue
            row = Agreement.objects.get(predecessor=row)
            Agreement.objects.filter(pk=row.pk).update(state="signed", signed_on=starts)
            (row,) = now(row)
            if stops == 0:
                is_refused(terminate_agreement, world.sg, row, terminated_on=starts, reason="سبب", short_notice="سبب")
                (row,) = now(row)
        seen = []
        while row is not None:
            assert row.pk not in seen
            seen.append(row.pk)
            before = row.predecessor
            if before is not None:
                assert last_day_of(before) < row.starts_on
            row = before

    alone(tell)


# -------------------------------------------------------------------------------------------------------- activities
def test_a_meeting_of_the_committee_stands_under_the_agreement(world, agreement) -> None:
    meeting = Activity.objects.filter(space=world.sg.space).first()
    link = link_activity(world.sg, agreement, activity=meeting)
    assert (link.is_committee, link.activity) == (True, meeting)
    with says_no("It stands under this agreement already.", field="activity"):
        link_activity(world.sg, agreement, activity=meeting)
    for actor in (world.president, world.stranger, elsewhere(world)):
        assert not can_link_activity(actor, agreement)
    assert not can_link_activity(world.sg, drafted(world, title_ar="أخرى"))
