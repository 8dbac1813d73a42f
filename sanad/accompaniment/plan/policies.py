"""Who writes the plan, who says yes to it, and who carries it out."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, PlanItem
from sanad.accompaniment.policies import can_voice_need, is_open
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor


def can_plan(actor: Actor, row: Model) -> Verdict:
    """Write and move plan items."""
    return all_of(needs(actor, "plan.edit"), owns(actor, row), lambda: is_open(row))


def can_edit_item(actor: Actor, item: PlanItem) -> Verdict:
    """Change what is promised, until it is done or cancelled."""
    return all_of(can_plan(actor, item), lambda: _is_alive(item))


def can_move_item(actor: Actor, item: PlanItem) -> Verdict:
    """Begin or cancel what is promised."""
    return can_edit_item(actor, item)


def can_finish_item(actor: Actor, item: PlanItem) -> Verdict:
    """Say that something promised was carried out; what was signed elsewhere is promised, too."""

    def promised() -> Verdict:
        known = item.state in PlanItem.PROMISED or PlanItem.objects.filter(pk=item.pk).outstanding().exists()
        return YES if known else no(_("Both sides agree to it first."))

    def answered() -> Verdict:
        waits = PlanItem.objects.filter(pk=item.pk).unanswered().exists()
        return no(_("All of it was delivered: the other side answers first.")) if waits else YES

    return all_of(can_edit_item(actor, item), promised, answered)


def can_settle_item(actor: Actor, item: PlanItem) -> Verdict:
    """Take over what a promise or a session says of an item: that it was carried out."""
    done = PlanItem.State.DONE
    known = PlanItem.objects.filter(pk=item.pk).exclude(state=done).standing_in([done]).exists()
    return all_of(can_edit_item(actor, item), YES if known else no(_("Nothing says that this was carried out.")))


def can_attach_evidence(actor: Actor, item: PlanItem) -> Verdict:
    """Both sides show what was carried out, once it is under way."""
    begun = {PlanItem.State.RUNNING, PlanItem.State.DONE}

    def has_begun() -> Verdict:
        known = item.state in begun or PlanItem.objects.filter(pk=item.pk).standing_in(begun).exists()
        return YES if known else no(_("This has not begun."))

    return all_of(can_voice_need(actor, item.engagement), has_begun)


def sides_of(actor: Actor, engagement: Engagement) -> list[str]:
    """The sides for which the actor's space says yes, its own first.

    The keeper also speaks for an association that has no space yet.
    """
    sides = []
    if actor.space_id == engagement.space_id:
        sides = [PlanItem.Side.SUPPORT]
        if engagement.association_space_id is None:
            sides.append(PlanItem.Side.ASSOCIATION)
    elif actor.space_id == engagement.association_space_id:
        sides = [PlanItem.Side.ASSOCIATION]
    return [side.value for side in sides]


def missing_sides(item: PlanItem) -> list[str]:
    """The sides that have not said yes to the item as it stands."""
    said = set(item.approvals.standing().values_list("side", flat=True))
    return [side for side in (PlanItem.Side.SUPPORT, PlanItem.Side.ASSOCIATION) if side not in said]


def can_agree_item(actor: Actor, item: PlanItem) -> Verdict:
    """Say yes to a proposed item, for a side that has not said so yet."""
    own = sides_of(actor, item.engagement)
    return all_of(
        needs(actor, "plan.edit"),
        YES if own else no(_("This belongs to another space.")),
        lambda: is_open(item),
        YES if item.state == PlanItem.State.PROPOSED else no(_("This is no longer a proposal.")),
        lambda: YES if set(own) & set(missing_sides(item)) else no(_("Your side has already agreed.")),
    )


def _is_alive(item: PlanItem) -> Verdict:
    ended = item.state in {PlanItem.State.DONE, PlanItem.State.CANCELLED}
    return no(_("This is done or cancelled and stays as it is.")) if ended else YES
