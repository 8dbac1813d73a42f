"""Addresses and rows of partnerships (tests/grounds.py)."""

from django.utils import timezone

from sanad.accompaniment.models import Evidence
from sanad.directory.models import Organisation
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

ROWS: dict = {"partnerships:agreement": Agreement}
LISTINGS: tuple[str, ...] = ("partnerships:agreements",)
REFUSED: set[str] = set()


def grow(growth, number: int) -> None:
    by, today = {"by": growth.sg.user}, timezone.localdate()
    agreement = growth.add(
        Agreement, kind="specific", title_ar=f"زعفران {number}", engagement=growth.file, starts_on=today
    )
    first, second = (
        growth.add(Party, agreement=agreement, organisation=body, position=place)
        for place, body in enumerate(Organisation.objects.filter(space=growth.space)[:2])
    )
    growth.add(AgreementStep, agreement=agreement, before="", after="idea", **by)
    growth.add(AgreementActivity, agreement=agreement, activity=growth.stations[0])
    growth.add(BudgetLine, agreement=agreement, label_ar="نقل", amount=100)
    growth.add(Suspension, agreement=agreement, from_on=today, reason="سبب", **by)
    article = growth.add(Article, agreement=agreement, position=number, heading_ar="المادة")
    growth.add(ArticleRemark, article=article, author_space=growth.space, text="ملاحظة", about_version=0, **by)
    growth.add(Revision, agreement=agreement, number=1, content={}, previous_hash="", hash="", **by)
    promise = growth.add(
        Commitment, agreement=agreement, debtor=first, creditor=second, text_ar="وعد", amount=100, due_on=today
    )
    growth.add(Instalment, commitment=promise, amount=100, due_on=today)
    piece = growth.add(Fulfilment, commitment=promise, quantity=1, on=today, **by)
    evidence = growth.add(Evidence, engagement=growth.file, title=f"زعفران {number}", kept_at="الخزانة", **by)
    growth.add(FulfilmentEvidence, fulfilment=piece, evidence=evidence)
    amendment = growth.add(Amendment, agreement=agreement, number=1, reason="سبب", effective_on=today, **by)
    growth.add(ArticleChange, amendment=amendment, article=article, text_ar="نص")
    growth.add(CommitmentChange, amendment=amendment, commitment=promise, due_on=today)
    growth.add(Sharing, agreement=agreement, giver=first, taker=second, kind="activities", from_on=today)
