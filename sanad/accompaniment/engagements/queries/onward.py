"""What leads on to accompaniment from the card of an association: its file, its own room, a meeting with it."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanad.accompaniment.joining.policies import can_ask_accompanier, can_open_association_space
from sanad.accompaniment.models import Engagement, JoinClaim
from sanad.accompaniment.policies import ACCOMPANIED, can_open_engagement, visible_to
from sanad.activities.programme.policies import can_plan
from sanad.directory.models import Organisation
from sanad.directory.queries import is_own
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.onward import Lead, lead_on


def from_organisation(actor: Actor, card: Organisation) -> Iterator[Lead]:
    """Its files; where none is open, how to open one; a meeting; its own room, for who keeps its card."""
    if is_own(actor, card):
        yield from _from_our_own(actor)
        return
    if card.kind not in ACCOMPANIED:
        return
    engagements = list(visible_to(actor, Engagement).filter(association=card).order_by("-opened_on"))
    for engagement in engagements:
        yield Lead(
            _("Its file"), reverse("accompaniment:engagement", args=[engagement.pk]), engagement.get_stage_display()
        )
    if card.space_id != actor.space_id:
        return
    if card.own_space_id is None:
        for claim in visible_to(actor, JoinClaim).waiting().filter(card=card).select_related("association_space"):
            yield Lead(
                _("Says that this card is theirs"),
                reverse("accompaniment:claim", args=[claim.pk]),
                claim.association_space.name,
            )
    if can_open_engagement(actor) and not any(engagement.closed_on is None for engagement in engagements):
        yield Lead(
            _("Open its file"), f"{reverse('accompaniment:open')}?{urlencode({'association': card.pk})}", is_step=True
        )
    if can_plan(actor):
        yield Lead(
            _("Plan a meeting with it"),
            f"{reverse('activities:plan')}?{urlencode({'partner': card.pk})}",
            is_step=True,
        )
    if can_open_association_space(actor, card):
        address = reverse("accompaniment:open_association_space", args=[card.pk])
        yield Lead(_("Open its own space and invite its president"), address, is_step=True)
        joins = reverse("accompaniment:offer_card", args=[card.pk])
        yield Lead(_("It has a space already: join the two"), joins, is_step=True)


def _from_our_own(actor: Actor) -> Iterator[Lead]:
    """Our file with each who accompanies us; a meeting; who could accompany us, or a file on an association."""
    files = visible_to(actor, Engagement).filter(association_space=actor.space).select_related("space")
    files = list(files.order_by("-opened_on"))
    for file in files:
        hint = f"{file.space.name} · {file.get_stage_display()}"
        yield Lead(_("Our file"), reverse("accompaniment:engagement", args=[file.pk]), hint)
    if can_open_engagement(actor):
        yield Lead(_("Open a file"), reverse("accompaniment:open"), is_step=True)
    if can_plan(actor):
        yield Lead(_("Plan an activity"), reverse("activities:plan"), is_step=True)
    if can_ask_accompanier(actor) and not files:
        yield Lead(_("Say who accompanies us"), reverse("accompaniment:ask_accompanier"), is_step=True)


lead_on(Organisation, gettext_lazy("Accompaniment"), from_organisation)
