"""The list of sessions, and one session: its half-days, who teaches, what it costs, its states."""

from collections import Counter
from functools import partial
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.activities.models import Activity, ProgrammeItem
from sanad.activities.policies import visible_to as visible_activities
from sanad.directory.queries import own_card
from sanad.foundation import ui
from sanad.foundation.naming.models import refers_to
from sanad.foundation.spaces.actor import Actor
from sanad.training.demand.policies import can_link_session
from sanad.training.demand.queries.answers import items_of
from sanad.training.demand.queries.likely import likely_items
from sanad.training.models import Session, SessionCost, SessionTrainer, Slot
from sanad.training.papers.documents import may_issue_programme
from sanad.training.policies import can_plan_session, half_days, has_begun, visible_to
from sanad.training.registrations.policies import registration
from sanad.training.registrations.queries.own_page import asking_for_page, handed_on
from sanad.training.registrations.queries.people import active_people
from sanad.training.registrations.queries.to_tell import registrations_to_tell
from sanad.training.sessions import forms, policies
from sanad.training.sessions.commands import sessions as session_commands
from sanad.training.sessions.queries.sessions import listed
from sanad.training.sessions.queries.staff import staff_of
from sanad.training.views import fetch, tab_page, to_session


class SessionFilters(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), field_name="activity__kind", choices=Activity.Kind.choices)
    field = django_filters.ChoiceFilter(
        label=_("Field of training"), field_name="course__field", choices=PlanItem.Field.choices
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=Session.State.choices)


def named(rows: QuerySet[Session], words: str) -> QuerySet[Session]:
    """Sessions whose activity, or course, is called like that."""
    of_activity = refers_to(Activity, "activity_id", words)
    return rows.filter(of_activity | Q(course__title_ar__icontains=words) | Q(course__title_fr__icontains=words))


SESSIONS = ui.Listing(
    title=_("Training"),
    lead=_("Courses, trips, seminars and workshops: who has a place, who waits, who learned what."),
    columns=[
        ui.Column(_("Session"), str, "name"),
        ui.Column(_("Kind"), "activity.get_kind_display"),
        ui.Column(_("First day"), "activity.starts_at", "day"),
        ui.Column(_("Place"), "activity.place.name", "name"),
        ui.Column(_("Have a place"), "confirmed", "count"),
        ui.Column(_("Wait"), "waiting", "count"),
        ui.Column(_("Seats"), "seats", "count"),
        ui.Column(_("State"), "get_state_display", "state"),
    ],
    link=lambda row: reverse("training:session", args=[row.pk]),
    search=named,
    filterset=SessionFilters,
    empty=(_("No session yet."), _("Plan the first one, or see who needs which course.")),
    file_name="sessions",
    template="training/sessions.html",
)


def sessions(request: HttpRequest) -> HttpResponseBase:
    is_association = request.actor.space.is_association
    can_plan = can_plan_session(request.actor)
    return ui.listing(request, SESSIONS, listed(request.actor), can_plan=can_plan, is_association=is_association)


def session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What it is, when and where, by whom, and the next step."""
    row, actor = fetch(request, pk), request.actor
    is_own = row.space_id == actor.space_id
    own = staff_of(row) if is_own else {}
    prefetch_related_objects([row], "registrations")  # most of what the page says is about them
    people = Counter(person.state for person in active_people(row))
    return tab_page(
        request,
        row,
        "session",
        half_days=half_days(row),
        now=timezone.now(),
        places=people["confirmed"],
        waiting=people["waiting"],
        can_run=policies.can_run_session(actor, row),
        can_register=registration.can_register(actor, row),
        steps={name: getattr(policies, f"can_{name}_session")(actor, row) for name in STEPS} if is_own else {},
        to_tell=registrations_to_tell(actor, row),
        asking=asking_for_page(actor, row),
        answers=items_of(actor, row),
        likely=likely_items(actor, row),
        can_link=can_link_session(actor, row),
        can_report=policies.can_write_report(actor, row),
        can_print=may_issue_programme(actor, row),
        next_step=ui.next_step(actor, row),
        share=handed_on(row) if not is_own else None,
        **own,
    )


STEPS = ("open", "confirm", "close", "reopen", "cancel")


def plan(request: HttpRequest) -> HttpResponse:
    """A new session; `?course=`, `?place=`, `?field=` fill the form in."""
    asked = {name: request.GET[name] for name in ("course", "place", "kind", "title") if name in request.GET}
    return ui.sheet(
        request,
        forms.PlanSessionForm,
        session_commands.plan_session,
        title=_("Plan a session"),
        initial={"host": own_card(request.actor), "opens_on": timezone.localdate(), **asked},
        then=to_session,
    )


def plan_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let people register for an activity that is planned already."""
    row = get_object_or_404(visible_activities(request.actor, Activity), pk=pk)
    return _plan_in(request, row, str(row))


def plan_in_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let people register for the course inside a meeting."""
    row = get_object_or_404(visible_activities(request.actor, ProgrammeItem).select_related("activity"), pk=pk)
    return _plan_in(request, row, f"{row.activity} · {row}")


def _plan_in(request: HttpRequest, row: Any, lead: str) -> HttpResponse:
    return ui.sheet(
        request,
        forms.PlanInForm,
        session_commands.plan_in_activity,
        row,
        title=_("Open a registration"),
        lead=lead,
        then=to_session,
    )


def session_as_it_is(row: Session) -> dict[str, Any]:
    """What the form of a session shows first."""
    return {name: getattr(row, name) for name in forms.PEOPLE} | {
        "place": row.activity.place,
        "venue": row.activity.venue,
    }


def slot_as_it_is(row: Slot) -> dict[str, Any]:
    """What the form of a half-day shows first."""
    begins, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    return {
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "title": row.title,
        "venue": row.venue,
    }


def _part(model: Any, request: HttpRequest, pk: UUID) -> Any:
    rows = visible_to(request.actor, model).select_related("session__activity", "session__course")
    return get_object_or_404(rows, pk=pk)


def fetch_slot(request: HttpRequest, pk: UUID) -> Slot:
    """A half-day that stands."""
    rows: Any = visible_to(request.actor, Slot).select_related("session__activity", "session__course")
    return get_object_or_404(rows.standing(), pk=pk)


# A half-day, who teaches and a cost, withdrawn or not: a button that is pressed twice answers twice.
any_slot, any_trainer, any_cost = (partial(_part, model) for model in (Slot, SessionTrainer, SessionCost))


def ahead_of_opening(_actor: Actor, row: Session) -> ui.Ahead:
    """Who registers from when on, and how."""
    by = _("Anybody registers by the public link.") if row.is_public else _("One registers through an association.")
    return ui.Ahead(
        title=_("Announce the session?"),
        happens=[
            ui.tell(
                _("“%(session)s” is announced; people register from %(first)s to %(last)s."),
                session=row,
                first=row.opens_on,
                last=row.closes_on,
            ),
            *(
                [_("These days are over: nobody can register until they are changed.")]
                if row.closes_on < timezone.localdate() or has_begun(row)
                else []
            ),
            ui.tell(_("Seats: %(seats)s."), seats=row.seats),
            by,
            _("The associations that you accompany see it."),
        ],
        does=_("Announce it"),
        for_good=_("This cannot be undone. The session can still be changed, or cancelled with a reason."),
    )


def ahead_of_cancelling(_actor: Actor, row: Session) -> ui.Ahead:
    """Who counted on it."""
    active = row.registrations.active().order_by("number")
    return ui.Ahead(
        title=_("Cancel the session"),
        happens=[
            ui.tell(_("“%(session)s” on %(day)s does not take place."), session=row, day=row.activity.held_on),
            _(
                "Everybody who has a place or waits is told by a letter; who left no e-mail address stands in a list with the message ready."
            ),
            _("Your reason stays in the history."),
        ],
        names=[(_("Have a place or wait:"), [registration.name for registration in active])],
        for_good=_("This cannot be undone: if it takes place after all, it is planned anew and people register again."),
    )
