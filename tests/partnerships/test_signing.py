"""From an agreed text to the last signature: what is lacking, what is frozen, who signed when."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone
from django.utils.translation import override

from sanad.accompaniment.models import Evidence
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.drafting.commands.agreement import (
    abandon_agreement,
    edit_agreement,
    settle_text,
    start_agreement,
)
from sanad.partnerships.drafting.commands.budget import withdraw_budget_line
from sanad.partnerships.drafting.commands.commitments import add_instalment, withdraw_commitment
from sanad.partnerships.drafting.commands.parties import edit_party, prove_mandate, withdraw_party
from sanad.partnerships.drafting.commands.text import (
    add_article,
    edit_article,
    place_article,
    remark_article,
    withdraw_article,
)
from sanad.partnerships.models import Agreement, Party, Revision
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.snapshot import snapshot_of
from sanad.partnerships.signing.commands import NotReady, record_signature, send_out, take_back
from sanad.partnerships.signing.policies import can_issue_agreement, can_record_signature
from sanad.partnerships.signing.queries.readiness import missing_before_signature
from tests.partnerships.table import (
    END,
    OUT,
    START,
    complete,
    draft,
    file_of,
    mandated,
    out,
    promised,
    seated,
    sides,
)
from tests.properties import frozen
from tests.refusals import says_no

FROZEN = "The text is frozen: it is out for signature. Take it back to change it."


def missing(agreement) -> list[str]:
    return [str(lack.says) for lack in missing_before_signature(snapshot_of(agreement))]


def test_a_complete_agreement_lacks_nothing(world):
    assert missing(complete(world)) == []


def test_everything_that_is_missing_is_said_at_once(world):
    agreement = draft(world, languages="ar+fr", starts_on=None, budget=500)
    row = add_article(world.sg, agreement, section="object", text_ar="{budjet}")
    remark_article(world.president, row, text="؟")
    promised(world, agreement, debtor=None, due_on=None)
    money = promised(world, agreement, quantity=None, amount=900, due_on=date(2030, 1, 1))
    add_instalment(world.sg, money, amount=100, due_on=START)
    edit_agreement(world.sg, agreement, starts_on=START, ends_on=None)
    settle_text(world.sg, agreement)
    with pytest.raises(NotReady) as refusal:
        send_out(world.sg, agreement)
    tabs = [lack.tab for lack in refusal.value.missing]
    assert tabs.count("agreement") == 2  # the French title, the last day
    assert tabs.count("parties") == 2  # nobody signs yet
    assert tabs.count("text") == 2  # no French text, braces that mean nothing
    assert tabs.count("commitments") == 4  # no debtor, no day, and neither promise is in French
    assert tabs.count("budget") == 2  # the sums, the instalments
    assert tabs.count("remarks") == 1
    assert all(str(lack.says) in str(refusal.value.message) for lack in refusal.value.missing)
    agreement.refresh_from_db()
    assert agreement.state == "ready"
    assert not agreement.revisions.exists()


@pytest.mark.parametrize("lacks", ["signatory", "mandate"])
def test_who_signs_and_in_which_capacity_are_both_needed(world, lacks):
    agreement = complete(world)
    Party.objects.filter(pk=agreement.parties.first().pk).update(**{lacks: None})
    with override("en"):
        (said,) = missing(agreement)
    assert said.startswith("It is not said who signs, and in which capacity: ")


def test_two_parties_articles_and_days_within(world):
    alone = start_agreement(world.sg, title_ar="اتفاقية")
    assert {lack.tab for lack in missing_before_signature(snapshot_of(alone))} == {"agreement", "parties", "text"}
    agreement = complete(world)
    promised(world, agreement, due_on=END + timedelta(days=1))
    assert len(missing(agreement)) == 1


def test_send_out_freezes_everything_in_a_chain(world):
    agreement = out(world)
    assert agreement.state == "out"
    [first] = agreement.revisions.all()
    assert (first.number, first.on, first.hash) == (1, OUT, first.computed_seal())
    assert [party["signatory"]["ar"] for party in first.content["parties"]] == [
        "محمد الحاجي",
        "إدريس الرئيس",
        "فطنة الكاتبة",
    ]
    assert "{" not in first.content["articles"][0]["text_ar"]
    assert [len(row["instalments"]) for row in first.content["commitments"]] == [0, 2]
    agreement = take_back(world.sg, agreement, reason="خطأ في المبلغ")
    agreement = settle_text(world.sg, agreement)
    with pytest.raises(Refused) as refusal:
        send_out(world.sg, agreement, on=OUT - timedelta(days=1))
    assert refusal.value.field == "on"
    send_out(world.sg, agreement)
    second = agreement.revisions.get(number=2)
    assert second.previous_hash == first.hash
    assert second.on == timezone.localdate()
    second.content["budget"] = 1
    assert second.computed_seal() != second.hash


@pytest.mark.parametrize(
    ("act", "part"),
    [
        (edit_agreement, lambda agreement: agreement),
        (withdraw_article, lambda agreement: agreement.articles.get()),
        (place_article, lambda agreement: agreement.articles.get()),
        (partial(edit_article, base_version=0, text_ar="…"), lambda agreement: agreement.articles.get()),
        (withdraw_party, lambda agreement: sides(agreement)[0]),
        (withdraw_commitment, lambda agreement: agreement.commitments.first()),
        (withdraw_budget_line, lambda agreement: agreement.budget_lines.get()),
    ],
)
def test_what_is_frozen_is_not_changed(world, act, part):
    with says_no(FROZEN):
        act(world.sg, part(out(world)))


@pytest.mark.parametrize("act", [settle_text, send_out])
def test_what_is_out_is_not_settled_or_sent_out_again(world, act):
    with says_no("This step does not follow from the present state."):
        act(world.sg, out(world))


def test_the_database_keeps_what_was_sealed_and_how_it_came_there(world):
    agreement = out(world)
    frozen(Revision.objects.filter(agreement=agreement), content={})
    frozen(agreement.steps.all(), after="idea")


def test_send_out_only_a_day_that_has_come(world):
    agreement = settle_text(world.sg, complete(world))
    with pytest.raises(Refused) as refusal:
        send_out(world.sg, agreement, on=timezone.localdate() + timedelta(days=1))
    assert refusal.value.field == "on"


def test_record_signature_until_all_have(world):
    agreement = out(world)
    first, second, third = sides(agreement)
    record_signature(world.president, second, on=date(2024, 3, 20))
    with says_no("This party has signed already."):
        record_signature(world.president, second, on=date(2024, 3, 20))
    with says_no("This belongs to another space."):
        record_signature(world.president, third, on=date(2024, 3, 20))
    record_signature(world.sg, first, on=OUT)
    agreement.refresh_from_db()
    assert (agreement.state, agreement.signed_on) == ("out", None)
    record_signature(world.sg, third, on=date(2024, 3, 10))
    agreement.refresh_from_db()
    assert (agreement.state, agreement.signed_on) == ("signed", date(2024, 3, 20))
    assert {row.open_due_on for row in agreement.commitments.all()} == {START}
    with says_no("This step does not follow from the present state."):
        take_back(world.sg, agreement, reason="…")


def test_record_signature_within_the_days(world):
    party = sides(out(world))[0]
    for day in (OUT - timedelta(days=1), timezone.localdate() + timedelta(days=1)):
        with pytest.raises(Refused) as refusal:
            record_signature(world.sg, party, on=day)
        assert refusal.value.field == "on"
    party.mandate.to_on = OUT
    party.mandate.save()
    with says_no("The mandate of who signs does not hold on that day.", field="on"):
        record_signature(world.sg, party, on=OUT + timedelta(days=1))
    party.mandate.from_on = party.mandate.to_on = OUT + timedelta(days=1)
    party.mandate.save()
    with says_no("The mandate of who signs does not hold on that day.", field="on"):
        record_signature(world.sg, party, on=OUT)
    assert record_signature(world.sg, party, on=OUT + timedelta(days=1)).signed_on


def test_a_proof_that_was_withdrawn_proves_nothing(world):
    agreement = complete(world)
    party = prove_mandate(world.sg, sides(agreement)[0], title="محضر", kept_at="الخزانة")
    send_out(world.sg, settle_text(world.sg, agreement), on=OUT)
    Evidence.objects.filter(pk=party.proof_id).update(withdrawn_at=timezone.now())
    with says_no("The proof of the mandate was withdrawn. File another one.", field="on"):
        record_signature(world.sg, party, on=OUT)
    Evidence.objects.filter(pk=party.proof_id).update(withdrawn_at=None)
    assert record_signature(world.sg, party, on=OUT).signed_on == OUT


def test_take_back_lets_signatures_fall(world):
    agreement = out(world)
    record_signature(world.sg, sides(agreement)[0], on=OUT)
    with says_no("Say why.", field="reason"):
        take_back(world.sg, agreement, reason=" ")
    agreement = take_back(world.sg, agreement, reason="تغيير")
    assert agreement.state == "negotiating"
    assert {party.signed_on for party in sides(agreement)} == {None}
    with says_no("This step does not follow from the present state."):
        take_back(world.sg, agreement, reason="تغيير")


def test_who_may_record_signatures(world):
    agreement = out(world)
    party = sides(agreement)[1]
    assert can_record_signature(world.president, party)
    assert can_record_signature(world.sg, party)
    for actor in (world.coordinator, world.secretary, world.stranger):
        assert not can_record_signature(actor, party)
    Party.objects.filter(pk=party.pk).update(withdrawn_at=timezone.now())
    party.refresh_from_db()
    assert not can_record_signature(world.president, party)
    assert not visible_to(world.president, Agreement).filter(pk=agreement.pk).exists()


def test_an_idea_is_its_keepers_alone(world):
    idea = start_agreement(world.sg, title_ar="فكرة", engagement=file_of(world))
    seen = visible_to(world.president, Agreement)
    assert idea not in seen
    abandon_agreement(world.sg, idea, reason="…")
    assert idea not in seen.all()
    shown = draft(world)
    assert shown in seen.all()
    assert shown in visible_to(world.sg, Agreement)
    abandon_agreement(world.sg, shown, reason="…")
    assert shown in seen.all()
    assert not visible_to(Actor(world.sg.user, world.sg.space, "no such role"), Agreement).exists()


def test_a_text_taken_back_is_not_printed(world):
    agreement = out(world)
    first = agreement.revisions.get()
    take_back(world.sg, agreement, reason="…")
    first = Revision.objects.get(pk=first.pk)
    assert not can_issue_agreement(world.sg, first)
    send_out(world.sg, settle_text(world.sg, agreement))
    assert not can_issue_agreement(world.sg, Revision.objects.get(pk=first.pk))


def test_the_mandate_may_be_missing_only_before_it_goes_out(world):
    agreement = seated(world)
    party = sides(agreement)[2]
    edit_party(world.sg, party, part="partner")
    assert any("جماعة" in text for text in missing(agreement))
    assert mandated(world, party.organisation)
