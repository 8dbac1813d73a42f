"""Addresses and rows of the file (tests/grounds.py)."""

from django.utils import timezone

from sanad.accompaniment.models import Change, Evidence, Need, PlanApproval, PlanItem, PlanItemEvidence

ROWS = {
    f"accompaniment:{name}": model
    for model, names in {
        Need: ["need", "edit_need", "move_need", "record_change", "resolve_need"],
        PlanItem: ["item", "edit_item", "move_item", "agree_item", "finish_item", "attach_evidence"],
        Evidence: ["evidence", "evidence_file", "withdraw_evidence"],
    }.items()
    for name in names
}
# Evidence of which the paper is on file, not only kept somewhere.
MAKERS = {
    "accompaniment:evidence_file": lambda world: Evidence.objects.filter(
        space=world.sg.space, file__isnull=False
    ).first()
}
LISTINGS = ("accompaniment:engagements",)
WHERE = {"accompaniment:evidence_file": {"file__isnull": False}}
# On the case nothing has changed yet, both sides agreed to the first item, and it has not begun.
REFUSED = {"accompaniment:resolve_need", "accompaniment:agree_item", "accompaniment:attach_evidence"}


def grow(growth, number: int) -> None:
    by = {"by": growth.sg.user}
    evidence = growth.add(Evidence, engagement=growth.file, title=f"زعفران {number}", kept_at="الخزانة", **by)
    growth.add(PlanItemEvidence, plan_item=growth.item, evidence=evidence)
    # Both sides have agreed to the item of the case; these said yes before it was changed.
    growth.add(PlanApproval, plan_item=growth.item, side="support", withdrawn_at=timezone.now(), **by)
    growth.add(Change, need=growth.need, method="score", before=1, after=2, **by)
