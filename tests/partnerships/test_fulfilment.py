"""Promises kept piece by piece: who delivers, who accepts, what counts (A4)."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanad.accompaniment.evidence.commands import add_evidence
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import actor_of
from sanad.foundation.spaces.models import User
from sanad.partnerships.commitments.commands import (
    accept_fulfilment,
    decline_fulfilment,
    submit_fulfilment,
    waive_commitment,
)
from sanad.partnerships.commitments.policies import can_answer_fulfilment, can_submit_fulfilment, can_waive
from sanad.partnerships.commitments.queries.rows import commitment_row, commitment_rows, with_terms
from sanad.partnerships.commitments.queries.terms import Kept, next_due, next_undelivered, terms_of
from sanad.partnerships.life.commands.ending import terminate_agreement
from sanad.partnerships.models import Agreement, Commitment, Fulfilment
from tests.partnerships.lives import TODAY, days, elsewhere, living, promise_between, scan
from tests.partnerships.table import draft, file_of, promised
from tests.properties import GLANCE, alone, now
from tests.refusals import says_no


@pytest.fixture
def agreement(world):
    return living(world)


def row_of(actor, commitment):
    return commitment_row(actor, with_terms(Commitment.objects.filter(pk=commitment.pk)).get(), TODAY())


def test_a_promise_is_kept_piece_by_piece(world, agreement) -> None:
    promise = promise_between(world, agreement, 0, 1)
    piece = submit_fulfilment(world.sg, promise, quantity=2, note="دورتان", upload=scan())
    evidence = piece.evidence_links.get().evidence
    assert (evidence.engagement, evidence.title, evidence.space) == (file_of(world), "دورتان", world.sg.space)
    assert row_of(world.sg, promise).waits
    assert row_of(world.sg, promise).done == 0
    piece = accept_fulfilment(world.president, piece, answer="شكرا")
    assert (piece.state, piece.answer, piece.answered_by) == ("accepted", "شكرا", world.president.user)
    (promise,) = now(promise)
    assert promise.open_due_on == promise.due_on
    last = submit_fulfilment(world.sg, promise, quantity=1, on=days(-1))
    accept_fulfilment(world.president, last)
    (promise,) = now(promise)
    row = row_of(world.sg, promise)
    assert (row.standing, row.done, row.total, row.due, promise.open_due_on) == (Kept.FULFILLED, 3, 3, None, None)
    with says_no("This promise is kept: nothing is owed any more."):
        submit_fulfilment(world.sg, promise, quantity=1)


def test_what_is_not_accepted_does_not_count(world, agreement) -> None:
    promise = promise_between(world, agreement, 1, 0)
    piece = submit_fulfilment(world.president, promise, quantity=3, kept_at="مقر الجمعية")
    with says_no("Say why.", field="reason"):
        decline_fulfilment(world.sg, piece, reason="  ")
    piece = decline_fulfilment(world.sg, piece, reason="لم تتم")
    assert (piece.state, piece.answer) == ("declined", "لم تتم")
    with says_no("This was answered already."):
        accept_fulfilment(world.sg, piece)
    assert row_of(world.sg, promise).done == 0


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": 1, "on": "tomorrow"}, "on"),
        ({"quantity": 1, "evidence": True}, "evidence"),
    ],
)
def test_what_cannot_be_delivered(world, agreement, details, field) -> None:
    promise = promise_between(world, agreement, 0, 1)
    if "on" in details:
        details = {**details, "on": days(1)}
    if "evidence" in details:
        foreign = add_evidence(world.sg, file_of(world), title="وثيقة", kept_at="هنا")
        foreign.engagement = None
        foreign.save()
        details = {**details, "evidence": [foreign]}
    with pytest.raises(Refused) as refusal:
        submit_fulfilment(world.sg, promise, **details)
    assert refusal.value.field == field
    assert not promise.fulfilments.exists()


def test_evidence_on_file_shows_a_piece(world, agreement) -> None:
    promise = promise_between(world, agreement, 0, 1)
    shown = add_evidence(world.sg, file_of(world), title="وثيقة", kept_at="هنا")
    piece = submit_fulfilment(world.sg, promise, quantity=1, evidence=[shown])
    assert piece.evidence_links.get().evidence == shown


def test_each_side_speaks_for_itself(world, agreement) -> None:
    """The organisation (keeper) owes the association, which has a space, and the commune, which has none."""
    ours, theirs = promise_between(world, agreement, 0, 1), promise_between(world, agreement, 1, 0)
    from_commune, to_commune = promise_between(world, agreement, 2, 1), promise_between(world, agreement, 1, 2)
    for promise, may in ((ours, "sg"), (theirs, "president"), (from_commune, "sg"), (to_commune, "president")):
        for who in ("sg", "president", "stranger"):
            assert bool(can_submit_fulfilment(getattr(world, who), promise)) == (who == may)
    for promise, debtor, creditor in (
        (ours, "sg", "president"),
        (theirs, "president", "sg"),
        (from_commune, "sg", "president"),
        (to_commune, "president", "sg"),
    ):
        piece = submit_fulfilment(getattr(world, debtor), promise, quantity=1)
        for who in ("sg", "president", "stranger"):
            assert bool(can_answer_fulfilment(getattr(world, who), piece)) == (who == creditor)
            assert bool(can_waive(getattr(world, who), promise)) == (who == creditor)
    member = actor_of(User.objects.get(username="omar"))  # the treasurer follows, but lets nothing go
    assert can_submit_fulfilment(member, ours)
    assert not can_waive(member, theirs)
    assert not can_submit_fulfilment(elsewhere(world), ours)


def test_who_speaks_for_both_sides_shows_a_paper(world, agreement) -> None:
    promise = promise_between(world, agreement, 0, 2)
    piece = submit_fulfilment(world.sg, promise, quantity=3, note="ثلاث دورات")
    with pytest.raises(Refused) as refusal:
        accept_fulfilment(world.sg, piece)
    assert refusal.value.field == "upload"
    accept_fulfilment(world.sg, piece, upload=scan())
    link = piece.evidence_links.get()
    assert link.is_of_acceptance
    assert link.evidence.file is not None
    other = promise_between(world, agreement, 0, 2)
    with pytest.raises(Refused) as refusal:
        waive_commitment(world.sg, other, reason="تنازل")
    assert refusal.value.field == "upload"
    other = waive_commitment(world.sg, other, reason="تنازل", kept_at="مقر الجماعة")
    assert other.waiver_proof.kept_at == "مقر الجماعة"


def test_a_promise_is_let_go_by_whom_it_is_owed_to(world, agreement) -> None:
    promise = promise_between(world, agreement, 0, 1)
    piece = submit_fulfilment(world.sg, promise, quantity=1)
    with says_no("Answer first what was delivered."):
        waive_commitment(world.president, promise, reason="تنازل")  # a piece waits for its answer
    accept_fulfilment(world.president, piece)
    with says_no("Say why.", field="reason"):
        waive_commitment(world.president, promise, reason=" ")
    promise = waive_commitment(world.president, promise, reason="تنازل")
    row = row_of(world.sg, promise)
    assert (row.standing, row.done, promise.open_due_on, promise.waived_on) == (Kept.WAIVED, 1, None, TODAY())
    with says_no("This promise was waived."):
        submit_fulfilment(world.sg, promise, quantity=1)
    with says_no("This promise was waived."):
        waive_commitment(world.president, promise, reason="تنازل")


def test_nothing_is_delivered_before_signature(world) -> None:
    promise = promised(world, draft(world), due_on=days(5))
    with says_no("The agreement is not signed."):
        submit_fulfilment(world.sg, promise, quantity=1)
    Commitment.objects.filter(pk=promise.pk).update(withdrawn_at="2026-01-01T00:00:00Z")
    Agreement.objects.filter(pk=promise.agreement_id).update(state="signed")
    with says_no("This was withdrawn."):
        submit_fulfilment(world.sg, now(promise)[0], quantity=1)


def test_a_request_sent_again_does_nothing(world, agreement) -> None:
    promise = promise_between(world, agreement, 0, 1)
    key, answer = uuid4(), uuid4()
    piece = submit_fulfilment(world.sg, promise, quantity=1, key=key)
    assert submit_fulfilment(world.sg, promise, quantity=1, key=key) == piece
    with says_no("This form was already sent with another content. Read it again and send it once more."):
        submit_fulfilment(world.sg, promise, quantity=2, key=key)
    accept_fulfilment(world.president, piece, key=answer)
    assert accept_fulfilment(world.president, piece, key=answer) == piece
    assert promise.fulfilments.count() == 1


def test_what_needs_whom(world, agreement) -> None:
    """Each side finds what it has to keep and what it has to answer."""
    ours = promise_between(world, agreement, 0, 1, open_due_on=days(-3), due_on=days(-3))
    theirs = promise_between(world, agreement, 1, 2, open_due_on=days(3), due_on=days(3))
    binding = Commitment.objects.binding_on(TODAY()).owed()
    assert {ours} == {ours, theirs} & set(binding.owed_by(world.sg.space))
    assert {theirs} == {ours, theirs} & set(binding.owed_by(world.president.space))
    assert {theirs} == {ours, theirs} & set(binding.owed_to(world.sg.space))
    piece = submit_fulfilment(world.president, theirs, quantity=1)
    waiting = Fulfilment.objects.submitted()
    assert piece in waiting.answered_by_space(world.sg.space)
    assert piece not in waiting.answered_by_space(world.president.space)
    assert not binding.owed_by(world.stranger.space).exists()
    terminate_agreement(world.sg, agreement, terminated_on=TODAY(), reason="سبب", short_notice="سبب")
    assert not binding.filter(agreement=agreement).exists()


@pytest.mark.parametrize(("after", "binds"), [(-1, False), (0, False), (1, True)])
def test_a_commitment_binds_until_the_day_before_its_agreement_is_terminated(world, agreement, after, binds) -> None:
    promise = promise_between(world, agreement, 0, 1)
    Agreement.objects.filter(pk=agreement.pk).update(state="terminated", terminated_on=days(after))
    assert Commitment.objects.binding_on(TODAY()).filter(pk=promise.pk).exists() is binds


@pytest.mark.parametrize("due", [days(-1), days(0), days(1), None])
@pytest.mark.parametrize("waived", [None, days(0)])
@pytest.mark.parametrize("is_delivered", [False, True])
def test_the_list_and_the_row_say_alike_how_a_commitment_is_kept(world, agreement, due, waived, is_delivered) -> None:
    told = {"open_due_on": due, "undelivered_due_on": None if is_delivered else due}
    promise = promise_between(world, agreement, 0, 1, waived_on=None if due else waived, **told)
    found = [kept for kept in Kept if Commitment.objects.kept_as(kept, TODAY()).filter(pk=promise.pk).exists()]
    assert found == [promise.kept]


def test_the_next_promise_is_read_first(world, agreement) -> None:
    late = promise_between(world, agreement, 0, 1, due_on=days(-900), open_due_on=days(-900))
    rows = commitment_rows(world.president, agreement)
    assert rows[0].commitment == late
    assert rows[0].standing == Kept.OVERDUE
    assert not any(row.is_money for row in rows)


PIECES = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 40), st.booleans()), max_size=5)


@GLANCE
@given(PIECES, st.integers(1, 8), st.integers(-30, 30), st.sampled_from([None, 1, 2]))
def test_a4_fulfilled_is_what_was_accepted_and_no_more(world, agreement, pieces, quantity, ahead, every) -> None:
    def tell() -> None:
        recurrence = {"every_months": every, "until_on": days(ahead + 100)} if every else {}
        promise = promise_between(
            world, agreement, 0, 1, quantity=quantity, due_on=days(ahead), open_due_on=days(ahead), **recurrence
        )
        done = 0
        for size, ago, is_accepted in pieces:
            (promise,) = now(promise)
            if promise.open_due_on is None:
                with says_no("This promise is kept: nothing is owed any more."):
                    submit_fulfilment(world.sg, promise, quantity=size)
                break
            piece = submit_fulfilment(world.sg, promise, quantity=size, on=days(-ago))
            if is_accepted:
                accept_fulfilment(world.president, piece)
                done += size
            elif size % 2:
                decline_fulfilment(world.president, piece, reason="سبب")
        row = row_of(world.sg, promise)
        total = quantity * len(row.dues)
        assert (row.done, row.total) == (done, total)
        assert (row.standing == Kept.FULFILLED) == (done >= total)
        (promise,) = now(promise)
        fresh = with_terms(Commitment.objects.filter(pk=promise.pk)).get()
        terms = terms_of(fresh)
        due, undelivered = next_due(terms, TODAY()), next_undelivered(terms, TODAY())
        assert promise.open_due_on == (due.on if due else None)
        assert promise.undelivered_due_on == (undelivered.on if undelivered else None)
        assert row.standing == promise.kept

    alone(tell)
