"""What activities leave to be done."""

from datetime import date

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import FollowUp
from sanad.activities.policies import visible_to
from sanad.directory.models import Mandate, Organisation, Person
from sanad.foundation.reminders.sources import NOBODY, Source, as_dues, declare
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import User


def _follow_ups(actor: Actor, _on: date) -> QuerySet[FollowUp]:
    rows = (visible_to(actor, FollowUp) & FollowUp.objects.open()).filter(space=actor.space)
    who = Coalesce("owner__name_ar", "body__name_ar"), Coalesce("owner__name_fr", "body__name_fr")
    return as_dues(rows, on="due_on", title="text", about=who, page="activity", person="owner__user")


def _elsewhere(actor: Actor, _on: date) -> QuerySet[FollowUp]:
    """What another space wrote down for the actor's organisation, or for the actor, who speaks for it there.

    That it is they is told by the phone, or by the name of their own card here; both beside the card of the organisation.
    """
    ours = Organisation.objects.filter(own_space=actor.space)
    own_cards = Person.objects.filter(space=actor.space, user_id=actor.user.pk)
    myself = User.objects.filter(pk=actor.user.pk)
    phones = myself.exclude(phone=None).values("phone")
    speaks_for_us = Exists(Mandate.objects.filter(person=OuterRef("owner"), organisation__in=ours.values("pk")))
    is_me = Q(owner__phone__in=phones)
    for name in ("name_ar", "name_fr"):
        is_me |= Q(**{f"owner__{name}__in": own_cards.exclude(**{name: ""}).values(name)})
    mine = Q(speaks_for_us) & is_me
    rows = (visible_to(actor, FollowUp) & FollowUp.objects.open()).exclude(space=actor.space)
    rows = rows.filter(Q(body__in=ours.values("pk")) | mine)
    who = Coalesce("owner__name_ar", "body__name_ar"), Coalesce("owner__name_fr", "body__name_fr")
    me = Case(When(owner=None, then=NOBODY), default=Subquery(myself.values("pk")), output_field=UUIDField())
    return as_dues(rows, on="due_on", title="text", about=who, page="activity", person=me)


ELSEWHERE = declare(
    Source(
        "activities.follow_up_elsewhere",
        _("Follow-up"),
        14,
        "activities.run",
        "activities:outcome",
        _elsewhere,
    )
)
FOLLOW_UPS = declare(
    Source("activities.follow_up", _("Follow-up"), 14, "activities.run", "activities:outcome", _follow_ups)
)
