"""Who files evidence, and who takes it back."""

from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, Evidence
from sanad.accompaniment.policies import can_voice_need, is_open
from sanad.foundation.policy import YES, Verdict, all_of, needs, no
from sanad.foundation.spaces.actor import Actor


def can_add_evidence(actor: Actor, engagement: Engagement) -> Verdict:
    """Both sides file what shows that something is so."""
    return can_voice_need(actor, engagement)


def can_withdraw_evidence(actor: Actor, evidence: Evidence) -> Verdict:
    """Take back what was filed: the keeper, or whoever filed it. Refused once something rests on it."""
    mine = actor.space_id == evidence.space_id or actor.user == evidence.by
    return all_of(
        needs(actor, "needs.edit"),
        YES if mine else no(_("Only who filed it, or the keeper of the file, takes it back.")),
        lambda: is_open(evidence) if evidence.engagement else YES,
        YES if evidence.is_standing else no(_("This was already withdrawn.")),
        lambda: (
            no(_("Something rests on this evidence, so it stays."))
            if Evidence.objects.used().filter(pk=evidence.pk).exists()
            else YES
        ),
    )
