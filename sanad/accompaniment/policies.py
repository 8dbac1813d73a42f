"""Who sees and who keeps the file of an accompaniment."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import (
    Change,
    Engagement,
    Evidence,
    Need,
    PlanApproval,
    PlanItem,
    PlanItemEvidence,
    PlanItemNeed,
    WayForward,
)
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space

M = TypeVar("M", bound=Model)

# How each model leads to its engagement.
PATHS: dict[type[Model], str] = {
    Engagement: "",
    Need: "engagement__",
    PlanItem: "engagement__",
    WayForward: "need__engagement__",
    PlanItemNeed: "need__engagement__",
    PlanApproval: "plan_item__engagement__",
    PlanItemEvidence: "plan_item__engagement__",
    Evidence: "engagement__",
    Change: "need__engagement__",
}


def visible_to(actor: Actor, model: type[M]) -> QuerySet[M]:
    """The file is seen by the support organisation that keeps it and by the association that it is about."""
    if not actor.may("space.read"):
        return model._default_manager.none()
    return model._default_manager.filter(Q(space=actor.space) | Q(**{f"{PATHS[model]}association_space": actor.space}))


def can_open_engagement(actor: Actor) -> Verdict:
    """A support organisation opens a file on an association."""
    support = YES if actor.space.kind == Space.Kind.SUPPORT else no(_("Only a support organisation opens a file."))
    return all_of(needs(actor, "engagement.run"), support)


def can_run(actor: Actor, row: Model) -> Verdict:
    """Keep the file: its stage, its plan."""
    return all_of(needs(actor, "engagement.run"), owns(actor, row), lambda: _is_open(row))


def can_voice_need(actor: Actor, engagement: Engagement) -> Verdict:
    """Both sides write needs down: the words are the association's."""
    mine = actor.space_id in {engagement.space_id, engagement.association_space_id}
    return all_of(
        needs(actor, "needs.edit"),
        YES if mine else no(_("This belongs to another space.")),
        lambda: _is_open(engagement),
    )


def can_edit_need(actor: Actor, need: Need) -> Verdict:
    """Change a need or propose a way forward, from either side."""
    return can_voice_need(actor, need.engagement)


def can_add_evidence(actor: Actor, engagement: Engagement) -> Verdict:
    """Both sides file what shows that something is so."""
    return can_voice_need(actor, engagement)


def can_move_need(actor: Actor, need: Need) -> Verdict:
    """Accept, park or leave out a need."""
    return all_of(needs(actor, "plan.edit"), owns(actor, need), lambda: _is_open(need.engagement))


def can_plan(actor: Actor, row: Model) -> Verdict:
    """Write and move plan items."""
    return all_of(needs(actor, "plan.edit"), owns(actor, row), lambda: _is_open(row))


def can_close(actor: Actor, engagement: Engagement) -> Verdict:
    """End the accompaniment. Refused while something is under way (C5: cancel it with a reason first)."""
    running = engagement.plan_items.filter(state=PlanItem.State.RUNNING).exists()
    return all_of(can_run(actor, engagement), no(_("A plan item is still running.")) if running else YES)


def _is_open(row: Any) -> Verdict:
    engagement = row if isinstance(row, Engagement) else row.engagement
    return no(_("This accompaniment is closed.")) if engagement.stage == Engagement.Stage.CLOSED else YES
