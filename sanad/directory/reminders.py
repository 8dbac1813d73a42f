"""What ends in the directory: mandates of one's own bureau, and what one lets others read."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Consent, Mandate
from sanad.directory.policies import visible_to
from sanad.foundation.reminders.sources import NOBODY, Source, as_dues, declare
from sanad.foundation.spaces.actor import Actor


def _mandates(actor: Actor, _on: date) -> QuerySet[Mandate]:
    """Mandates in the actor's own organisation whose capacity nobody was given anew."""
    here = visible_to(actor, Mandate).filter(space=actor.space, organisation__own_space=actor.space)
    given_anew = here.filter(
        Q(to_on=None) | Q(to_on__gt=OuterRef("to_on")),
        organisation=OuterRef("organisation"),
        capacity_ar=OuterRef("capacity_ar"),
        from_on__gt=Coalesce(OuterRef("from_on"), date.min),
    )
    return as_dues(
        here.filter(~Exists(given_anew), to_on__isnull=False),
        on="to_on",
        title=("capacity_ar", "capacity_fr"),
        about=("person__name_ar", "person__name_fr"),
        page="person",
    )


def _consents(actor: Actor, _on: date) -> QuerySet[Consent]:
    """What the actor's space lets another read, with an end."""
    rows: Any = visible_to(actor, Consent)
    rows = rows.unrevoked().filter(space=actor.space, to_on__isnull=False)
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
