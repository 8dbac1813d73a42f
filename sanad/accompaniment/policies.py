"""Who sees and who keeps an engagement."""

from typing import Any

from django.db.models import Exists, Model, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Change, Engagement, Evidence, JoinClaim, Need, PlanItem, PlanItemEvidence
from sanad.accounts.policies import can_open_space
from sanad.directory.models import Organisation
from sanad.foundation.naming.among import own_or
from sanad.foundation.naming.parts import PartOf
from sanad.foundation.policy import YES, Text, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space

ACCOMPANIED = (Organisation.Kind.ASSOCIATION, Organisation.Kind.FEDERATION)


def visible_to(actor: Actor, model: type[Model]) -> Any:  # the rows with the sets that their model names
    """An engagement and its parts are seen by the organisation that keeps it and by the association that it is about."""
    if not actor.may("space.read"):
        return model._default_manager.none()
    if not issubclass(model, PartOf):
        return model._default_manager.filter(Q(space=actor.space) | Q(association_space=actor.space))
    about_us = model._default_manager.filter(**{f"{model.path_to_subject()}__association_space": actor.space})
    return model._default_manager.filter(own_or(actor.space, about_us))


def can_open_engagement(actor: Actor) -> Verdict:
    """A support organisation opens an engagement with an association."""
    support = YES if actor.space.kind == Space.Kind.SUPPORT else no(_("Only a support organisation opens a file."))
    return all_of(needs(actor, "engagement.run"), support)


def can_open_room(actor: Actor, card: Organisation) -> Verdict:
    """A support organisation opens the room of an association whose card it keeps, once."""
    is_body = card.kind in ACCOMPANIED
    return all_of(
        can_open_space(actor),
        owns(actor, card),
        YES if is_body else no(_("Only an association gets a space of its own.")),
        YES if card.own_space_id is None else no(_("It has a space of its own already.")),
    )


def can_claim_card(actor: Actor, card: Organisation) -> Verdict:
    """Who decides for an association says that a card which another space keeps is its own, once."""
    is_body = actor.space.kind == Space.Kind.ASSOCIATION and card.space_id != actor.space_id
    claims = JoinClaim.objects.filter(space=card.space_id, card=card, association_space=actor.space)
    return all_of(
        needs(actor, "consent.give"),
        YES if is_body else no(_("Only an association joins its space to the card that another keeps of it.")),
        lambda: no(_("You have asked for this already.")) if claims.exists() else YES,
        _is_free(card, actor.space),
    )


def _is_free(card: Organisation, association_space: Space) -> Verdict:
    """The card is nobody's, and the space is known by no other card there."""
    is_known = Organisation.objects.filter(space=card.space_id, own_space=association_space)
    return all_of(
        YES if card.own_space_id is None else no(_("This card belongs to a space already.")),
        lambda: no(_("They know your space by another card already.")) if is_known.exists() else YES,
    )


def keeps_card(card: Organisation, kept: Organisation) -> Text:
    """Why a card is not joined to another: nobody keeps a file on oneself, and one file on an association is open."""
    files = Engagement.objects.filter(association=card)
    if kept.own_space_id == kept.space_id and files.exists():
        return _("A file of accompaniment is kept on it: it is not your own organisation.")
    is_open_twice = files.open().exists() and Engagement.objects.open().filter(association=kept).exists()
    return _("A file on each of the two is open: close one of them first.") if is_open_twice else ""


def can_answer_claim(actor: Actor, claim: JoinClaim) -> Verdict:
    """Who keeps the card says whether the space that asks is that of the association, once."""
    return all_of(
        needs(actor, "engagement.run"),
        owns(actor, claim),
        YES if claim.is_waiting else no(_("This was answered already.")),
    )


def can_accept_claim(actor: Actor, claim: JoinClaim) -> Verdict:
    """Say yes: the card is still free, and the space is not known by another one."""
    return all_of(
        can_answer_claim(actor, claim),
        lambda: (
            _is_free(claim.card, claim.association_space)
            if claim.card is not None
            else no(_("It asks to be accompanied: say which card is theirs."))
        ),
    )


def can_ask_accompanier(actor: Actor) -> Verdict:
    """Who decides for an association asks a support organisation to accompany it."""
    is_association = actor.space.kind == Space.Kind.ASSOCIATION
    return all_of(
        needs(actor, "consent.give"),
        YES if is_association else no(_("Only an association asks to be accompanied.")),
    )


def can_accompany_association(actor: Actor, claim: JoinClaim) -> Verdict:
    """Say yes to an association that asks to be accompanied."""
    return all_of(
        can_answer_claim(actor, claim),
        can_open_engagement(actor),
        YES if claim.card_id is None else no(_("It asks for a card of yours: answer that.")),
    )


def can_compare_cards(actor: Actor, claim: JoinClaim) -> Verdict:
    """The association takes over what it likes of a card that was joined to its space."""
    is_ours = (
        claim.association_space_id == actor.space_id
        and claim.card is not None
        and claim.card.own_space_id == actor.space_id
    )
    return all_of(
        needs(actor, "consent.give"),
        YES if is_ours else no(_("This belongs to another space.")),
        YES if claim.state == JoinClaim.State.ACCEPTED else no(_("They have not said yes to it.")),
    )


def can_run(actor: Actor, row: Model) -> Verdict:
    """Keep the engagement: its stage, its plan."""
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

    return all_of(can_edit_item(actor, item), promised)


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
        lambda: _is_open(item),
        YES if item.state == PlanItem.State.PROPOSED else no(_("This is no longer a proposal.")),
        lambda: YES if set(own) & set(missing_sides(item)) else no(_("Your side has already agreed.")),
    )


def can_withdraw_evidence(actor: Actor, evidence: Evidence) -> Verdict:
    """Take back what was filed: the keeper, or whoever filed it. Refused once something rests on it."""
    mine = actor.space_id == evidence.space_id or actor.user == evidence.by
    return all_of(
        needs(actor, "needs.edit"),
        YES if mine else no(_("Only who filed it, or the keeper of the file, takes it back.")),
        lambda: _is_open(evidence) if evidence.engagement else YES,
        YES if evidence.is_standing else no(_("This was already withdrawn.")),
        lambda: (
            no(_("Something rests on this evidence, so it stays."))
            if Evidence.objects.used().filter(pk=evidence.pk).exists()
            else YES
        ),
    )


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


def can_close(actor: Actor, engagement: Engagement) -> Verdict:
    """End the accompaniment. Refused while something is under way (C5: cancel it with a reason first)."""
    running = engagement.plan_items.filter(state=PlanItem.State.RUNNING).exists()
    return all_of(can_run(actor, engagement), no(_("A plan item is still running.")) if running else YES)


def _is_open(row: Any) -> Verdict:
    engagement = row if isinstance(row, Engagement) else row.engagement
    return YES if engagement.is_open else no(_("This accompaniment is closed."))


def _is_alive(item: PlanItem) -> Verdict:
    ended = item.state in {PlanItem.State.DONE, PlanItem.State.CANCELLED}
    return no(_("This is done or cancelled and stays as it is.")) if ended else YES
