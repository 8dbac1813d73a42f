"""Addresses of an agreement that is drafted, and rows of every kind beneath the one of the case that is negotiated."""

from django.utils import timezone

from sanad.accompaniment.models import Engagement
from sanad.directory.models import Mandate, Organisation, Person
from sanad.partnerships.drafting.commands.agreement import settle_text
from sanad.partnerships.models import (
    Agreement,
    Article,
    ArticleRemark,
    BudgetLine,
    Commitment,
    Instalment,
    Party,
    Revision,
)
from tests.partnerships import table


def negotiated(world) -> Agreement:
    """The agreement of the case that is still on the table."""
    return Agreement.objects.get(space=world.sg.space, state="negotiating")


def _money(world, agreement) -> Commitment:
    lead, association, *_rest = agreement.parties.all()
    given = {"debtor": lead, "creditor": association, "text_ar": "دعم", "amount": 500}
    return Commitment.objects.create(space=world.sg.space, agreement=agreement, **given)


def _line(world, agreement) -> BudgetLine:
    return BudgetLine.objects.create(space=world.sg.space, agreement=agreement, label_ar="نقل", amount=500)


MADE = {"commitments": _money, "budget_lines": _line}


def first(name: str):
    """The first row of a relation of the agreement that is on the table, made when there is none."""

    def find(world):
        agreement = negotiated(world)
        return getattr(agreement, name).first() or MADE[name](world, agreement)

    return find


def a_remark(world) -> ArticleRemark:
    return ArticleRemark.objects.filter(article__agreement=negotiated(world)).first()


def an_instalment(world) -> Instalment:
    promise = first("commitments")(world)
    return Instalment.objects.create(space=world.sg.space, commitment=promise, amount=1, due_on=timezone.localdate())


def ready(world) -> Agreement:
    return settle_text(world.sg, table.draft(world))


def mandated(world) -> Party:
    party = first("parties")(world)
    party.mandate = table.mandated(world, party.organisation)
    party.save()
    return party


ON_THE_TABLE = (
    "agreement",
    "edit",
    "negotiate",
    "settle",
    "abandon",
    "text",
    "add_article",
    "remarks",
    "parties",
    "add_party",
    "commitments",
    "add_commitment",
    "promise_plan_items",
    "budget",
    "add_budget_line",
    "sums",
    "checks",
    "papers",
    "paper",
)
MAKERS: dict = {
    **{f"partnerships:{name}": negotiated for name in ON_THE_TABLE},
    **{f"partnerships:{name}": ready for name in ("reopen", "send_out")},
    "partnerships:take_back": table.out,
    **{f"partnerships:{verb}_article": first("articles") for verb in ("edit", "place", "withdraw", "remark")},
    **{f"partnerships:{verb}_remark": a_remark for verb in ("take", "leave")},
    **{f"partnerships:{verb}_party": first("parties") for verb in ("edit", "move", "withdraw")},
    "partnerships:prove_mandate": mandated,
    "partnerships:record_signature": lambda world: table.sides(table.out(world))[1],
    **{
        f"partnerships:{verb}": first("commitments")
        for verb in ("edit_commitment", "withdraw_commitment", "add_instalment")
    },
    "partnerships:withdraw_instalment": an_instalment,
    **{f"partnerships:{verb}_budget_line": first("budget_lines") for verb in ("edit", "withdraw")},
}
KINDS = {"article": Article, "remark": ArticleRemark, "party": Party, "commitment": Commitment, "line": BudgetLine}
ROWS: dict = {
    **{name: KINDS.get(name.rsplit("_", 1)[-1], Agreement) for name in MAKERS},
    **{f"partnerships:add_{noun}": Agreement for noun in ("article", "party", "commitment", "budget_line")},
    "partnerships:add_instalment": Commitment,
    "partnerships:withdraw_instalment": Instalment,
    "partnerships:prove_mandate": Party,
    "partnerships:record_signature": Party,
    "partnerships:of_file": Engagement,
    "partnerships:issue": Revision,
}


def grow(growth, number: int) -> None:
    """One row of every kind more beneath the agreement on the table."""
    agreement, today = growth.rows["partnerships:text"], timezone.localdate()
    person = growth.add(Person, name_ar=f"خزامى {number}")
    parties = []
    for place in range(2):
        body = growth.add(Organisation, kind="ngo", name_ar=f"خزامى {number} {place}")
        mandate = growth.add(Mandate, person=person, organisation=body, capacity_ar="رئيس")
        given = {"agreement": agreement, "organisation": body, "signatory": person, "mandate": mandate}
        parties.append(growth.add(Party, **given, position=100 + number))
    growth.add(BudgetLine, agreement=agreement, label_ar="نقل", amount=100)
    article = growth.add(Article, agreement=agreement, position=100 + number, heading_ar="المادة", text_ar="نص")
    by = {"author_space": growth.space, "by": growth.sg.user}
    growth.add(ArticleRemark, article=article, text="ملاحظة", about_version=0, **by)
    given = {"debtor": parties[0], "creditor": parties[1], "plan_item": growth.item, "due_on": today}
    promise = growth.add(Commitment, agreement=agreement, text_ar="وعد", amount=100, **given)
    growth.add(Instalment, commitment=promise, amount=100, due_on=today)
