"""What leads on to diagnoses from the card of an organisation."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from sanad.diagnosis.models import Diagnosis
from sanad.diagnosis.policies import visible_to
from sanad.directory.models import Organisation
from sanad.directory.queries import is_own
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.onward import Lead, lead_on

MOST = 12  # the latest; its file has all


def from_organisation(actor: Actor, card: Organisation) -> Iterator[Lead]:
    """The diagnoses made with it, the latest first, each with where it stands."""
    ours = Q(engagement__association_space=actor.space)
    rows = visible_to(actor, Diagnosis).filter(ours if is_own(actor, card) else Q(engagement__association=card))
    for row in rows.select_related("engagement__association", "instrument").order_by("-created_at", "-pk")[:MOST]:
        yield Lead(str(row), reverse("diagnosis:diagnosis", args=[row.pk]), row.get_state_display())


lead_on(Organisation, gettext_lazy("Diagnoses"), from_organisation)
