"""What leads on to activities from the cards of people and of organisations: meetings, and what is to be done."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanad.activities.models import Activity, Attendance, FollowUp, Invitation, TakingPart
from sanad.activities.policies import visible_to
from sanad.directory.models import Organisation, Person
from sanad.directory.queries import names_body
from sanad.foundation.arabic import dates
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.onward import Lead, lead_on

MOST = 12  # the latest; the list of activities has all


def _seen(actor: Actor) -> QuerySet[Activity]:
    rows: Any = visible_to(actor, Activity)
    return rows.as_shown_to(actor).not_cancelled()


def _met(rows: QuerySet[Activity]) -> Iterator[Lead]:
    language = get_language() or "ar"
    for row in rows.order_by("-starts_at", "-pk")[:MOST]:
        hint = f"{dates.day(row.held_on, language)} · {row.get_shown_display()}"
        yield Lead(row.shown_title, row.shown_at, hint)


def _to_do(actor: Actor, owner: Q) -> Iterator[Lead]:
    rows = (visible_to(actor, FollowUp) & FollowUp.objects.open()).filter(owner)
    for row in rows.order_by("due_on", "pk")[:MOST]:
        told = _("to be done by %(day)s") % {"day": dates.day(row.due_on, get_language() or "ar")}
        yield Lead(row.text, reverse("activities:outcome", args=[row.activity_id]), told)


def from_organisation(actor: Actor, card: Organisation) -> Iterator[Lead]:
    """What it has to do, and the activities that it holds or takes part in, the latest first."""
    yield from _to_do(actor, names_body(actor, card, "body"))
    part = TakingPart.objects.standing().filter(names_body(actor, card, "organisation")).order_by().values("activity")
    yield from _met(_seen(actor).filter(names_body(actor, card, "host") | Q(pk__among=part)))


def from_person(actor: Actor, person: Person) -> Iterator[Lead]:
    """What they have to do, and the activities to which they came or are invited, the latest first."""
    yield from _to_do(actor, Q(owner=person))
    came = Attendance.objects.standing().filter(person=person).order_by().values("activity")
    asked = Invitation.objects.standing().filter(person=person).order_by().values("activity")
    yield from _met(_seen(actor).filter(Q(pk__among=came) | Q(pk__among=asked)))


lead_on(Organisation, gettext_lazy("Meetings and activities"), from_organisation)
lead_on(Person, gettext_lazy("Meetings and activities"), from_person)
