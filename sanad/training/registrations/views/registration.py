"""Who has a place in a session: the list, adding, correcting, giving back, the address to send."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.directory.models import Person
from sanad.directory.policies import visible_to as cards
from sanad.foundation import ui
from sanad.foundation.documents.qr import qr_svg
from sanad.foundation.letters.by_hand import Told, reached
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, Session
from sanad.training.papers.documents import may_convene, may_convene_list
from sanad.training.policies import half_days, is_over, visible_to
from sanad.training.registrations.commands import registration as registration_commands
from sanad.training.registrations.commands import telling
from sanad.training.registrations.forms import AssociationForm, RegisterForm
from sanad.training.registrations.policies import registration as policies
from sanad.training.registrations.queries.calling import everybody_called
from sanad.training.registrations.queries.cards import perhaps_cards
from sanad.training.registrations.queries.own_page import announcement, join_address, messenger_link, own_address
from sanad.training.registrations.queries.people import free_seats, waiting_rank
from sanad.training.registrations.queries.reached import certificates_of, presences_of
from sanad.training.views import fetch, fetch_own, fetch_registration, tab_frame, tab_page, to_session

WHO = ("person", "name", "phone", "sex", "age", "email", "organisation", "place", "plan_item")


def _listed(request: HttpRequest, session: Session) -> QuerySet[Registration]:
    """The registrations of a session that the actor sees, in the order of asking."""
    rows = visible_to(request.actor, Registration).filter(session=session)
    return rows.select_related("organisation", "place", "person", "twin").order_by("number")


def to_registrations(row: Any) -> str:
    return to_session(row, "registrations")


def to_people(row: Registration) -> str:
    """The list in which somebody stands."""
    return to_registrations(row.session)


def to_registration(row: Registration) -> str:
    return reverse("training:registration", args=[row.pk])


def registrations(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who has a place, who waits and in which order, who gave it back."""
    row = fetch(request, pk)
    found: dict[str, list[Registration]] = {state: [] for state in ("confirmed", "waiting", "withdrawn")}
    for registration in _listed(request, row):
        found[registration.state].append(registration)
    is_own = row.space_id == request.actor.space_id
    listed = [registration for rows in found.values() for registration in rows]
    perhaps = perhaps_cards(row.space_id, listed) if is_own else {}
    for registration in listed:
        registration.perhaps = perhaps.get(registration.pk)
    ended = is_over(row)  # who comes is not asked any more, nor anybody invited
    public = row.is_public and row.state in Session.ANNOUNCED and is_own and not ended
    unsure = sum(not row.is_sure and row.twin_id is None for state in ("confirmed", "waiting") for row in found[state])
    return tab_page(
        request,
        row,
        "registrations",
        **found,
        unsure=unsure,
        is_own=is_own,
        can_vouch=policies.can_vouch(request.actor, row),
        is_over=ended,
        can_register=policies.can_register(request.actor, row),
        join_link=join_address(row.code) if public else "",
        share=announcement(row) if public else None,
        can_call=is_own and policies.can_call_session(request.actor, row),
    )


@require_POST
def join_person(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """One tap: who is registered is this person of the directory."""
    row = fetch_registration(request, pk)
    card = get_object_or_404(cards(request.actor, Person), pk=person)
    return ui.act(request, registration_commands.join_person, row, person=card, then=to_people)


@require_POST
def mark_nobody_known(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One tap: who is registered is nobody of the directory."""
    return ui.act(request, registration_commands.mark_nobody_known, fetch_registration(request, pk), then=to_people)


def register(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person; the form comes back empty for the next one, with who was registered below."""
    row = fetch(request, pk)
    is_own = row.space_id == request.actor.space_id
    last = _listed(request, row).active().order_by("-number")[:8]
    free = free_seats(row)
    return ui.sheet(
        request,
        RegisterForm if is_own else AssociationForm,
        registration_commands.register_person,
        row,
        title=_("Register a person"),
        lead=str(row),
        submit=_("Register"),
        form_kwargs={"session": row} if is_own else {},
        template="training/register.html",
        context={"session": row, "last": last, "free": max(0, free)},
        then=lambda done: (
            to_registration(done) if hasattr(done, "was") else reverse("training:register_person", args=[row.pk])
        ),
    )


def registration(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One registration: its state and steps, and the secret address to send."""
    row, actor = fetch_registration(request, pk), request.actor
    page = tab_frame(
        request,
        row.session,
        "registrations",
        registration=row,
        steps=row.steps.select_related("by"),
        standing=waiting_rank(row) if row.state == Registration.State.WAITING else None,
        can_edit=policies.can_edit_registration(actor, row),
        can_withdraw=policies.can_withdraw_registration(actor, row),
        can_renew=policies.can_renew_link(actor, row),
        presences=presences_of(actor, row),
        certificates=certificates_of(actor, row),
        is_over=is_over(row.session),
        can_convene=may_convene(actor, row),
        can_convene_list=may_convene_list(actor, row),
    )
    if page["can_renew"]:
        address = own_address(row)
        page |= {"address": address, "qr": qr_svg(address), "messenger": messenger_link(row)}
    return render(request, "training/registration.html", {**page, "title": row.name})


def registration_as_it_is(row: Registration) -> dict[str, Any]:
    """What the form of a registration shows first."""
    return {name: getattr(row, name) for name in WHO}


def call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everybody who has a place: by e-mail in one go, the others one touch each; who was told stands with the day."""
    row = fetch_own(request, pk)
    called = everybody_called(row)
    page = tab_frame(
        request,
        row,
        "registrations",
        can_call=policies.can_call_session(request.actor, row),
        reached=reached(one.row for one in called if one.told_at is None),
        told=[Told(one.row.name, "", one.told_at) for one in called if one.told_at is not None],
    )
    return render(request, "training/call.html", page)


def poster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One sheet to print and put up: what, when, where, by whom, and the public link as a QR code."""
    row = fetch_own(request, pk)
    if not row.is_public or row.state not in Session.ANNOUNCED:
        raise Http404
    page = {
        "title": str(row),
        "session": row,
        "half_days": half_days(row),
        "link": join_address(row.code),
        "qr": qr_svg(join_address(row.code)),
    }
    return render(request, "training/poster.html", page)


def to_call(row: Any) -> str:
    """The list of those who are called."""
    return to_session(getattr(row, "registration", row), "call")


@require_POST
def told(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """Somebody was told what the message with that digest says."""
    registration = fetch_registration(request, pk)
    return ui.act(
        request, telling.note_registration_told, registration, digest=token, then=f"{to_session(registration)}#to-tell"
    )


def ahead_of_withdrawing(_actor: Actor, row: Registration) -> ui.Ahead:
    """Who loses the place, and who gets it."""
    return ui.Ahead(
        title=_("Give the place back?"),
        happens=[
            ui.tell(_("%(name)s has no place in “%(session)s” any more."), name=row.name, session=row.session),
            _("Whoever waits first gets a place that becomes free, and is told."),
        ],
        does=_("Give the place back"),
        undo=_(
            "While one may register, they can be registered again: in a free seat, else at the end of the waiting list."
        ),
    )
