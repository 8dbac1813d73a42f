"""Addresses and rows of the file (tests/grounds.py)."""

from django.utils import timezone

from sanad.accompaniment.models import Change, Evidence, Need, PlanApproval, PlanItem, PlanItemEvidence

ROWS = {
    "accompaniment:edit_need": Need, "accompaniment:move_need": Need, "accompaniment:edit_item": PlanItem,
    "accompaniment:move_item": PlanItem,
}  # fmt: skip
LISTINGS = ("accompaniment:engagements",)
REFUSED: set[str] = set()


def grow(growth, number: int) -> None:
    by = {"by": growth.sg.user}
    evidence = growth.add(Evidence, engagement=growth.file, title=f"زعفران {number}", kept_at="الخزانة", **by)
    growth.add(PlanItemEvidence, plan_item=growth.item, evidence=evidence)
    growth.add(
        PlanApproval,
        plan_item=growth.item,
        side="support",
        **by,
        **({"withdrawn_at": timezone.now()} if number else {}),
    )
    growth.add(Change, need=growth.need, method="score", before=1, after=2, **by)
