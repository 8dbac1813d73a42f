"""Addresses and rows of partnerships (tests/grounds.py)."""

from typing import Any

from django.utils import timezone

from sanad.accompaniment.models import Evidence
from sanad.activities.models import Activity, Decision, FollowUp
from sanad.directory.models import Mandate, Organisation, Person
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.commitments.commands import submit_fulfilment
from sanad.partnerships.drafting.commands.agreement import settle_text, start_agreement
from sanad.partnerships.drafting.commands.commitments import add_commitment
from sanad.partnerships.drafting.commands.parties import add_party, edit_party
from sanad.partnerships.drafting.commands.text import add_article, remark_article
from sanad.partnerships.life.commands.amendments import (
    change_article,
    change_commitment,
    draft_amendment,
    sign_amendment,
)
from sanad.partnerships.life.commands.ending import suspend_agreement
from sanad.partnerships.models import (
    Agreement,
    AgreementActivity,
    AgreementStep,
    Amendment,
    Article,
    ArticleChange,
    ArticleRemark,
    BudgetLine,
    Commitment,
    CommitmentChange,
    Fulfilment,
    FulfilmentEvidence,
    Instalment,
    Party,
    Revision,
    Sharing,
    Suspension,
)
from sanad.partnerships.sharing.commands import agree_sharing, give_sharing
from tests.grounds import SECRET, at
from tests.partnerships import lives, table

LISTINGS: tuple[str, ...] = ("partnerships:agreements", "partnerships:promises")


def named(*names: str, **at_them: Any) -> dict:
    """What these addresses of the slice are about."""
    return dict.fromkeys((f"partnerships:{name}" for name in names), at(**at_them))


def rows(case) -> dict:
    return _drafted(case) | _signed(case) | _amended(case)


def _drafted(case) -> dict:
    """An idea, one on the table, one that is agreed, one that is out for signature; what belongs to each."""
    sg = case.sg
    idea = start_agreement(sg, title_ar="فكرة")
    on_table, ready, out = table.complete(case), settle_text(sg, table.complete(case)), table.out(case)
    lead, association, commune = table.sides(on_table)
    article = on_table.articles.first()
    remark = remark_article(case.president, article, text="ملاحظة", proposed_ar="نص آخر")
    sharing = agree_sharing(sg, on_table, giver=lead, taker=association, kind="follow_ups")
    guest = add_party(sg, on_table, organisation=Organisation.objects.get(space=sg.space, kind="press"), part="partner")
    free = table.promised(case, on_table, text_ar="وعد آخر")
    money = on_table.commitments.get(amount__isnull=False)
    return {
        "agreements/<uuid:pk>/": at(on_table),
        "partnerships:agreement": [at(each) for each in (idea, on_table, ready, out)],
        **named("negotiate", row=idea),
        **named("reopen", "send_out", row=ready),
        **named("take_back", row=out),
        **named("papers", "paper", row=out),
        "agreements/articles/<uuid:pk>/": at(article),
        "agreements/remarks/<uuid:pk>/": at(remark),
        "agreements/parties/<uuid:pk>/": at(commune),
        **named("withdraw_party", row=guest),
        **named("record_signature", row=table.sides(out)[0]),
        "agreements/commitments/<uuid:pk>/": at(free),
        **named("add_instalment", row=money),
        "agreements/instalments/<uuid:pk>/": at(money.instalments.first()),
        "agreements/budget/<uuid:pk>/": at(on_table.budget_lines.first()),
        "agreements/revisions/<uuid:pk>/": at(out.revisions.get()),
        "agreements/of/<uuid:pk>/": at(table.file_of(case)),
        **named("withdraw_sharing", row=sharing),
    }


def _signed(case) -> dict:
    """One that binds today: a piece that waits for its answer, a suspension, what the parties show each other."""
    sg = case.sg
    drafted = lives.drafted(case)
    lead, association, commune = table.sides(drafted)
    for_the_piece = table.promised(case, drafted, text_ar="وعد", quantity=3, due_on=lives.ENDS)
    for_nobody = table.promised(case, drafted, creditor=commune, text_ar="وعد للجماعة", due_on=lives.ENDS)
    shown, hidden = (
        agree_sharing(sg, drafted, giver=lead, taker=association, kind=kind) for kind in ("activities", "directory")
    )
    agreement = lives.living(case, drafted)
    piece = submit_fulfilment(sg, for_the_piece, quantity=1, upload=lives.scan())
    to_commune = submit_fulfilment(sg, for_nobody, quantity=1, kept_at="الأرشيف")
    pause = suspend_agreement(sg, lives.living(case), from_on=lives.days(20), to_on=lives.days(30), reason="سبب")
    shown = give_sharing(sg, shown)
    promise = agreement.commitments.exclude(pk=for_the_piece.pk).first()
    return {
        **named("follow_up", "amendments", "draft_amendment", "suspend", "terminate", "renew", row=agreement),
        **named("committee", "link_activity", "sharing", "story", row=agreement),
        **named("draft_promises", "issue_promises", row=agreement),
        "partnerships:agreement": [
            *_drafted_ones(case),
            at(agreement),
        ],
        "agreements/promises/<uuid:pk>/": at(promise),
        **named("waive", row=promise, by="president"),
        "agreements/pieces/<uuid:pk>/": at(piece, "president"),
        # The commune has no space of its own: whoever keeps the agreement shows a paper in its place.
        "partnerships:accept": [at(piece, "president"), at(to_commune)],
        "agreements/evidence/<uuid:pk>/": at(piece.evidence_links.get()),
        "agreements/suspensions/<uuid:pk>/": at(pause),
        **named("give_sharing", row=hidden),
        **named("revoke_sharing", row=shown),
    }


def _drafted_ones(case) -> list:
    rows = Agreement.objects.filter(space=case.sg.space).order_by("state", "pk")
    return [at(rows.filter(state=state).first()) for state in ("idea", "negotiating", "ready", "out")]


def _amended(case) -> dict:
    """One amendment is signed, and another is drafted with a change of everything that it may change."""
    sg = case.sg
    agreement = lives.living(case)
    promise, article = agreement.commitments.first(), agreement.articles.first()
    first = draft_amendment(sg, agreement, reason="سبب", effective_on=lives.days(-10), ends_on=lives.days(400))
    first = sign_amendment(sg, first, signed_on=lives.days(-10), effective_on=lives.days(-10), upload=lives.scan())
    draft = draft_amendment(sg, agreement, reason="سبب آخر", effective_on=lives.TODAY())
    words = change_article(sg, draft, article=article, text_ar="نص جديد")
    terms = change_commitment(sg, draft, commitment=promise, due_on=lives.days(200))
    return {
        "agreements/amendments/<uuid:pk>/": at(draft),
        "partnerships:amendment": [at(draft), at(first)],
        **named("amendment_copy", "issue_amendment", row=first),
        "agreements/article-changes/<uuid:pk>/": at(words),
        "agreements/promise-changes/<uuid:pk>/": at(terms),
    }


def foreign(actor: Actor) -> list:
    person = Person.objects.get(space=actor.space)
    mandate = Mandate.objects.get(person=person)
    agreement = start_agreement(actor, title_ar=f"{SECRET} اتفاقية", kind="framework")
    partner = Organisation.objects.get(space=actor.space, kind=Organisation.Kind.ASSOCIATION)
    lead = agreement.parties.get()
    edit_party(actor, lead, part=lead.part, mandate=mandate)
    other = add_party(actor, agreement, organisation=partner, part="partner")
    article = add_article(actor, agreement, section="object", heading_ar=f"{SECRET} الموضوع", text_ar="نص")
    promise = add_commitment(actor, agreement, debtor=lead, creditor=other, text_ar=f"{SECRET} وعد", quantity=1)
    return [agreement, lead, article, promise]


def beneath(growth) -> dict:
    """The rows of the agreement beneath which everything grows."""
    living = growth.living
    of_agreement = (
        *("agreement", "follow_up", "amendments", "draft_amendment", "suspend", "terminate", "renew", "committee"),
        *("link_activity", "sharing", "agree_sharing", "story", "draft_promises", "issue_promises"),
    )
    return {
        **named(*of_agreement, row=living[Agreement]),
        "agreements/amendments/<uuid:pk>/": at(living[Amendment]),
        "partnerships:amendment": at(living[Amendment]),
        "agreements/promises/<uuid:pk>/": at(living[Commitment]),
        "agreements/pieces/<uuid:pk>/": at(living[Fulfilment]),
        **named("give_sharing", "revoke_sharing", "withdraw_sharing", row=living[Sharing]),
        "agreements/evidence/<uuid:pk>/": at(living[FulfilmentEvidence]),
        "agreements/article-changes/<uuid:pk>/": at(living[ArticleChange]),
        "agreements/promise-changes/<uuid:pk>/": at(living[CommitmentChange]),
        "agreements/suspensions/<uuid:pk>/": at(living[Suspension]),
    }


def grow(growth, number: int) -> None:
    _draft_more(growth, number)
    by, today = {"by": growth.sg.user}, timezone.localdate()
    given = {"kind": "specific", "title_ar": f"زعفران {number}", "engagement": growth.file, "starts_on": today}
    agreement = growth.add(Agreement, **given, ends_on=today, state="signed", signed_on=today)
    agreement = growth.living.setdefault(Agreement, agreement)
    cards = [growth.add(Organisation, kind="ngo", name_ar=f"زعفران {number} {side}") for side in "أب"]
    first, second = (
        growth.add(Party, agreement=agreement, organisation=body, position=number, signed_on=today) for body in cards
    )
    growth.add(AgreementStep, agreement=agreement, before="", after="idea", **by)
    _held(growth, agreement, number)
    growth.add(BudgetLine, agreement=agreement, label_ar="نقل", amount=100)
    pause = growth.add(Suspension, agreement=agreement, from_on=today, reason="سبب", **by)
    article = growth.add(Article, agreement=agreement, position=number, heading_ar="المادة")
    growth.add(ArticleRemark, article=article, author_space=growth.space, text="ملاحظة", about_version=0, **by)
    growth.add(
        Revision, agreement=agreement, number=number + 1, content={"articles": []}, previous_hash="", hash="", **by
    )
    promise = growth.add(
        Commitment,
        agreement=agreement,
        debtor=first,
        creditor=second,
        text_ar="زعفران",
        amount=100,
        due_on=today,
        open_due_on=today,
        undelivered_due_on=today,
    )
    growth.add(Instalment, commitment=promise, amount=100, due_on=today)
    promise = growth.living.setdefault(Commitment, promise)
    piece = growth.add(Fulfilment, commitment=promise, quantity=1, on=today, **by)
    evidence = growth.add(Evidence, engagement=growth.file, title=f"زعفران {number}", file=growth.stored, **by)
    shown = growth.add(FulfilmentEvidence, fulfilment=piece, evidence=evidence)
    sharing = growth.add(Sharing, agreement=agreement, giver=first, taker=second, kind="activities", from_on=today)
    for row in (pause, piece, shown, sharing):
        growth.living.setdefault(type(row), row)
    _amend(growth, agreement, number, article, promise)


def _held(growth, agreement, number: int) -> None:
    """A meeting of the committee, with what it decided."""
    now = timezone.now()
    card = Organisation.objects.filter(space=growth.space).first()
    meeting = growth.add(Activity, kind="meeting", title="لجنة", host=card, starts_at=now, ends_at=now, state="held")
    growth.add(Decision, activity=meeting, text="قرار")
    growth.add(FollowUp, activity=meeting, text="مهمة", owner=growth.me, due_on=timezone.localdate())
    growth.add(AgreementActivity, agreement=agreement, activity=meeting)


def _amend(growth, agreement, number: int, article, promise) -> None:
    """One draft with a change more each time, and another signed amendment."""
    by, today = {"by": growth.sg.user}, timezone.localdate()
    signed = {"state": "signed", "signed_on": today, "content": {"articles": []}} if number else {}
    proof = growth.add(Evidence, engagement=growth.file, title="زعفران", file=growth.stored, **by)
    row = growth.add(
        Amendment, agreement=agreement, number=number + 1, reason="سبب", effective_on=today, proof=proof, **signed, **by
    )
    draft = growth.living.setdefault(Amendment, row)
    words = growth.add(ArticleChange, amendment=draft, article=article, text_ar="نص")
    terms = growth.add(CommitmentChange, amendment=row, commitment=promise, due_on=today)
    growth.living.setdefault(ArticleChange, words)
    growth.living.setdefault(CommitmentChange, terms)


def _draft_more(growth, number: int) -> None:
    """One row of every kind more beneath the agreement on the table."""
    agreement, today = growth.on_table, timezone.localdate()
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
