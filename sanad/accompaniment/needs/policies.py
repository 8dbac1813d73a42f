"""Who keeps the needs, and when one is met."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Change, Need, PlanItem, PlanItemEvidence
from sanad.accompaniment.policies import can_voice_need, is_open
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor


def can_edit_need(actor: Actor, need: Need) -> Verdict:
    """Change a need or propose a way forward, from either side."""
    return can_voice_need(actor, need.engagement)


def can_move_need(actor: Actor, need: Need) -> Verdict:
    """Accept, park or leave out a need."""
    return all_of(needs(actor, "plan.edit"), owns(actor, need), lambda: is_open(need.engagement))


def can_record_change(actor: Actor, need: Need) -> Verdict:
    """Write down what became of a need."""
    return can_move_need(actor, need)


def can_resolve_need(actor: Actor, need: Need) -> Verdict:
    """Say that a need is met (C4). Says what is still missing."""
    return all_of(
        can_move_need(actor, need),
        YES if need.is_answered else no(_("This step does not follow from the present state.")),
        lambda: _is_met(need),
    )


def _is_met(need: Need) -> Verdict:
    """Something is better, and evidence stands on something carried out that answers the need; what is done stays done."""
    carried_out = PlanItemEvidence.objects.filter(
        plan_item__need_links__need=OuterRef("pk"), plan_item__state=PlanItem.State.DONE
    )
    better = Change.objects.for_the_better().filter(need=OuterRef("pk"))
    is_better, is_shown = Need.objects.filter(pk=need.pk).values_list(Exists(better), Exists(carried_out)).get()
    if not is_better:
        return no(_("No change for the better is recorded."))
    return YES if is_shown else no(_("No evidence shows that something in the plan was done for it."))
