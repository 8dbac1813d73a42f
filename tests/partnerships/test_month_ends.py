"""The day that was meant stays: through renewals, short months, leap years, and in notice counted in months."""

from datetime import date, timedelta

import pytest
from django.db.models import DateField, F, IntegerField, Value
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sanad.foundation.days import MonthsBefore, meant_day, months_after, notice_until, recurring
from sanad.foundation.policy import Refused
from sanad.foundation.reminders.sources import due_for
from sanad.partnerships.commitments.queries.terms import DueQuantity, TermsChange, amend_dues, terms_of
from sanad.partnerships.drafting.commands.agreement import edit_agreement
from sanad.partnerships.drafting.commands.commitments import add_instalment, edit_commitment
from sanad.partnerships.life.commands.ending import terminate_agreement
from sanad.partnerships.life.commands.renewal import renew_agreement
from sanad.partnerships.models import Agreement
from sanad.partnerships.queries.placeholders import fill_placeholders
from sanad.partnerships.queries.snapshot import content_of, snapshot_of
from tests.partnerships.lives import living
from tests.partnerships.table import draft, promised, sides
from tests.properties import LOOK

MEANT = st.one_of(st.none(), st.integers(28, 31))


def signed(world, start, end, **details):
    """An agreement of those days, taken as signed."""
    agreement = draft(world, starts_on=start, ends_on=end, **details)
    return as_signed(agreement)


def as_signed(agreement):
    Agreement.objects.filter(pk=agreement.pk).update(state="signed", signed_on=agreement.starts_on)
    return Agreement.objects.get(pk=agreement.pk)


def renewed(world, agreement, months):
    """Renewed again and again, each time as many months later, as if it had been signed."""
    while True:
        start = months_after(agreement.starts_on, months)
        end = months_after(start, months) - timedelta(days=1)
        agreement = as_signed(renew_agreement(world.sg, agreement, starts_on=start, ends_on=end))
        yield agreement


def dues(agreement):
    return [due.on for due in terms_of(agreement.commitments.get()).dues]


def test_a_half_year_keeps_the_end_of_march(world):
    agreement = signed(world, date(2026, 1, 1), date(2026, 6, 30))
    money = promised(world, agreement_open(agreement), quantity=None, amount=300, due_on=date(2026, 3, 31))
    add_instalment(world.sg, money, amount=300, due_on=date(2026, 3, 31))
    chain = renewed(world, as_signed(agreement), 6)
    for expected in (date(2026, 9, 30), date(2027, 3, 31), date(2027, 9, 30), date(2028, 3, 31)):
        found = next(chain).commitments.get()
        assert (found.due_on, found.instalments.get().due_on) == (expected, expected)


def agreement_open(agreement):
    """Open for drafting again, so that a promise can be written into it."""
    Agreement.objects.filter(pk=agreement.pk).update(state="negotiating")
    return Agreement.objects.get(pk=agreement.pk)


@pytest.mark.parametrize(
    ("first", "months", "expected"),
    [
        (date(2024, 2, 29), 12, [date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]),
        (date(2026, 1, 30), 1, [date(2026, 2, 28), date(2026, 3, 30), date(2026, 4, 30), date(2026, 5, 30)]),
        (date(2026, 8, 31), 6, [date(2027, 2, 28), date(2027, 8, 31), date(2028, 2, 29), date(2028, 8, 31)]),
        (date(2026, 9, 30), 6, [date(2027, 3, 30), date(2027, 9, 30)]),
    ],
)
def test_the_day_that_was_meant_stays_through_renewals(world, first, months, expected):
    start = first.replace(day=1)
    agreement = agreement_open(signed(world, start, months_after(start, months) - timedelta(days=1)))
    promised(world, agreement, due_on=first)
    chain = renewed(world, as_signed(agreement), months)
    assert [next(chain).commitments.get().due_on for _time in expected] == expected


def test_the_end_of_each_month_can_be_said(world):
    agreement = agreement_open(signed(world, date(2026, 1, 1), date(2026, 6, 30)))
    often = {"every_months": 1, "until_on": date(2026, 6, 30)}
    promise = promised(world, agreement, due_on=date(2026, 2, 28), is_month_end=True, **often)
    assert promise.is_month_end
    assert [day.day for day in dues(agreement)] == [28, 31, 30, 31, 30]
    second = next(renewed(world, as_signed(agreement), 6))
    assert dues(second) == [date(2026, month, day) for month, day in ((8, 31), (9, 30), (10, 31), (11, 30), (12, 31))]
    said = fill_placeholders("{commitments}", "ar", content_of(snapshot_of(second)))
    assert "آخر يوم" in said
    assert "dernier jour" in fill_placeholders("{commitments}", "fr", content_of(snapshot_of(second)))
    edited = edit_commitment(world.sg, agreement_open(agreement).commitments.get(), is_month_end=False)
    assert [day.day for day in dues(edited.agreement)] == [28, 28, 28, 28, 28]


def test_a_day_that_is_no_month_end_is_not_called_one(world):
    agreement = agreement_open(signed(world, date(2026, 1, 1), date(2026, 6, 30)))
    for day in (date(2026, 2, 27), date(2028, 2, 28), None):
        with pytest.raises(Refused) as refusal:
            promised(world, agreement, due_on=day, is_month_end=True)
        assert refusal.value.field == "due_on"


def test_another_day_is_meant_once_another_is_written(world):
    agreement = agreement_open(signed(world, date(2026, 1, 1), date(2026, 6, 30)))
    promise = promised(world, agreement, due_on=date(2026, 2, 28), is_month_end=True)
    promise = edit_commitment(world.sg, promise, due_on=date(2026, 3, 15), is_month_end=False)
    assert (promise.is_month_end, meant_day(promise.due_on, promise.meant_day)) == (False, 15)


def test_the_form_says_it(world, browse):
    agreement = agreement_open(signed(world, date(2026, 1, 1), date(2026, 12, 31)))
    debtor, creditor, *_rest = sides(agreement)
    typed = {
        "debtor": str(debtor.pk),
        "creditor": str(creditor.pk),
        "text_ar": "تقرير",
        "quantity": "1",
        "due_on": "28/02/2026",
        "is_month_end": "on",
        "every_months": "1",
        "until_on": "31/12/2026",
    }
    site = browse(world.sg)
    assert site.post(f"/agreements/{agreement.pk}/commitments/new/", typed).status_code == 302
    promise = agreement.commitments.get()
    assert promise.is_month_end
    page = site.get(f"/agreements/commitments/{promise.pk}/").content.decode()
    assert 'name="is_month_end"' in page
    assert "checked" in page.split('name="is_month_end"')[1].split(">")[0]


def test_an_amendment_to_a_month_end_stays_one():
    change = TermsChange(date(2027, 1, 10), 1, due_on=date(2027, 2, 28))
    rows = [DueQuantity(date(2026, 12, 31), 5), DueQuantity(date(2027, 1, 31), 5)]
    moved = amend_dues(rows, change, recurs=(1, date(2027, 4, 30)), meant=31)
    assert [due.on for due in moved[1:]] == [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]


@LOOK
@given(st.dates(date(1950, 1, 1), date(2080, 1, 1)), MEANT, st.lists(st.integers(1, 36), min_size=1, max_size=8))
def test_any_chain_of_moves_ends_where_one_move_would(day, meant, steps):
    moved, kept = day, meant
    for months in steps:
        moved, kept = months_after(moved, months, kept), meant_day(moved, kept)
    assert moved == months_after(day, sum(steps), meant)


@LOOK
@given(st.dates(date(1950, 1, 1), date(2080, 1, 1)), st.integers(1, 12))
def test_a_series_by_the_month_end_falls_on_month_ends(day, every):
    end = months_after(day.replace(day=1), 1) - timedelta(days=1)
    for due in recurring(end, every, months_after(end, 40), 31):
        assert (due + timedelta(days=1)).day == 1


# --------------------------------------------------------------------------------------------------------------- notice
@pytest.mark.parametrize(
    ("end", "months", "days", "latest"),
    [
        (date(2027, 2, 28), 1, 0, date(2027, 1, 28)),
        (date(2027, 2, 28), 0, 30, date(2027, 1, 29)),
        (date(2027, 3, 31), 1, 0, date(2027, 2, 28)),
        (date(2028, 3, 31), 1, 0, date(2028, 2, 29)),
        (date(2027, 1, 31), 3, 0, date(2026, 10, 31)),
        (date(2027, 1, 15), 12, 0, date(2026, 1, 15)),
    ],
)
def test_notice_is_counted_in_days_or_months(end, months, days, latest):
    assert notice_until(end, months, days) == latest


@pytest.mark.django_db
def test_the_database_counts_months_as_we_do(world):
    """On both databases, also where the month before is shorter."""
    agreement = Agreement.objects.create(space=world.sg.space, kind="specific", title_ar="اتفاقية")
    day = date(2026, 12, 28)
    while day < date(2028, 4, 3):
        for months in (0, 1, 2, 11, 12):
            Agreement.objects.filter(pk=agreement.pk).update(ends_on=day, notice_months=months)
            told = MonthsBefore(F("ends_on"), F("notice_months"))
            found = Agreement.objects.annotate(told=told).values_list("told", flat=True).get(pk=agreement.pk)
            assert found == months_after(day, -months), (day, months)
        day += timedelta(days=1 if day.day > 26 or day.day < 3 else 6)
    literal = MonthsBefore(Value(date(2027, 3, 31), DateField()), Value(1, IntegerField()))
    assert Agreement.objects.annotate(told=literal).values_list("told", flat=True).get(pk=agreement.pk).day == 28


def test_the_reminder_to_renew_comes_so_many_months_before(world):
    agreement = living(world)
    Agreement.objects.filter(pk=agreement.pk).update(notice_months=2, notice_days=0)
    latest = months_after(agreement.ends_on, -2)
    assert [due.due_on for due in due_for(world.sg, latest) if due.subject_id == agreement.pk] == [latest]


def test_an_end_is_told_so_many_months_before(world):
    agreement = living(world)
    Agreement.objects.filter(pk=agreement.pk).update(notice_months=1, notice_days=0)
    agreement = Agreement.objects.get(pk=agreement.pk)
    today = timezone.localdate()
    first = next(day for n in range(26, 34) if notice_until(day := today + timedelta(days=n), 1, 0) >= today)
    with pytest.raises(Refused) as refusal:
        terminate_agreement(
            world.sg, agreement, terminated_on=first - timedelta(days=1), reason="اتفاق", notice_on=today
        )
    assert refusal.value.field == "short_notice"
    ended = terminate_agreement(world.sg, agreement, terminated_on=first, reason="اتفاق", notice_on=today)
    assert ended.short_notice == ""


def test_the_frame_says_days_or_months(world, browse):
    agreement = draft(world)
    with pytest.raises(Refused) as refusal:
        edit_agreement(world.sg, agreement, notice_days=30, notice_months=1)
    assert refusal.value.field == "notice_days"
    agreement = edit_agreement(world.sg, agreement, notice_days=0, notice_months=3)
    content = content_of(snapshot_of(agreement))
    assert fill_placeholders("{notice_days}", "ar", content) == "3 أشهر"
    assert fill_placeholders("{notice_days}", "fr", content) == "3 mois"
    del content["notice_months"]  # what was sealed before months could be said
    assert fill_placeholders("{notice_days}", "fr", content | {"notice_days": 30}) == "30 jours"
    assert "3 أشهر" in browse(world.sg).get(f"/agreements/{agreement.pk}/").content.decode()
