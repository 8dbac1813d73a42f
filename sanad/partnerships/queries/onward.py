"""What leads on to agreements from the card of an organisation."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy

from sanad.directory.models import Organisation
from sanad.directory.queries import names_body
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.onward import Lead, lead_on
from sanad.partnerships.models import Agreement, Party
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.standing import standing_today, with_life

MOST = 12  # the latest; the list of agreements has all


def from_organisation(actor: Actor, card: Organisation) -> Iterator[Lead]:
    """The agreements to which it is a party, the latest first, each with where it stands."""
    party = Party.objects.standing().filter(names_body(actor, card, "organisation")).order_by().values("agreement")
    rows = with_life(visible_to(actor, Agreement).filter(pk__among=party)).order_by("-created_at", "-pk")
    for row in rows[:MOST]:
        yield Lead(row.title, reverse("partnerships:agreement", args=[row.pk]), str(standing_today(row)))


lead_on(Organisation, gettext_lazy("Agreements"), from_organisation)
