"""What comes next for an agreement, state by state, and for which side."""

from datetime import timedelta

from django.utils import timezone

from sanad.foundation import ui
from sanad.partnerships.commitments.commands import submit_fulfilment
from sanad.partnerships.drafting.commands.agreement import (
    abandon_agreement,
    open_negotiation,
    settle_text,
    start_agreement,
)
from sanad.partnerships.drafting.commands.parties import add_party
from sanad.partnerships.models import Agreement
from sanad.partnerships.queries.onward import from_organisation
from sanad.partnerships.queries.standing import Standing
from sanad.partnerships.signing.commands import record_signature, send_out
from tests.partnerships.lives import days, drafted, living
from tests.partnerships.table import sides


def offered(actor, agreement) -> list[str]:
    step = ui.next_step(actor, Agreement.objects.select_related("space").get(pk=agreement.pk))
    return [way.address.removeprefix("partnerships:") for way in step.ways] if step else ["none"]


def test_an_idea_gets_its_parties_then_is_shown(world):
    idea = start_agreement(world.sg, title_ar="اتفاقية")
    for party in sides(idea)[1:]:
        party.withdraw()
        party.save()
    assert offered(world.sg, idea) == ["parties"]
    add_party(world.sg, idea, organisation=world.association, part="partner")
    assert offered(world.sg, idea) == ["negotiate", "text"]
    negotiated = open_negotiation(world.sg, idea)
    assert offered(world.sg, negotiated) == ["checks", "settle"]  # its days are missing
    abandon_agreement(world.sg, negotiated, reason="لا نتفق")
    assert offered(world.sg, negotiated) == ["none"]


def test_it_is_settled_sent_out_and_signed(world):
    agreement = drafted(world)
    assert offered(world.sg, agreement) == ["settle"]
    assert offered(world.president, agreement) == ["text"]
    agreement = settle_text(world.sg, agreement)
    assert offered(world.sg, agreement) == ["send_out", "checks"]
    assert offered(world.president, agreement) == ["text"]
    agreement = send_out(world.sg, agreement, on=days(-60))
    assert offered(world.sg, agreement) == ["record_signature"] * 3
    assert offered(world.president, agreement) == ["record_signature"]  # its own
    first, *others = sides(agreement)
    for party in others:
        record_signature(world.sg, party, on=days(-50))
    assert offered(world.sg, agreement) == ["record_signature"]
    assert offered(world.president, agreement) == []
    assert first.organisation.name in str(ui.next_step(world.president, agreement).text)


def test_a_promise_is_kept_and_answered(world):
    agreement = living(world)
    assert offered(world.sg, agreement) == ["none"]  # due in a long time
    promise = agreement.commitments.get()
    promise.due_on = promise.open_due_on = days(3)
    promise.save()
    assert offered(world.sg, agreement) == ["promise"]
    assert world.host.name in str(ui.next_step(world.sg, agreement).text)
    submit_fulfilment(world.sg, promise, quantity=1, on=timezone.localdate())
    answer = ui.next_step(world.president, agreement)
    assert [way.address for way in answer.ways] == ["partnerships:promise"]
    assert world.association.name in str(answer.text)


def test_what_ran_out_is_renewed(world):
    agreement = living(world)
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    agreement.commitments.update(open_due_on=None)
    agreement.refresh_from_db()
    assert offered(world.sg, agreement) == ["renew"]
    assert offered(world.president, agreement) == ["none"]


def test_on_the_card_of_a_party_an_agreement_stands_as_in_the_list(world):
    agreement = living(world)
    card = sides(agreement)[1].organisation
    assert [str(lead.hint) for lead in from_organisation(world.sg, card)][:1] == [str(Standing.IN_FORCE.label)]
    idea = start_agreement(world.sg, kind="framework", title_ar="فكرة")
    add_party(world.sg, idea, organisation=card, part="partner")
    assert [str(lead.hint) for lead in from_organisation(world.sg, card)][:1] == [str(Agreement.State.IDEA.label)]
