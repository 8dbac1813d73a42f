"""What ends in the directory: mandates of one's own bureau, and what one lets others read."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Consent, Mandate
from sanad.directory.policies import visible_to
from sanad.foundation.reminders.sources import NOBODY, Source, as_dues, declare
from sanad.foundation.spaces.actor import Actor


def _mandates(actor: Actor) -> QuerySet[Mandate]:
    """Mandates in the actor's own organisation that nobody carries on after their last day."""
    here = visible_to(actor, Mandate).filter(space=actor.space, organisation__room=actor.space)
    carried_on = here.filter(
        Q(person=OuterRef("person")) | Q(capacity_ar=OuterRef("capacity_ar")),
        Q(to_on=None) | Q(to_on__gt=OuterRef("to_on")),
        organisation=OuterRef("organisation"),
    )
    return as_dues(
        here.filter(~Exists(carried_on), to_on__isnull=False), on="to_on",
        title=("capacity_ar", "capacity_fr"), about=("person__name_ar", "person__name_fr"), page="person",
    )  # fmt: skip


def _consents(actor: Actor) -> QuerySet[Consent]:
    """What the actor's space lets another read, with an end."""
    rows = visible_to(actor, Consent).filter(space=actor.space, revoked_at=None, to_on__isnull=False)
    grantee = ("grantee__name_ar", "grantee__name_fr")
    return as_dues(rows, on="to_on", title="purpose", about=grantee, page=NOBODY)


MANDATES = declare(
    Source("directory.mandate", _("Mandate that ends"), 60, "space.edit", "directory:person", _mandates, days_after=365)
)
CONSENTS = declare(
    Source(
        "directory.consent", _("Consent that ends"), 30, "consent.give", "directory:consents", _consents, days_after=30
    )
)
