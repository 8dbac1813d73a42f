"""What two spaces see of each other's sessions: those that are announced, and the people registered in them."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanad.accompaniment.models import Engagement
from sanad.directory.queries import SEEN, Seen, seen_counts, seen_rows
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, Session
from sanad.training.policies import announced_to


def sessions(actor: Actor) -> Iterator[Seen]:
    """Whom a space accompanies reads the sessions that it announced, with their courses."""
    every, why = reverse("training:sessions"), _("sessions announced to those who are accompanied")

    def told(count: int) -> Text:
        what = ngettext(
            "%(count)d announced session, with its days, trainers and course",
            "%(count)d announced sessions, with their days, trainers and courses",
            count,
        )
        return what % {"count": count}

    unseen = Q(state=Session.State.DRAFT) | Q(state=Session.State.CANCELLED)
    announced = Session.objects.filter(space=actor.space).exclude(unseen).count()
    if announced:
        reached = Engagement.objects.filter(space=actor.space, association_space__isnull=False).order_by()
        spaces = reached.values("association_space").distinct().order_by("association_space")
        yield from seen_rows(
            spaces, "association_space", lambda _row: (told(announced), why, every), every, is_ours=True
        )
    theirs = announced_to(actor).exclude(space=actor.space).order_by()
    yield from seen_counts(theirs, "space", Count("pk", distinct=True), told, why, every, is_ours=False)


def people(actor: Actor) -> Iterator[Seen]:
    """Who registers people elsewhere shows them there, and reads how they get on; who teaches sees them."""
    every, why = reverse("training:sessions"), _("registration in sessions of the other")

    def told(count: int) -> Text:
        what = ngettext(
            "%(count)d registration in a session: name, phone, capacity, presence and certificate",
            "%(count)d registrations in sessions: name, phone, capacity, presence and certificate",
            count,
        )
        return what % {"count": count}

    rows = Registration.objects.order_by()
    asked = rows.filter(asking_space=actor.space).exclude(space=actor.space)
    taught = rows.filter(space=actor.space, asking_space__isnull=False).exclude(asking_space=actor.space)
    for seen, space, is_ours in ((asked, "space", True), (taught, "asking_space", False)):
        yield from seen_counts(seen, space, Count("pk"), told, why, every, is_ours=is_ours)


SEEN.extend([sessions, people])
