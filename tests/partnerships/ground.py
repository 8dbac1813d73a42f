"""Addresses and rows of partnerships (tests/grounds.py)."""

from django.utils import timezone

from sanad.accompaniment.models import Evidence
from sanad.activities.models import Activity, Decision, FollowUp
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
from tests.partnerships import table_ground

OF_AGREEMENT = (
    "agreement",
    "follow_up",
    "amendments",
    "draft_amendment",
    "suspend",
    "terminate",
    "renew",
    "committee",
    "link_activity",
    "sharing",
    "agree_sharing",
    "story",
    "draft_promises",
    "issue_promises",
)
OF_AMENDMENT = (
    "amendment",
    "edit_amendment",
    "amend_article",
    "amend_promise",
    "sign_amendment",
    "abandon_amendment",
    "amendment_copy",
    "draft_amendment_paper",
    "issue_amendment",
)
LIVING: dict = {
    **dict.fromkeys(OF_AGREEMENT, Agreement),
    **dict.fromkeys(OF_AMENDMENT, Amendment),
    **dict.fromkeys(("promise", "deliver", "waive"), Commitment),
    **dict.fromkeys(("accept", "decline"), Fulfilment),
    **dict.fromkeys(("give_sharing", "revoke_sharing", "withdraw_sharing"), Sharing),
    "evidence_file": FulfilmentEvidence,
    "withdraw_article_change": ArticleChange,
    "withdraw_commitment_change": CommitmentChange,
    "lift": Suspension,
}


def signed(world) -> Agreement:
    """The agreement of the case that three parties signed."""
    return Agreement.objects.get(space=world.sg.space, state="signed")


MAKERS = {f"partnerships:{name}": signed for name in OF_AGREEMENT} | table_ground.MAKERS
ROWS: dict = table_ground.ROWS | {f"partnerships:{name}": model for name, model in LIVING.items()}
LISTINGS: tuple[str, ...] = ("partnerships:agreements", "partnerships:promises")
_OF_DRAFT = ("edit_amendment", "amend_article", "amend_promise", "sign_amendment", "abandon_amendment")
WHERE: dict = {
    **{f"partnerships:{name}": {"state": "draft"} for name in _OF_DRAFT},
    "partnerships:amendment_copy": {"proof__file__isnull": False},
    "partnerships:evidence_file": {"evidence__file__isnull": False},
}
# On the grown agreement: it is signed, one amendment is drafted already, and its keeper speaks for neither side.
REFUSED: set[str] = {
    f"partnerships:{name}" for name in ("draft_amendment", "agree_sharing", "deliver", "waive", "accept", "decline")
}


def beneath(growth) -> dict:
    """The rows of the agreement beneath which everything grows."""
    return {f"partnerships:{name}": growth.living[model] for name, model in LIVING.items()}


def grow(growth, number: int) -> None:
    table_ground.grow(growth, number)
    by, today = {"by": growth.sg.user}, timezone.localdate()
    given = {"kind": "specific", "title_ar": f"زعفران {number}", "engagement": growth.file, "starts_on": today}
    agreement = growth.add(Agreement, **given, ends_on=today, state="signed", signed_on=today)
    if number == 0:
        growth.living = {Agreement: agreement}
    agreement = growth.living[Agreement]
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
