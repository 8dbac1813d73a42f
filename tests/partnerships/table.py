"""What the tests of drafting and signing share: a table with three parties and promises that add up."""

from datetime import date

from sanad.accompaniment.models import Engagement
from sanad.directory.commands.mandates import record_mandate
from sanad.directory.models import Organisation
from sanad.partnerships.drafting.commands.agreement import open_negotiation, settle_text, start_agreement
from sanad.partnerships.drafting.commands.budget import add_budget_line
from sanad.partnerships.drafting.commands.commitments import add_commitment, add_instalment
from sanad.partnerships.drafting.commands.parties import add_party, edit_party
from sanad.partnerships.drafting.commands.text import add_article
from sanad.partnerships.models import Agreement, Party
from sanad.partnerships.signing.commands import record_signature, send_out

START, END = date(2024, 4, 1), date(2027, 3, 31)
OUT = date(2024, 3, 1)


def file_of(world) -> Engagement:
    return Engagement.objects.get(space=world.sg.space, association=world.association)


def commune(world) -> Organisation:
    return Organisation.objects.get(space=world.sg.space, kind="local_authority")


def mandated(world, organisation, key="sg", **dates):
    return record_mandate(world.sg, world.people[key], organisation=organisation, capacity_ar="رئيس", **dates)


def draft(world, **details) -> Agreement:
    """A blank agreement of the file between the organisation and the association, negotiated."""
    given = {"title_ar": "اتفاقية", "engagement": file_of(world), "starts_on": START, "ends_on": END, **details}
    agreement = start_agreement(world.sg, **given)
    return open_negotiation(world.sg, agreement)


def sides(agreement) -> list[Party]:
    return list(agreement.parties.filter(withdrawn_at=None))


def seated(world, **details) -> Agreement:
    """The same with the commune as a third party, and everybody's signatory named."""
    agreement = draft(world, **details)
    add_party(world.sg, agreement, organisation=commune(world), part="partner")
    for party, key in zip(sides(agreement), ("sg", "president", "secretary"), strict=True):
        mandate = mandated(world, party.organisation, key, from_on=date(2023, 1, 1), to_on=date(2027, 12, 31))
        edit_party(world.sg, party, part=party.part, mandate=mandate)
    return agreement


def promised(world, agreement, **details):
    lead, association, *_ = sides(agreement)
    given = {"debtor": lead, "creditor": association, "text_ar": "دورة", "quantity": 1, "due_on": START, **details}
    return add_commitment(world.sg, agreement, **given)


def complete(world, **details) -> Agreement:
    """An agreement that lacks nothing: an article, a course, money in two instalments and its budget line."""
    agreement = seated(world, budget=3_000_000, **details)
    add_article(world.sg, agreement, section="object", heading_ar="الموضوع", text_ar="من {starts_on} بين {parties}.")
    promised(world, agreement)
    money = promised(world, agreement, text_ar="دعم", quantity=None, amount=3_000_000)
    add_instalment(world.sg, money, amount=1_000_000, due_on=START)
    add_instalment(world.sg, money, amount=2_000_000, due_on=END, condition="التقرير")
    add_budget_line(world.sg, agreement, label_ar="تجهيز", amount=3_000_000)
    return agreement


def out(world, **details) -> Agreement:
    agreement = settle_text(world.sg, complete(world, **details))
    return send_out(world.sg, agreement, on=OUT)


def signed(world, on=date(2024, 3, 15), **details) -> Agreement:
    agreement = out(world, **details)
    for party in sides(agreement):
        record_signature(world.sg, party, on=on)
    agreement.refresh_from_db()
    return agreement
