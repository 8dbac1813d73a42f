"""What the law says while an agreement is drafted, each with its rule."""

from datetime import date, timedelta

from django.utils import timezone

from sanad.directory.commands.organisations import add_organisation, edit_organisation
from sanad.directory.models import Mandate
from sanad.partnerships.drafting.commands.parties import add_party, edit_party, prove_mandate
from sanad.partnerships.queries.snapshot import snapshot_of
from sanad.partnerships.signing.queries.legal import legal_checks
from sanad.rulebook.queries import rule
from tests.partnerships.table import END, START, commune, draft, mandated, promised, seated, sides

THRESHOLD = 5_000_000  # 50,000 DH


def said(agreement) -> dict[str, list]:
    """The checks by the key of their rule."""
    found: dict[str, list] = {}
    for check in legal_checks(snapshot_of(agreement)):
        found.setdefault(check.rule.key if check.rule else "", []).append(check)
    return found


def public(world, amount: int, **details):
    agreement = seated(world)
    _lead, association, third = sides(agreement)
    promised(world, agreement, debtor=third, creditor=association, quantity=None, amount=amount, **details)
    return agreement


def test_above_the_threshold_an_agreement_on_the_model_is_needed(world):
    assert rule("partnership.convention_above").value == THRESHOLD
    [above] = said(public(world, THRESHOLD + 1))["partnership.convention_above"]
    assert above.is_warning
    assert "50.000,00" in str(above.says)


def test_up_to_the_threshold_a_decision_is_enough(world):
    [below] = said(public(world, THRESHOLD))["partnership.convention_above"]
    assert not below.is_warning
    assert not below.rule.is_sure


def test_what_comes_back_counts_every_time(world):
    yearly = {"every_months": 12, "until_on": END}
    [above] = said(public(world, THRESHOLD // 2, due_on=START, **yearly))["partnership.convention_above"]
    assert above.is_warning


def test_public_money_is_accounted_for_and_its_originals_kept(world):
    found = said(public(world, 100))
    for key in ("public_aid.account_before", "public_aid.originals_kept"):
        assert len(found[key]) == 1
        assert not found[key][0].is_warning
    private = seated(world)
    promised(world, private, quantity=None, amount=100)
    assert not {"public_aid.account_before", "partnership.convention_above"} & set(said(private))


def test_money_from_abroad_is_declared(world):
    agreement = seated(world)
    body = add_organisation(world.sg, kind="international", name_ar="هيئة دولية", is_new=True)
    payer = add_party(world.sg, agreement, organisation=body, part="funder")
    assert "foreign_aid.declared_within" not in said(agreement)
    promised(world, agreement, debtor=payer, quantity=None, amount=100)
    promised(world, agreement, debtor=payer, quantity=None, amount=200)
    assert len(said(agreement)["foreign_aid.declared_within"]) == 1


def test_a_councillor_on_the_bureau(world):
    agreement = draft(world)
    mandated(world, commune(world), "president")
    assert "partnership.councillor_conflict" not in said(agreement)
    add_party(world.sg, agreement, organisation=commune(world), part="partner")
    [conflict] = said(agreement)["partnership.councillor_conflict"]
    assert "إدريس الرئيس" in str(conflict.says)
    Mandate.objects.filter(person=world.people["president"], organisation=commune(world)).update(
        to_on=timezone.localdate() - timedelta(days=1)
    )
    assert "partnership.councillor_conflict" not in said(agreement)


def test_a_commune_deliberates(world):
    assert "partnership.council_deliberates" in said(seated(world))
    assert "partnership.council_deliberates" not in said(draft(world))


def test_the_filing_of_an_association(world):
    agreement = draft(world)
    assert len(said(agreement)["association.receipt_needed"]) == 2
    for half in (
        {"receipt_number": "12/2019", "receipt_on": None},
        {"receipt_number": "", "receipt_on": date(2019, 5, 1)},
    ):
        edit_organisation(world.sg, world.association, **half)
        assert len(said(agreement)["association.receipt_needed"]) == 2
    edit_organisation(world.sg, world.association, receipt_number="12/2019", receipt_on=date(2019, 5, 1))
    assert len(said(agreement)["association.receipt_needed"]) == 1


def test_mandates_that_do_not_hold_or_that_nothing_proves(world):
    agreement = draft(world)
    assert "" not in said(agreement)  # nobody is named yet: that is lacking, not illegal
    party = sides(agreement)[0]
    gone = mandated(world, party.organisation, from_on=date(2020, 1, 1), to_on=date(2021, 1, 1))
    party = edit_party(world.sg, party, part="lead", mandate=gone)
    found = said(agreement)
    assert len(found["association.change_declared_within"]) == len(found[""]) == 1
    edit_party(world.sg, party, part="lead", mandate=mandated(world, party.organisation, from_on=date(2030, 1, 1)))
    assert "association.change_declared_within" in said(agreement)
    party = edit_party(world.sg, party, part="lead", mandate=mandated(world, party.organisation))
    prove_mandate(world.sg, party, title="محضر", kept_at="الخزانة")
    assert not {"association.change_declared_within", ""} & set(said(agreement))


def test_warnings_come_first(world):
    order = [check.is_warning for check in legal_checks(snapshot_of(public(world, THRESHOLD + 1)))]
    assert order == sorted(order, reverse=True)
