"""What agreements make fall due, for each side."""

import pytest

from sanad.directory.models import Consent
from sanad.foundation.reminders.sources import Stage, due_for
from sanad.partnerships.commitments.commands import accept_fulfilment, submit_fulfilment
from sanad.partnerships.drafting.commands.agreement import edit_agreement, settle_text
from sanad.partnerships.life.commands.amendments import draft_amendment, sign_amendment
from sanad.partnerships.life.commands.ending import suspend_agreement, terminate_agreement
from sanad.partnerships.life.commands.renewal import renew_agreement
from sanad.partnerships.models import Agreement
from sanad.partnerships.sharing.commands import agree_sharing, give_sharing
from sanad.partnerships.signing.commands import record_signature, send_out
from tests.partnerships.lives import TODAY, days, drafted, living, promise_between, scan
from tests.partnerships.table import sides
from tests.properties import now


@pytest.fixture
def agreement(world):
    return living(world)


def told(actor, kind: str, row, on=None) -> list:
    """The stages in which a kind of thing is told to the actor about that row."""
    found = due_for(actor, on or TODAY())
    return [due.stage for due in found if due.kind == f"partnerships.{kind}" and due.subject_id == row.pk]


@pytest.mark.parametrize(("ahead", "stage"), [(-3, Stage.LATE), (0, Stage.TODAY), (14, Stage.SOON), (15, None)])
def test_a_promise_is_told_to_who_owes_it(world, agreement, ahead, stage) -> None:
    promise = promise_between(world, agreement, 1, 0, due_on=days(ahead), open_due_on=days(ahead))
    assert told(world.president, "promise", promise) == ([stage] if stage else [])
    assert told(world.sg, "promise", promise) == []
    assert told(world.stranger, "promise", promise) == []


def test_the_keeper_is_told_for_who_has_no_space(world, agreement) -> None:
    promise = promise_between(world, agreement, 2, 1)
    assert told(world.sg, "promise", promise) == [Stage.SOON]
    assert told(world.president, "promise", promise) == []


def test_what_is_kept_or_moved_is_silent(world, agreement) -> None:
    kept, moved = (promise_between(world, agreement, 0, 1, due_on=days(2), open_due_on=days(2)) for _number in "ab")
    accept_fulfilment(world.president, submit_fulfilment(world.sg, kept, quantity=3))
    amendment = draft_amendment(world.sg, agreement, reason="سبب", effective_on=TODAY())
    from sanad.partnerships.life.commands.amendments import change_commitment

    change_commitment(world.sg, amendment, commitment=moved, due_on=days(50))
    sign_amendment(world.sg, amendment, signed_on=TODAY(), effective_on=TODAY(), upload=scan())
    assert told(world.sg, "promise", kept) == told(world.sg, "promise", moved) == []
    assert told(world.sg, "promise", moved, days(40)) == [Stage.SOON]


def test_a_terminated_agreement_is_silent(world, agreement) -> None:
    promise = promise_between(world, agreement, 0, 1)
    suspend_agreement(world.sg, agreement, from_on=days(100), reason="سبب")
    assert told(world.sg, "promise", promise) == [Stage.SOON]
    terminate_agreement(world.sg, agreement, terminated_on=TODAY(), reason="سبب", short_notice="سبب")
    assert told(world.sg, "promise", promise) == []


def test_what_was_delivered_is_told_to_who_answers(world, agreement) -> None:
    piece = submit_fulfilment(world.sg, promise_between(world, agreement, 0, 1), quantity=3, on=days(-2))
    assert told(world.president, "answer", piece) == [Stage.SOON]
    assert told(world.president, "answer", piece, days(13)) == [Stage.LATE]
    assert told(world.sg, "answer", piece) == []
    found = next(due for due in due_for(world.president, TODAY()) if due.subject_id == piece.pk)
    assert found.url == f"/agreements/promises/{piece.commitment_id}/"
    assert found.due_on == days(12)
    accept_fulfilment(world.president, piece)
    assert told(world.president, "answer", piece) == []


def test_an_agreement_is_renewed_before_the_notice(world, agreement) -> None:
    """It ends in 300 days; 30 days of notice: on day 270 it is to be said."""
    assert told(world.sg, "renewal", agreement) == []
    assert told(world.sg, "renewal", agreement, days(239)) == []
    assert told(world.sg, "renewal", agreement, days(240)) == [Stage.SOON]
    assert told(world.sg, "renewal", agreement, days(270)) == [Stage.TODAY]
    assert told(world.president, "renewal", agreement, days(270)) == []
    amendment = draft_amendment(world.sg, agreement, reason="سبب", effective_on=TODAY(), ends_on=days(60))
    sign_amendment(world.sg, amendment, signed_on=TODAY(), effective_on=TODAY(), upload=scan())
    assert told(world.sg, "renewal", agreement) == [Stage.SOON]
    renew_agreement(world.sg, agreement, starts_on=days(61), ends_on=days(90))
    assert told(world.sg, "renewal", agreement) == []


def test_a_mandate_that_ends_before_the_agreement(world, agreement) -> None:
    lead, association, _commune = sides(agreement)
    for party in (lead, association):
        party.mandate.to_on = days(10)
        party.mandate.save()
    assert told(world.sg, "mandate", association) == [Stage.SOON]
    assert told(world.sg, "mandate", association, days(71)) == []
    assert told(world.sg, "mandate", lead) == []  # one's own bureau is told by the directory
    association.mandate.to_on = days(301)
    association.mandate.save()
    assert told(world.sg, "mandate", association, days(290)) == []


def test_the_end_is_that_of_the_amended_agreement(world) -> None:
    Consent.objects.filter(space=world.president.space).update(revoked_at="2026-01-01T00:00:00Z")
    draft = drafted(world)
    edit_agreement(world.sg, draft, ends_on=days(-5))
    for promise in draft.commitments.all():
        promise.due_on = min(promise.due_on, days(-5))
        promise.save()
    lead, association, _commune = sides(draft)
    sharing = agree_sharing(world.sg, draft, giver=association, taker=lead, kind="activities", from_on=days(-10))
    agreement = send_out(world.sg, settle_text(world.sg, draft), on=days(-60))
    for party in sides(agreement):
        record_signature(world.sg, party, on=days(-50))
    (agreement,) = now(agreement)
    association.mandate.to_on = days(10)
    association.mandate.save()
    assert told(world.president, "sharing", sharing) == told(world.sg, "mandate", association) == []
    amendment = draft_amendment(world.sg, agreement, reason="تمديد", effective_on=days(-20), ends_on=days(400))
    sign_amendment(world.sg, amendment, signed_on=days(-20), effective_on=days(-20), kept_at="هنا")
    assert told(world.president, "sharing", sharing) == [Stage.LATE]
    assert told(world.sg, "mandate", association) == [Stage.SOON]


def test_records_to_open(world) -> None:
    Consent.objects.filter(space=world.president.space).update(revoked_at="2026-01-01T00:00:00Z")
    draft = drafted(world)
    lead, association, commune = sides(draft)
    sharing = agree_sharing(world.sg, draft, giver=association, taker=lead, kind="activities", from_on=TODAY())
    nobody = agree_sharing(world.sg, draft, giver=association, taker=commune, kind="activities", from_on=TODAY())
    assert told(world.president, "sharing", sharing) == []
    living(world, draft)
    assert told(world.president, "sharing", sharing) == [Stage.TODAY]
    assert told(world.president, "sharing", nobody) == told(world.sg, "sharing", sharing) == []
    give_sharing(world.president, now(sharing)[0])
    assert told(world.president, "sharing", sharing) == []
    assert Agreement.objects.filter(pk=draft.pk, state="signed").exists()
