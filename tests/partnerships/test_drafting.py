"""Beginning an agreement, its parties, promises and budget: what each command promises and what it refuses."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from sanad.accompaniment.models import PlanItem
from sanad.accompaniment.plan.commands.items import move_item, propose_item
from sanad.directory.commands.organisations import add_organisation
from sanad.directory.models import Mandate
from sanad.foundation.policy import Refused
from sanad.partnerships.drafting.commands.agreement import (
    abandon_agreement,
    edit_agreement,
    open_negotiation,
    reopen_text,
    settle_text,
    start_agreement,
)
from sanad.partnerships.drafting.commands.budget import add_budget_line, edit_budget_line, withdraw_budget_line
from sanad.partnerships.drafting.commands.commitments import (
    add_commitment,
    add_instalment,
    edit_commitment,
    promise_plan_items,
    withdraw_commitment,
    withdraw_instalment,
)
from sanad.partnerships.drafting.commands.parties import (
    add_party,
    edit_party,
    move_party_up,
    prove_mandate,
    withdraw_party,
)
from sanad.partnerships.drafting.commands.text import place_article
from sanad.partnerships.drafting.policies import can_start
from sanad.partnerships.drafting.queries.templates import agreement_templates
from sanad.partnerships.models import Agreement, Article, Commitment
from sanad.partnerships.policies import can_draft, visible_to
from sanad.partnerships.queries.budget import budget_sums
from sanad.partnerships.queries.snapshot import snapshot_of
from sanad.partnerships.signing.policies import can_send_out
from tests.partnerships.table import END, START, commune, complete, draft, file_of, mandated, promised, seated, sides
from tests.refusals import says_no

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


def field(command, *args, **kwargs) -> str | None:
    """The field at which a command refuses."""
    with pytest.raises(Refused) as refusal:
        command(*args, **kwargs)
    return refusal.value.field


def test_start_agreement_from_a_template_and_the_plan(world):
    engagement = file_of(world)
    items = list(engagement.plan_items.all())
    agreement = start_agreement(
        world.sg, template="support", languages="ar+fr", engagement=engagement, plan_items=items
    )
    source = agreement_templates()["support"]
    assert (agreement.kind, agreement.state) == ("specific", "idea")
    assert (agreement.title_ar, agreement.title_fr) == (source.title.ar, source.title.fr)
    articles = list(agreement.articles.all())
    assert [row.section for row in articles] == [section.section for section in source.sections]
    assert all(row.text_ar and row.text_fr and row.heading_ar and row.heading_fr for row in articles)
    lead, association = sides(agreement)
    assert (lead.organisation, association.organisation) == (world.host, world.association)
    promises = list(agreement.commitments.all())
    assert {row.plan_item for row in promises} == set(items)
    assert {(row.debtor, row.creditor) for row in promises} == {(lead, association)}
    course = next(row for row in promises if row.plan_item.form == "training")
    assert (course.quantity, course.unit, course.amount) == (1, "دورة", None)


def test_start_agreement_in_one_language_takes_the_words_of_that_language(world):
    agreement = start_agreement(world.sg, template="framework", languages="fr")
    assert agreement.title_ar == ""
    assert not Article.objects.filter(agreement=agreement).exclude(text_ar="").exists()
    assert agreement.title == agreement.title_fr
    assert [party.organisation for party in sides(agreement)] == [world.host]


def test_start_agreement_refuses_what_cannot_be(world):
    assert field(start_agreement, world.sg) == "title_ar"
    assert field(start_agreement, world.sg, languages="fr", title_ar="") == "title_fr"
    assert field(start_agreement, world.sg, template="nothing") == "template"
    late = {"starts_on": END, "ends_on": START}
    assert field(start_agreement, world.sg, title_ar="ع", **late) == "ends_on"
    frame = start_agreement(world.sg, title_ar="إطار", kind="framework")
    under = start_agreement(world.sg, title_ar="خاصة", framework=frame)
    assert under.framework == frame
    assert field(start_agreement, world.sg, title_ar="ع", framework=under) == "framework"
    assert field(edit_agreement, world.sg, frame, framework=frame) == "framework"
    item = PlanItem.objects.filter(space=world.sg.space).first()
    assert field(start_agreement, world.sg, title_ar="ع", plan_items=[item]) == "plan_items"
    with says_no("This choice does not exist.", field="engagement"):
        start_agreement(world.stranger, title_ar="ع", engagement=file_of(world))


def test_an_organisation_without_a_card_begins_at_an_empty_table(world):
    assert sides(start_agreement(world.stranger, title_ar="اتفاقية")) == []


def test_edit_agreement(world):
    agreement = draft(world)
    agreement = edit_agreement(world.sg, agreement, budget=5, copies=4, notice_days=60)
    assert (agreement.budget, agreement.copies, agreement.notice_days) == (5, 4, 60)
    assert field(edit_agreement, world.sg, agreement, ends_on=date(2020, 1, 1)) == "ends_on"
    assert field(edit_agreement, world.sg, agreement, title_ar="") == "title_ar"
    with pytest.raises(TypeError):
        edit_agreement(world.sg, agreement, state="signed")


def test_settle_text_once_it_is_negotiated(world):
    agreement = start_agreement(world.sg, title_ar="اتفاقية")
    with says_no("This step does not follow from the present state."):
        settle_text(world.sg, agreement)
    agreement = open_negotiation(world.sg, agreement)
    with says_no("This step does not follow from the present state."):
        open_negotiation(world.sg, agreement)
    agreement = settle_text(world.sg, agreement)
    with says_no("The text is agreed. Open it again to change it."):
        edit_agreement(world.sg, agreement, copies=2)


def test_reopen_text_with_a_reason_once(world):
    agreement = settle_text(world.sg, open_negotiation(world.sg, start_agreement(world.sg, title_ar="اتفاقية")))
    assert field(reopen_text, world.sg, agreement, reason=" ") == "reason"
    agreement = reopen_text(world.sg, agreement, reason="خطأ")
    with says_no("This step does not follow from the present state."):
        reopen_text(world.sg, agreement, reason="خطأ")


def test_abandon_agreement_with_a_reason_ends_it(world):
    agreement = open_negotiation(world.sg, start_agreement(world.sg, title_ar="اتفاقية"))
    assert field(abandon_agreement, world.sg, agreement, reason="") == "reason"
    agreement = abandon_agreement(world.sg, agreement, reason="لا تمويل")
    steps = [(step.before, step.after) for step in agreement.steps.all()]
    assert Agreement.STATES.fold(steps) == agreement.state == "abandoned"
    with says_no("This agreement was given up."):
        edit_agreement(world.sg, agreement, copies=2)


def test_add_party_by_its_name(world):
    agreement = draft(world)
    party = add_party(world.sg, agreement, organisation="مجلس جماعة إيموزار", part="partner")
    assert party.organisation.name_ar == "مجلس جماعة إيموزار"
    assert field(add_party, world.sg, agreement, organisation="مجلس جماعة إيموزار", part="funder") == "organisation"
    assert field(add_party, world.sg, agreement, organisation="مجلس جماعة ايموزر", part="funder") == "is_new"


def test_add_party_once_and_in_order(world):
    agreement = draft(world)
    party = add_party(world.sg, agreement, organisation=commune(world), part="partner")
    assert [row.position for row in sides(agreement)] == [1, 2, 3]
    assert field(add_party, world.sg, agreement, organisation=commune(world), part="funder") == "organisation"
    party = move_party_up(world.sg, party)
    assert sides(agreement)[1] == party
    first = sides(agreement)[0]
    assert move_party_up(world.sg, first).position == 1


def test_edit_party_names_who_signs_by_the_mandate(world):
    party = sides(draft(world))[0]
    mandate = mandated(world, party.organisation)
    party = edit_party(world.sg, party, part="lead", mandate=mandate)
    assert (party.signatory, party.mandate) == (world.people["sg"], mandate)
    other = mandated(world, world.association)
    assert field(edit_party, world.sg, party, part="lead", mandate=other) == "mandate"
    assert edit_party(world.sg, party, part="funder").signatory is None


def test_who_signs_may_be_typed(world):
    agreement = draft(world)
    ours, theirs = sides(agreement)
    mandate = Mandate.objects.get(person=world.people["president"], organisation=theirs.organisation)
    assert edit_party(world.sg, theirs, part="beneficiary", mandate="إدريس الرئيس").mandate == mandate
    with says_no("Write in which capacity they sign.", field="capacity"):
        edit_party(world.sg, theirs, part="beneficiary", mandate="سلمى الموقعة")
    signed = edit_party(world.sg, theirs, part="beneficiary", mandate="سلمى الموقعة", capacity="نائبة الرئيس")
    assert (signed.signatory.name_ar, signed.mandate.capacity_ar) == ("سلمى الموقعة", "نائبة الرئيس")
    assert signed.mandate.organisation == theirs.organisation
    with says_no("A person signs: write the name of who signs for it.", field="mandate"):
        edit_party(world.sg, ours, part="lead", mandate="جمعية الوادي", capacity="رئيسة")


def test_the_form_of_who_signs_offers_mandates_and_keeps_the_one_that_stands(world, browse):
    party = sides(draft(world))[0]
    mandate = mandated(world, party.organisation)
    edit_party(world.sg, party, part="lead", mandate=mandate)
    site, address = browse(world.sg), reverse("partnerships:edit_party", args=[party.pk])
    words = f"{mandate.person.name} · {mandate.capacity}"
    page = site.get(address)
    assert f'value="{words}"' in page.content.decode()
    sent = {"part": "lead", "mandate": words, "_shown": page.context["form"].shown_marks}
    assert site.post(address, sent).status_code == 302
    party.refresh_from_db()
    assert party.mandate == mandate


def test_prove_mandate(world):
    agreement = draft(world)
    party = sides(agreement)[0]
    with says_no("Say first who signs."):
        prove_mandate(world.sg, party, title="محضر", kept_at="الخزانة")
    party = edit_party(world.sg, party, part="lead", mandate=mandated(world, party.organisation))
    assert field(prove_mandate, world.sg, party, title="محضر") == "upload"
    upload = SimpleUploadedFile("محضر.pdf", PDF)
    party = prove_mandate(world.sg, party, title="محضر الجمع العام", upload=upload)
    assert (party.proof.kind, party.proof.engagement) == ("mandate", agreement.engagement)
    party = edit_party(world.sg, party, part="lead", mandate=party.mandate)
    assert party.proof is not None
    party = edit_party(world.sg, party, part="lead", mandate=mandated(world, party.organisation))
    assert party.proof is None


def test_withdraw_party_not_while_a_promise_names_it(world):
    agreement = seated(world)
    lead, association, third = sides(agreement)
    promise = promised(world, agreement, debtor=third)
    for party in (association, third):
        with says_no("A promise names this party. Change or withdraw the promise first."):
            withdraw_party(world.sg, party)
    withdraw_commitment(world.sg, promise)
    assert withdraw_party(world.sg, third).withdrawn_at
    assert len(sides(agreement)) == 2
    with says_no("This was withdrawn."):
        edit_party(world.sg, third, part="partner")
    again = add_party(
        world.sg, agreement, organisation=commune(world), part="partner", mandate=mandated(world, commune(world))
    )
    assert again.signatory == world.people["sg"]
    assert lead in sides(agreement)


def test_withdraw_party_not_while_records_are_to_be_shown(world):
    agreement = seated(world)
    lead, _association, third = sides(agreement)
    shown = {"space": world.sg.space, "giver": third, "taker": lead, "kind": "activities", "from_on": START}
    agreement.sharings.create(**shown)
    with says_no("What the parties show each other names this party. Change that first."):
        withdraw_party(world.sg, third)


def test_add_commitment_between_two_parties_of_the_table(world):
    agreement, other = seated(world), draft(world, title_ar="أخرى")
    lead, association, _third = sides(agreement)
    promise = promised(world, agreement)
    assert (promise.debtor, promise.creditor) == (lead, association)
    assert promised(world, agreement, debtor=None, creditor=None, due_on=None).debtor is None
    for side in ("debtor", "creditor"):
        assert field(promised, world, agreement, **{side: sides(other)[0]}) == side
    assert field(promised, world, agreement, creditor=lead) == "creditor"
    assert field(promised, world, agreement, text_ar=" ") == "text_ar"
    french = draft(world, title_fr="Convention", languages="fr")
    assert field(add_commitment, world.sg, french, quantity=1) == "text_fr"


def test_a_promise_is_measured_once(world):
    agreement = seated(world)
    assert field(promised, world, agreement, quantity=None) == "quantity"
    assert field(promised, world, agreement, quantity=1, amount=5) == "quantity"
    assert promised(world, agreement, quantity=0, amount=5).quantity is None


def test_a_promise_that_comes_back(world):
    agreement = seated(world)
    promise = promised(world, agreement, every_months=12, until_on=END)
    assert promise.until_on == END
    assert field(promised, world, agreement, every_months=12, due_on=None) == "due_on"
    assert field(promised, world, agreement, every_months=12) == "until_on"
    assert field(promised, world, agreement, every_months=12, until_on=date(2020, 1, 1)) == "until_on"
    assert edit_commitment(world.sg, promise, every_months=None).until_on is None


def test_promise_plan_items_by_side(world):
    agreement = draft(world)
    lead, association = sides(agreement)
    engagement = agreement.engagement

    def item(**details):
        return propose_item(world.sg, engagement, form="coaching", objective="مصاحبة", **details)

    third = add_organisation(world.sg, kind="ngo", name_ar="هيئة ثالثة", is_new=True)
    by = {side: item(side=side) for side in ("support", "association")}
    by["third"] = item()
    PlanItem.objects.filter(pk=by["third"].pk).update(side="third")  # written before third parties were named
    by["third"].refresh_from_db()
    named = [item(side="third", third_party=third), item(side="third", third_party=third, due_on=START)]
    costly = propose_item(
        world.sg, engagement, form="direct_support", objective="Appui direct", cost=700, is_free=False
    )
    chosen = [*by.values(), *named, costly]
    promise_plan_items(world.sg, agreement, plan_items=chosen)
    promise_plan_items(world.sg, agreement, plan_items=chosen)
    made = {row.plan_item: row for row in Commitment.objects.filter(agreement=agreement)}
    assert len(made) == len(chosen)
    assert (made[by["support"]].debtor, made[by["support"]].creditor) == (lead, association)
    assert (made[by["association"]].debtor, made[by["association"]].creditor) == (association, lead)
    assert (made[by["third"]].debtor, made[by["third"]].creditor) == (None, association)
    assert made[named[0]].debtor == made[named[1]].debtor == sides(agreement)[2]
    assert made[named[1]].due_on == START
    assert (made[costly].amount, made[costly].quantity, made[costly].text_fr) == (700, None, "Appui direct")
    gone = move_item(world.sg, item(), state="cancelled", reason="لا")
    assert field(promise_plan_items, world.sg, agreement, plan_items=[gone]) == "plan_items"
    apart = start_agreement(world.sg, title_ar="بلا ملف")
    assert field(add_commitment, world.sg, apart, text_ar="وعد", quantity=1, plan_item=costly) == "plan_item"


def test_add_instalment_never_more_than_the_promise(world):
    agreement = seated(world)
    money = promised(world, agreement, quantity=None, amount=1000)
    first = add_instalment(world.sg, money, amount=600, due_on=START, condition="التقرير")
    assert field(add_instalment, world.sg, money, amount=401, due_on=END) == "amount"
    assert field(add_instalment, world.sg, money, amount=0, due_on=END) == "amount"
    add_instalment(world.sg, money, amount=400, due_on=END)
    assert field(add_instalment, world.sg, promised(world, agreement), amount=1, due_on=END) == "amount"
    rent = promised(world, agreement, quantity=None, amount=50, every_months=1, until_on=END)
    assert field(add_instalment, world.sg, rent, amount=1, due_on=END) == "amount"
    assert field(edit_commitment, world.sg, money, amount=900) == "amount"
    assert field(edit_commitment, world.sg, money, amount=None, quantity=1) == "amount"
    assert field(edit_commitment, world.sg, money, every_months=1, until_on=END) == "amount"
    withdraw_instalment(world.sg, first)
    assert edit_commitment(world.sg, money, amount=900).amount == 900
    with says_no("This was withdrawn."):
        withdraw_instalment(world.sg, first)
    withdraw_commitment(world.sg, money)
    assert not money.instalments.filter(withdrawn_at=None).exists()


def test_budget_lines(world):
    agreement = seated(world, budget=1000)
    line = add_budget_line(world.sg, agreement, label_ar="تجهيز", amount=300)
    assert field(add_budget_line, world.sg, agreement, label_ar="نقل", amount=0) == "amount"
    assert field(add_budget_line, world.sg, agreement, amount=1) == "label_ar"
    line = edit_budget_line(world.sg, line, label_fr="Matériel", amount=400)
    with translation.override("fr"):
        assert (line.amount, line.label) == (400, "Matériel")
    promised(world, agreement, quantity=None, amount=100, every_months=12, until_on=END)
    found = budget_sums(snapshot_of(agreement))
    assert (found.budget, found.promised, found.lines) == (1000, 300, 400)
    assert (found.to_promise, found.to_spend, found.add_up) == (700, 600, False)
    withdraw_budget_line(world.sg, line)
    assert budget_sums(snapshot_of(agreement)).lines == 0


def test_who_drafts(world):
    agreement = draft(world)
    party = sides(agreement)[0]
    assert can_start(world.coordinator)
    for actor in (world.president, world.stranger):
        assert not can_draft(actor, agreement)
        assert not can_draft(actor, party)
    assert not can_send_out(world.coordinator, agreement)
    assert visible_to(world.president, Agreement).filter(pk=agreement.pk).exists()
    assert not visible_to(world.stranger, Agreement).exists()


def test_an_article_that_stands_there_already_is_not_moved(world):
    agreement = complete(world, template="support", languages="ar")
    first, second = list(agreement.articles.standing())[:2]
    assert place_article(world.sg, first) == first
    place_article(world.sg, second, after=first)
    assert list(agreement.articles.standing())[:2] == [first, second]
