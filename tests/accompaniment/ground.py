"""Addresses and rows of the file (tests/grounds.py)."""

from django.utils import timezone

from sanad.accompaniment.engagements.commands import open_engagement
from sanad.accompaniment.evidence.commands import add_evidence
from sanad.accompaniment.joining.commands import accept_claim, ask_accompanier, claim_card
from sanad.accompaniment.joining.queries import joining_token
from sanad.accompaniment.models import Change, Engagement, Evidence, JoinClaim, PlanApproval, PlanItem, PlanItemEvidence
from sanad.accompaniment.needs.commands.change import record_change
from sanad.accompaniment.needs.commands.needs import voice_need
from sanad.accompaniment.plan.commands.agreement import agree_item
from sanad.accompaniment.plan.commands.items import finish_item, move_item, propose_item
from sanad.accounts.commands.beginning import open_own_space
from sanad.directory.commands.organisations import add_organisation
from sanad.directory.models import Organisation
from sanad.foundation.spaces.actor import Actor
from tests import grounds
from tests.grounds import SECRET, at
from tests.partnerships.lives import scan
from tests.pictures import photograph

LISTINGS = ("accompaniment:engagements",)


def neighbours(case) -> Engagement:
    """The file on the association next door, which has a space of its own: a need answered by something carried out."""
    sg, head = case.sg, grounds.actor(case, "neighbour")
    card = add_organisation(sg, kind="association", name_ar=head.space.name_ar, is_new=True)
    engagement = open_engagement(sg, association=card, referent=case.people["sg"])
    accept_claim(sg, claim_card(head, card))
    engagement.refresh_from_db()
    need = voice_need(head, engagement, kind="capacity", statement="حاجة الجوار")
    for objective in ("ما أنجز", "ما ينجز"):
        item = propose_item(sg, engagement, form="coaching", objective=objective, needs=[need])
        agree_item(sg, item, side="support")
        agree_item(head, item)
        move_item(sg, item, state="running")
    done = engagement.plan_items.get(objective="ما أنجز")
    finish_item(sg, done, title="صورة", upload=scan())
    record_change(sg, need, text="تحسن الحال", title="تصريح موقع", kept_at="الخزانة")
    return engagement


def rows(case) -> dict:
    engagement = Engagement.objects.get(space=case.sg.space, association=case.association)
    of_neighbours = neighbours(case)
    evidence = add_evidence(case.sg, engagement, title="وصل", upload=scan())
    looked_at = add_evidence(case.sg, engagement, title="صورة القاعة", upload=photograph())
    proposed, agreed = (
        engagement.plan_items.filter(state=state).first() for state in (PlanItem.State.PROPOSED, PlanItem.State.AGREED)
    )
    kept = engagement.plan_items.standing_in([PlanItem.State.DONE]).first()  # by the promise that repeats it
    roomless = add_organisation(case.sg, kind="association", name_ar="جمعية بلا فضاء", is_new=True)
    asker = open_own_space(
        None, kind="association", name_ar="فضاء يطلب", person="سائل", username="asker", password=f"{SECRET}-2023"
    )
    asked = claim_card(asker, add_organisation(case.sg, kind="association", name_ar="بطاقة يطلبها فضاء"))
    return {
        "accompaniment/claims/<uuid:pk>/": at(asked),
        "accompaniment:accompany_association": at(ask_accompanier(asker, supporter=case.sg.space)),
        "accompaniment:ask_accompanier": at(by="president"),
        "accompaniment/<uuid:pk>/": at(engagement),
        "accompaniment:open_association_space": at(roomless),
        "accompaniment:offer_card": at(roomless),
        "accompaniment:join_card": at(
            by="stranger",
            is_shared=True,
            token=joining_token(case.sg, add_organisation(case.sg, kind="association", name_ar="أخرى")),
        ),
        "accompaniment/needs/<uuid:pk>/": at(engagement.needs.first()),
        "accompaniment:resolve_need": at(of_neighbours.needs.get()),
        "accompaniment/plan/<uuid:pk>/": at(proposed),
        "accompaniment:finish_item": at(agreed),
        "accompaniment:settle_item": at(kept),
        "accompaniment:attach_evidence": at(of_neighbours.plan_items.get(state=PlanItem.State.RUNNING)),
        "accompaniment/evidence/<uuid:pk>/": at(evidence),
        **{f"accompaniment:evidence_{size}": at(looked_at) for size in ("small", "picture")},
    }


def foreign(actor: Actor) -> list:
    card = Organisation.objects.get(space=actor.space, kind=Organisation.Kind.ASSOCIATION)
    engagement = open_engagement(actor, association=card)
    need = voice_need(actor, engagement, kind="capacity", statement=f"{SECRET} حاجة")
    item = propose_item(actor, engagement, form="coaching", objective=f"{SECRET} نقطة", needs=[need])
    return [engagement, need, item, add_evidence(actor, engagement, title=f"{SECRET} وثيقة", kept_at="عندهم")]


def grow(growth, number: int) -> None:
    by = {"by": growth.sg.user}
    evidence = growth.add(Evidence, engagement=growth.file, title=f"زعفران {number}", kept_at="الخزانة", **by)
    growth.add(PlanItemEvidence, plan_item=growth.item, evidence=evidence)
    # Both sides have agreed to the item of the case; these said yes before it was changed.
    growth.add(PlanApproval, plan_item=growth.item, side="support", withdrawn_at=timezone.now(), **by)
    growth.add(Change, need=growth.need, method="score", before=1, after=2, **by)
    asks = {"association_space": growth.room, "due_on": timezone.localdate()}
    growth.add(JoinClaim, card=growth.card, **asks, **by)
