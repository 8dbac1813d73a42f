from sanad.accompaniment.models.change import Change
from sanad.accompaniment.models.claim import JoinClaim
from sanad.accompaniment.models.engagement import Engagement, EngagementStep
from sanad.accompaniment.models.evidence import Evidence, PlanItemEvidence
from sanad.accompaniment.models.need import Need, NeedStep, WayForward
from sanad.accompaniment.models.plan import PlanApproval, PlanItem, PlanItemNeed, PlanItemStep

__all__ = [
    "Change",
    "Engagement",
    "EngagementStep",
    "Evidence",
    "JoinClaim",
    "Need",
    "NeedStep",
    "PlanApproval",
    "PlanItem",
    "PlanItemEvidence",
    "PlanItemNeed",
    "PlanItemStep",
    "WayForward",
]
