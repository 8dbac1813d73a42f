"""Amendments: what they say, what they may not touch, how they are sealed (A2, A5)."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanad.foundation.policy import Refused
from sanad.partnerships.commitments.commands import accept_fulfilment, submit_fulfilment, waive_commitment
from sanad.partnerships.commitments.policies import can_issue_life_paper
from sanad.partnerships.commitments.queries.rows import with_terms
from sanad.partnerships.commitments.queries.terms import DueQuantity, Kept, kept_on, terms_of
from sanad.partnerships.life.commands.amendments import (
    abandon_amendment,
    change_article,
    change_commitment,
    draft_amendment,
    edit_amendment,
    sign_amendment,
    withdraw_article_change,
    withdraw_commitment_change,
)
from sanad.partnerships.life.commands.ending import terminate_agreement
from sanad.partnerships.life.policies import can_draft_amendment, can_edit_amendment, can_sign_amendment
from sanad.partnerships.models import Amendment, Commitment
from sanad.partnerships.queries.articles import articles_on
from sanad.partnerships.queries.standing import end_on, life_of
from tests.partnerships.lives import ENDS, SIGNED, TODAY, days, drafted, elsewhere, living, promise_between, scan
from tests.properties import GLANCE, alone, now
from tests.refusals import says_no


@pytest.fixture
def agreement(world):
    return living(world)


def drafted_amendment(world, agreement, **details) -> Amendment:
    return draft_amendment(world.sg, agreement, **{"reason": "تأخر", "effective_on": days(5), **details})


def sign(world, amendment, effective=5, **details) -> Amendment:
    given = {"signed_on": TODAY(), "effective_on": days(effective), "upload": scan(), **details}
    return sign_amendment(world.sg, amendment, **given)


def read(commitment: Commitment) -> Commitment:
    return with_terms(Commitment.objects.filter(pk=commitment.pk)).get()


def test_an_amendment_changes_words_from_its_day_on(world, agreement) -> None:
    article = agreement.articles.last()
    amendment = drafted_amendment(world, agreement)
    change_article(world.sg, amendment, article=article, text_ar="نص جديد")
    change_article(world.sg, amendment, heading_ar="مادة مضافة", text_ar="نص مضاف")
    before = articles_on(agreement, days(30))
    amendment = sign(world, amendment)
    assert articles_on(agreement, days(4)) == before
    text = articles_on(agreement, days(5))
    assert [row["text_ar"] for row in text][-2:] == ["نص جديد", "نص مضاف"]
    assert [row["heading_ar"] for row in text][-2:] == ["أحكام", "مادة مضافة"]
    assert amendment.proof.file is not None
    assert amendment.previous_hash == agreement.revisions.get().hash
    assert amendment.hash == now(amendment)[0].computed_seal()


def test_amendments_are_chained(world, agreement) -> None:
    hashes = [agreement.revisions.get().hash]
    for number in (1, 2):
        amendment = drafted_amendment(world, agreement)
        change_article(world.sg, amendment, text_ar=f"نص {number}")
        amendment = sign(world, amendment)
        assert (amendment.number, amendment.previous_hash) == (number, hashes[-1])
        hashes.append(amendment.hash)
    assert len(set(hashes)) == 3
    amendment.content["articles"][0]["text_ar"] = "نص آخر"
    assert amendment.computed_seal() != amendment.hash


def test_an_amendment_moves_measures_and_drops_promises(world, agreement) -> None:
    moved, dropped, paid = (promise_between(world, agreement, 0, 1) for _number in range(3))
    Commitment.objects.filter(pk=paid.pk).update(quantity=None, amount=5000, unit="")
    amendment = drafted_amendment(world, agreement, effective_on=TODAY())
    change_commitment(world.sg, amendment, commitment=moved, due_on=days(40))
    change_commitment(world.sg, amendment, commitment=moved, due_on=days(50))  # the last word counts
    change_commitment(world.sg, amendment, commitment=dropped, is_dropped=True)
    change_commitment(world.sg, amendment, commitment=paid, measure=7000)
    assert terms_of(read(moved)).dues == (DueQuantity(days(10), 3),)  # a draft changes nothing
    sign(world, amendment, effective=0)
    assert terms_of(read(moved)).dues == (DueQuantity(days(50), 3),)
    assert terms_of(read(paid)).dues == (DueQuantity(days(10), 7000),)
    moved, dropped = now(moved, dropped)
    assert moved.open_due_on == days(50)
    assert (dropped.open_due_on, dropped.waived_on, dropped.waiver) == (None, TODAY(), "تأخر")
    assert kept_on(terms_of(read(dropped)), TODAY()) == Kept.WAIVED


def test_what_fell_due_of_a_recurring_promise_stays_owed(world, agreement) -> None:
    first = days(-40)
    promise = promise_between(
        world, agreement, 0, 1, due_on=first, every_months=1, until_on=days(300), open_due_on=first
    )
    amendment = drafted_amendment(world, agreement, effective_on=TODAY())
    change_commitment(world.sg, amendment, commitment=promise, is_dropped=True)
    sign(world, amendment, effective=0)
    (promise,) = now(promise)
    assert (promise.open_due_on, promise.waived_on) == (first, None)
    assert kept_on(terms_of(read(promise)), TODAY()) == Kept.OVERDUE


def test_a_new_end_holds_from_its_day_on(world, agreement) -> None:
    amendment = sign(world, drafted_amendment(world, agreement, ends_on=days(400)))
    (agreement,) = now(agreement)
    assert agreement.ends_on == ENDS
    assert end_on(life_of(agreement), days(4)) == ENDS
    assert end_on(life_of(agreement), days(5)) == days(400)
    assert amendment.state == "signed"


def test_a5_what_is_kept_or_let_go_is_not_changed(world, agreement) -> None:
    fulfilled, waived, open_one = (promise_between(world, agreement, 0, 1) for _number in range(3))
    accept_fulfilment(world.president, submit_fulfilment(world.sg, fulfilled, quantity=3))
    waive_commitment(world.president, waived, reason="تنازل")
    amendment = drafted_amendment(world, agreement)
    for promise in now(fulfilled, waived):
        with says_no("Nothing is owed of this promise any more; an amendment cannot change it: "):
            change_commitment(world.sg, amendment, commitment=promise, due_on=days(90))
    change_commitment(world.sg, amendment, commitment=open_one, due_on=days(90))
    accept_fulfilment(world.president, submit_fulfilment(world.sg, open_one, quantity=3))
    with says_no("Nothing is owed of this promise any more; an amendment cannot change it: "):
        sign(world, amendment)  # it was kept in the meantime
    withdraw_commitment_change(world.sg, amendment.commitment_changes.get())
    with says_no("This amendment changes nothing."):
        sign(world, amendment)  # now it changes nothing
    assert now(amendment)[0].state == "draft"


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({}, "due_on"),
        ({"is_dropped": True, "measure": 5}, "is_dropped"),
        ({"measure": 0}, "measure"),
        ({"due_on": 4}, "due_on"),
        ({"foreign": True}, "commitment"),
    ],
)
def test_changes_that_make_no_sense(world, agreement, details, field) -> None:
    amendment, promise = drafted_amendment(world, agreement), promise_between(world, agreement, 0, 1)
    if details.pop("foreign", False):
        other = living(world, drafted(world, title_ar="أخرى"))
        promise, details = promise_between(world, other, 0, 1), {"measure": 2}
    if "due_on" in details:
        details = {"due_on": days(4)}
    with pytest.raises(Refused) as refusal:
        change_commitment(world.sg, amendment, commitment=promise, **details)
    assert refusal.value.field == field


def test_articles_that_make_no_sense(world, agreement) -> None:
    amendment, other = drafted_amendment(world, agreement), living(world, drafted(world, title_ar="أخرى"))
    with says_no("This choice does not exist.", field="article"):
        change_article(world.sg, amendment, article=other.articles.first(), text_ar="نص")
    with says_no("Write the new text.", field="text_ar"):
        change_article(world.sg, amendment, article=agreement.articles.first(), text_ar="  ")
    change = change_article(world.sg, amendment, article=agreement.articles.first(), text_ar="نص")
    again = change_article(world.sg, amendment, article=agreement.articles.first(), text_ar="نص ثان")
    assert (again.pk, again.text_ar) == (change.pk, "نص ثان")
    withdraw_article_change(world.sg, again)
    assert change_article(world.sg, amendment, article=agreement.articles.first(), text_ar="نص").pk != change.pk


@pytest.mark.parametrize("ends", [5, 6])
def test_the_new_end_may_be_the_day_on_which_it_takes_effect(world, agreement, ends) -> None:
    amendment = drafted_amendment(world, agreement)
    amendment = edit_amendment(world.sg, amendment, reason="سبب", effective_on=days(5), ends_on=days(ends))
    assert amendment.ends_on == days(ends)


@pytest.mark.parametrize(
    ("details", "field", "sentence"),
    [
        ({"reason": " "}, "reason", "Say why."),
        ({"effective_on": 301}, "effective_on", "This day lies outside the agreement."),
        ({"effective_on": -51}, "effective_on", "This day lies outside the agreement."),
        ({"ends_on": 4}, "ends_on", "The new end lies before the amendment takes effect."),
    ],
)
def test_days_outside_the_agreement(world, agreement, details, field, sentence) -> None:
    given = {name: days(value) if name.endswith("_on") else value for name, value in details.items()}
    with says_no(sentence, field=field):
        drafted_amendment(world, agreement, **given)
    amendment = drafted_amendment(world, agreement)
    with says_no(sentence, field=field):
        edit_amendment(world.sg, amendment, **{"reason": "سبب", "effective_on": days(5), **given})
    amendment = edit_amendment(world.sg, amendment, reason="سبب آخر", effective_on=days(6), ends_on=days(90))
    assert (amendment.reason, amendment.effective_on, amendment.ends_on) == ("سبب آخر", days(6), days(90))


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"signed_on": 1}, "signed_on"),
        ({"effective_on": -1}, "effective_on"),
        ({"upload": None}, "upload"),
        ({"signed_on": -60, "effective_on": -60}, "effective_on"),
    ],
)
def test_signatures_that_do_not_hold(world, agreement, details, field) -> None:
    amendment = drafted_amendment(world, agreement, ends_on=days(90))
    given = {name: days(value) if isinstance(value, int) else value for name, value in details.items()}
    with pytest.raises(Refused) as refusal:
        sign(world, amendment, **given)
    assert refusal.value.field == field
    assert now(amendment)[0].hash == ""


def test_only_one_amendment_is_drafted_at_a_time(world, agreement) -> None:
    amendment = drafted_amendment(world, agreement)
    with says_no("Another amendment is being drafted."):
        drafted_amendment(world, agreement)
    amendment = abandon_amendment(world.sg, amendment, reason="عدول")
    assert (amendment.state, amendment.abandoned_why) == ("abandoned", "عدول")
    with says_no("This amendment is not a draft any more."):
        change_article(world.sg, amendment, text_ar="نص")
    second = drafted_amendment(world, agreement)
    assert second.number == 2
    change = change_article(world.sg, second, text_ar="نص")
    withdraw_article_change(world.sg, change)
    with says_no("This was withdrawn."):
        withdraw_article_change(world.sg, now(change)[0])


def test_who_amends(world, agreement) -> None:
    amendment = drafted_amendment(world, agreement, ends_on=days(90))
    for actor in (world.president, world.stranger, elsewhere(world)):
        assert not can_draft_amendment(actor, agreement)
        assert not can_edit_amendment(actor, amendment)
        assert not can_sign_amendment(actor, amendment)
        assert not can_issue_life_paper(actor, amendment)
    assert can_edit_amendment(world.coordinator, amendment)
    assert not can_sign_amendment(world.coordinator, amendment)  # drafts, but does not sign
    assert can_issue_life_paper(world.coordinator, agreement)
    assert not can_draft_amendment(world.sg, drafted(world, title_ar="أخرى"))
    terminate_agreement(world.sg, agreement, terminated_on=days(60), reason="سبب")
    with says_no("This agreement was terminated."):
        sign(world, now(amendment)[0])


def test_a_request_sent_again_does_nothing(world, agreement) -> None:
    key = uuid4()
    amendment = drafted_amendment(world, agreement, ends_on=days(90), key=key)
    assert drafted_amendment(world, agreement, ends_on=days(90), key=key) == amendment
    file, key = scan(), uuid4()
    signed = sign(world, amendment, upload=file, key=key)
    assert sign(world, amendment, upload=file, key=key) == signed
    with says_no("This amendment is not a draft any more."):
        sign(world, amendment, upload=file)


@GLANCE
@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 2), st.booleans()), min_size=1, max_size=4))
def test_a2_the_text_on_a_day_is_told_by_what_was_signed(world, agreement, told) -> None:
    """Each amendment changes one of the articles or adds one; the text of a day never changes afterwards."""

    def tell() -> None:
        articles = list(agreement.articles.filter(withdrawn_at=None))
        known = {}
        for number, (effective, place, signs) in enumerate(told, 1):
            article = articles[place] if place < len(articles) else None
            amendment = drafted_amendment(world, agreement, effective_on=days(effective))
            change_article(world.sg, amendment, article=article, text_ar=f"نص {number}")
            if signs:
                sign(world, amendment, effective=effective)
                known[number] = (effective, str(article.pk) if article else str(amendment.article_changes.get().pk))
            else:
                abandon_amendment(world.sg, amendment, reason="عدول")
        for day in (-1, 0, 30, 60, 90):
            expected = {str(row.pk): None for row in articles}
            for number, (effective, key) in sorted(known.items(), key=lambda row: (row[1][0], row[0])):
                if effective <= day:
                    expected[key] = f"نص {number}"
            text = articles_on(agreement, days(day))
            assert {row["id"] for row in text} == set(expected)
            assert all(row["text_ar"] == expected[row["id"]] for row in text if expected[row["id"]])

    alone(tell)


def test_the_signed_day_is_the_first_one(agreement) -> None:
    assert agreement.signed_on == SIGNED
