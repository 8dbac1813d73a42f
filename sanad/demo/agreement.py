"""The agreements of the case: one drafted and signed by three parties, one still negotiated in two languages.

The press report tells the outline (free courses, direct support); the commune's part, the amounts and the days are
invented, and so is the president of its council.
"""

from datetime import date
from typing import Any

from sanad.accompaniment.models import Engagement
from sanad.demo.world import Case
from sanad.directory.commands.mandates import record_mandate
from sanad.directory.commands.organisations import add_organisation
from sanad.directory.commands.people import add_person
from sanad.directory.models import Mandate, Organisation, Person
from sanad.partnerships.drafting.commands.agreement import open_negotiation, settle_text, start_agreement
from sanad.partnerships.drafting.commands.budget import add_budget_line
from sanad.partnerships.drafting.commands.commitments import add_commitment, add_instalment, edit_commitment
from sanad.partnerships.drafting.commands.parties import add_party, edit_party, prove_mandate
from sanad.partnerships.drafting.commands.text import remark_article
from sanad.partnerships.models import Agreement, Commitment, Party
from sanad.partnerships.sharing.commands import agree_sharing
from sanad.partnerships.signing.commands import issue_agreement, record_signature, send_out

START, END = date(2024, 4, 1), date(2027, 3, 31)
WENT_OUT, SIGNED = date(2024, 3, 11), date(2024, 3, 21)
BUDGET = 3_000_000  # centimes
# The field of the course, and until when it is held.
COURSES = {
    "management": date(2024, 6, 30),
    "digitization": date(2024, 10, 31),
    "participatory_democracy": date(2025, 3, 31),
    "communication": date(2025, 10, 31),
    "self_development": date(2026, 6, 30),
    "advocacy": date(2027, 1, 31),
}

PROOFS = {
    "sg": "محضر الجمع العام التأسيسي",
    "president": "محضر الجمع العام ولائحة المكتب",
    "commune": "محضر انتخاب مكتب المجلس",
}


def conclude(case: Case) -> None:
    """Write the agreement between the organisation, the association and the commune, have it signed; negotiate another."""
    sign(case, drafted(case))
    negotiated(case)


def drafted(case: Case) -> Agreement:
    """The text from the template, the plan as promises, the commune as a third party."""
    who = case.coordinator
    engagement = Engagement.objects.get(space=case.sg.space, association=case.association)
    agreement = start_agreement(
        who,
        template="support",
        engagement=engagement,
        starts_on=START,
        ends_on=END,
        budget=BUDGET,
        plan_items=list(engagement.plan_items.exclude(state="cancelled")),
    )
    commune = Organisation.objects.get(space=case.sg.space, kind="local_authority")
    third = add_party(who, agreement, organisation=commune, part=Party.Part.PARTNER)
    _president_of(case, commune)
    lead, association = (agreement.parties.get(position=place) for place in (1, 2))
    for party, person in ((lead, "sg"), (association, "president"), (third, "commune")):
        mandate = Mandate.objects.filter(person=case.people[person], organisation=party.organisation).first()
        named = edit_party(who, party, part=party.part, mandate=mandate)
        prove_mandate(who, named, title=PROOFS[person], kept_at="أرشيف المنظمة بمكناس")
    _promises(case, agreement, lead, association, third)
    agree_sharing(who, agreement, giver=association, taker=lead, kind="activities")
    agree_sharing(who, agreement, giver=lead, taker=association, kind="follow_ups")
    agreement = open_negotiation(who, agreement)
    return settle_text(who, agreement)


def _president_of(case: Case, commune: Organisation) -> Person:
    person = add_person(case.sg, name_ar="المصطفى الجماعي", name_fr="El Mostafa Aljamai", is_new=True)
    record_mandate(
        case.sg,
        person,
        organisation=commune,
        capacity_ar="رئيس مجلس الجماعة",
        capacity_fr="président du conseil communal",
        from_on=date(2021, 9, 24),
    )
    case.people["commune"] = person
    return person


def _promises(case: Case, agreement: Agreement, lead: Party, association: Party, commune: Party) -> None:
    who = case.coordinator
    promises = list(Commitment.objects.filter(agreement=agreement).select_related("plan_item"))
    for row in promises:
        if row.plan_item is not None and row.plan_item.field in COURSES:
            edit_commitment(who, row, due_on=COURSES[row.plan_item.field])
    support = next(row for row in promises if row.plan_item is not None and row.plan_item.form == "direct_support")
    support = edit_commitment(
        who, support, quantity=None, amount=BUDGET, due_on=date(2026, 12, 31), text_ar="دعم مالي مباشر لأنشطة الجمعية"
    )
    for amount, due_on, condition in (
        (1_000_000, date(2024, 7, 1), "بعد التوقيع وفتح الحساب البنكي للجمعية"),
        (1_000_000, date(2025, 7, 1), "بعد قبول تقرير السنة الأولى"),
        (1_000_000, date(2026, 12, 31), "بعد قبول تقرير السنة الثانية"),
    ):
        add_instalment(who, support, amount=amount, due_on=due_on, condition=condition)
    for label_ar, amount in (("تجهيز مقر الجمعية", 1_800_000), ("أنشطة لفائدة نساء الدوار وشبابه", 1_200_000)):
        add_budget_line(who, agreement, label_ar=label_ar, amount=amount)

    def promise(debtor: Party, creditor: Party, text_ar: str, **details: Any) -> None:
        add_commitment(who, agreement, debtor=debtor, creditor=creditor, text_ar=text_ar, **{"quantity": 1, **details})

    yearly = {"due_on": date(2025, 3, 31), "every_months": 12, "until_on": END}
    promise(commune, association, "وضع قاعة من قاعات الجماعة رهن إشارة الدورات التكوينية", unit="قاعة", **yearly)
    promise(association, lead, "تقديم تقرير أدبي ومالي عن السنة", unit="تقرير", **yearly)
    promise(association, lead, "تعبئة المستفيدات والمستفيدين من كل دورة", quantity=6, unit="لائحة حضور", due_on=END)


def sign(case: Case, agreement: Agreement) -> None:
    """Freeze it, number the paper, and write the three signatures down; the association writes its own."""
    agreement = send_out(case.sg, agreement, on=WENT_OUT)
    issue_agreement(case.sg, agreement.revisions.get())
    lead, association, commune = agreement.parties.standing()
    record_signature(case.sg, lead, on=WENT_OUT)
    record_signature(case.president, association, on=SIGNED)
    record_signature(case.sg, commune, on=SIGNED)


def negotiated(case: Case) -> None:
    """A framework with the health service, still on the table: the association asked for other words."""
    who = case.coordinator
    health = add_organisation(
        case.sg,
        kind="deconcentrated",
        name_ar="المندوبية الإقليمية للصحة والحماية الاجتماعية بصفرو",
        is_new=True,
        name_fr="Délégation provinciale de la santé et de la protection sociale de Sefrou",
    )
    agreement = start_agreement(
        who,
        template="framework",
        languages=Agreement.Languages.BOTH,
        title_ar="اتفاقية إطار من أجل القوافل الطبية",
        title_fr="Convention-cadre pour les caravanes médicales",
    )
    add_party(who, agreement, organisation=case.association, part=Party.Part.BENEFICIARY)
    add_party(who, agreement, organisation=health, part=Party.Part.PARTNER)
    agreement = open_negotiation(who, agreement)
    article = agreement.articles.get(section="scope")
    remark_article(
        case.president, article, text="نقترح أن يذكر الدوار بالاسم، فالقوافل السابقة توقفت عند مركز الجماعة."
    )
