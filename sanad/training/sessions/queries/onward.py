"""What leads on to training from the pages of an activity, a point of a plan, a person and an organisation."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from sanad.accompaniment.models import PlanItem
from sanad.activities.models import Activity, ProgrammeItem
from sanad.directory.models import Organisation, Person
from sanad.directory.queries import names_body
from sanad.foundation.arabic import dates
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.onward import Lead, lead_on
from sanad.training.demand.queries.demand import OPEN
from sanad.training.demand.queries.likely import likely_sessions
from sanad.training.models import Certificate, Registration, Session
from sanad.training.policies import can_plan_session, visible_to
from sanad.training.sessions.policies import can_plan_in

MOST = 20  # the latest; the list of sessions has all
ALIVE = Q(registrations__state__in=[Registration.State.CONFIRMED, Registration.State.WAITING])


def _day(session: Session) -> str:
    return dates.day(session.activity.held_on, get_language() or "ar")


def _to(session: Session, *more: Any) -> Lead:
    hint = " · ".join(str(part) for part in (_day(session), session.get_state_display(), *more) if part)
    return Lead(str(session), reverse("training:session", args=[session.pk]), hint)


def _sessions(actor: Actor) -> QuerySet[Session]:
    return visible_to(actor, Session).select_related("activity", "course").defer("course__content")


def _with_people(actor: Actor, theirs: Q) -> Iterator[Lead]:
    """The sessions in which these people have a place or wait for one, the latest first, with how many they are."""
    came = Count("registrations", filter=Q(registrations__presences__minutes__gt=0), distinct=True)
    people = Count("registrations", distinct=True)
    rows = _sessions(actor).filter(ALIVE & theirs).annotate(people=people, came=came)
    for session in rows.order_by("-activity__starts_at")[:MOST]:
        count, there = session.people, session.came
        told = [ngettext("%(people)s person", "%(people)s people", count) % {"people": count}]
        if there:
            told.append(ngettext("%(came)s person came", "%(came)s people came", there) % {"came": there})
        yield _to(session, *told)


def from_activity(actor: Actor, activity: Activity) -> Iterator[Lead]:
    """The sessions in it; how to open a registration while it is to come, and for a course on its programme afterwards too."""
    sessions = list(_sessions(actor).filter(activity=activity).select_related("item"))
    for session in sessions:
        yield _to(session, session.item.title if session.item else "")
    if not can_plan_in(actor, activity):
        return
    if activity.ends_at > timezone.now() and all(session.item_id for session in sessions):
        yield Lead(_("Open a registration"), reverse("training:plan_in_activity", args=[activity.pk]), is_step=True)
    taken = {session.item_id for session in sessions}
    for item in activity.programme.all():  # which the page has at hand
        if item.kind == ProgrammeItem.Kind.COURSE and item.withdrawn_at is None and item.pk not in taken:
            address = reverse("training:plan_in_item", args=[item.pk])
            yield Lead(_("Open a registration"), address, item.title, is_step=True)


def from_plan_item(actor: Actor, item: PlanItem) -> Iterator[Lead]:
    """The sessions in which people have a place by it, with who came; while the course is still owed, where it is planned."""
    yield from _with_people(actor, Q(registrations__plan_item=item))
    for row in likely_sessions(actor, item):
        count = ngettext("%(people)s person", "%(people)s people", row.people) % {"people": row.people}
        session = _to(row.session, count)
        yield replace(
            session, label=_("Perhaps this one answers it"), hint=f"{session.label} · {session.hint}", is_step=True
        )
    owed = item.form == PlanItem.Form.TRAINING and item.standing in OPEN and item.space_id == actor.space_id
    if owed and can_plan_session(actor):
        yield Lead(_("Who needs which course"), reverse("training:demand"), is_step=True)


def from_person(actor: Actor, person: Person) -> Iterator[Lead]:
    """The courses and trips of a person, the latest first, each with the certificate it led to."""
    rows: Any = visible_to(actor, Registration).filter(person=person)
    rows = rows.active().select_related("session__activity", "session__course").defer("session__course__content")
    registrations = list(rows.order_by("-session__activity__starts_at")[:MOST])
    certificates = visible_to(actor, Certificate).filter(
        registration__in=registrations, pk__in=Certificate.objects.live()
    )
    papers = certificates.select_related("document").order_by("created_at")
    numbers = {row.registration_id: row.document.reference for row in papers}
    for registration in registrations:
        number = numbers.get(registration.pk)
        held = _("certificate %(number)s") % {"number": number} if number else registration.get_state_display()
        yield Lead(
            str(registration.session),
            reverse("training:registration", args=[registration.pk]),
            f"{_day(registration.session)} · {held}",
        )


def from_organisation(actor: Actor, card: Organisation) -> Iterator[Lead]:
    """The sessions in which its people have a place, the latest first."""
    seen = Q(registrations__space=actor.space) | Q(registrations__asking_space=actor.space)
    yield from _with_people(actor, seen & names_body(actor, card, "registrations__organisation"))


for _model, _source in (
    (Activity, from_activity),
    (PlanItem, from_plan_item),
    (Person, from_person),
    (Organisation, from_organisation),
):
    lead_on(_model, gettext_lazy("Training"), _source)
