from sanad.accompaniment.models.engagement import Engagement, EngagementStep
from sanad.accompaniment.models.need import Need, NeedStep, WayForward
from sanad.accompaniment.models.plan import PlanItem, PlanItemNeed, PlanItemStep

__all__ = [
    "Engagement",
    "EngagementStep",
    "Need",
    "NeedStep",
    "PlanItem",
    "PlanItemNeed",
    "PlanItemStep",
    "WayForward",
]
