"""Pages of the directory."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import django_filters
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sanad.accounts.policies import can_invite
from sanad.accounts.views.invitations import letter_page
from sanad.directory import forms, policies
from sanad.directory.commands import consents as consent_commands
from sanad.directory.commands import inherited as inherited_commands
from sanad.directory.commands import invited as invited_commands
from sanad.directory.commands import joined as joining_commands
from sanad.directory.commands import organisations as organisation_commands
from sanad.directory.commands import people as person_commands
from sanad.directory.models import Consent, Inherited, Mandate, Organisation, Person
from sanad.directory.policies import visible_to
from sanad.directory.queries import (
    each_body_once,
    inherited_here,
    is_own,
    likely_same,
    own_card,
    perhaps_enters,
    seen_through_work,
    shown_of_it,
    sources_of,
    unconfirmed_here,
)
from sanad.foundation import ui
from sanad.foundation.arabic import dates
from sanad.foundation.files.small import SMALL
from sanad.foundation.ids import as_uuid
from sanad.foundation.naming.models import named_like
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.back import way_back
from sanad.foundation.ui.download import serve_small
from sanad.foundation.ui.listing import words_asked


class OrganisationFilters(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Organisation.Kind.choices)


ORGANISATIONS = ui.Listing(
    title=_("Directory"),
    lead=_("Organisations that we work with, our own among them."),
    columns=[
        ui.Column(_("Name"), "name", "name"),
        ui.Column(_("Kind"), "get_kind_display"),
        ui.Column(_("Seat"), lambda card: card.seat_place.path if card.seat_place else "", "name"),
        ui.Column(_("Founded"), "founded_year", "code"),
    ],
    link=lambda card: reverse("directory:organisation", args=[card.pk]),
    search=named_like,
    filterset=OrganisationFilters,
    empty=_("No organisation yet. Begin with the card of your own."),
    file_name="organisations",
    template="directory/organisations.html",
)
PEOPLE = ui.Listing(
    title=_("People"),
    columns=[
        ui.Column(_("Name"), "name", "name"),
        ui.Column(_("Capacities"), lambda person: "، ".join(m.capacity for m in person.mandates.all() if m.is_live)),
        ui.Column(
            _("Organisations"),
            lambda person: "، ".join(dict.fromkeys(m.organisation.name for m in person.mandates.all())),
            "name",
        ),
    ],
    link=lambda person: reverse("directory:person", args=[person.pk]),
    search=named_like,
    empty=_("No person yet."),
    file_name="people",
    template="directory/people.html",
)


def organisations(request: HttpRequest) -> HttpResponseBase:
    rows = each_body_once(request.actor, words_asked(request)).select_related("seat_place", "space")
    return ui.listing(
        request, _organisations_for(request.actor), rows, can_add=policies.can_keep_directory(request.actor)
    )


def _organisations_for(actor: Actor) -> ui.Listing:
    """The list, with a word at our own card, and at those that other spaces keep and show."""

    def kind(card: Organisation) -> str:
        shown_by = _("shown by %(space)s") % {"space": card.space.name} if card.space_id != actor.space_id else ""
        ours = gettext("our own card") if is_own(actor, card) else ""
        return " · ".join(filter(None, (card.get_kind_display(), shown_by, ours)))

    name, _kind, *rest = ORGANISATIONS.columns
    return replace(ORGANISATIONS, columns=[name, ui.Column(_("Kind"), kind), *rest])


def people(request: HttpRequest) -> HttpResponseBase:
    rows = visible_to(request.actor, Person).prefetch_related("mandates__organisation")
    return ui.listing(request, PEOPLE, rows, can_add=policies.can_keep_directory(request.actor))


FACTS = (
    "founded_on",
    "founded_year",
    "seat_place_id",
    "seat_address",
    "receipt_number",
    "ice",
    "fiscal_id",
    "phone",
    "email",
    "website",
)


def organisation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A card; one that was joined to another leads there."""
    cards = visible_to(request.actor, Organisation).select_related("seat_place", "own_space", "space")
    card = cards.filter(pk=pk).first()
    if card is None:
        gone = policies.standing_or_not(request.actor, Organisation).exclude(joined_to=None)
        return redirect("directory:organisation", pk=get_object_or_404(gone, pk=pk).joined_to_id)
    mandates = (
        visible_to(request.actor, Mandate).filter(organisation=card).select_related("person").order_by("created_at")
    )
    aliases = list(card.aliases.all())
    step = ui.next_step(request.actor, card)
    if is_own(request.actor, card):
        request.came_through = "directory:add_own_card"
    page = {
        "title": card.name,
        "card": card,
        "aliases": aliases,
        "mandates": mandates,
        "clauses": card.clauses.standing(),
        "can_edit": policies.can_edit(request.actor, card),
        "onward": ui.onward(request.actor, card, step),
        "next_step": step,
        "is_ours": is_own(request.actor, card),
        "shown_of_it": shown_of_it(request.actor, card),
        "unconfirmed": unconfirmed_here(request.actor, card) if is_own(request.actor, card) else [],
        "has_facts": any(getattr(card, name) for name in FACTS) or bool(aliases),
        "may_join": policies.can_join_card(request.actor, card),
        "may_go": policies.can_edit(request.actor, card) and card.own_space_id is None,
        "may_be_ours": policies.could_be_ours(request.actor, card) and own_card(request.actor) is None,
    }
    return render(request, "directory/organisation.html", page)


def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Person).select_related("user"), pk=pk)
    step = ui.next_step(request.actor, row)
    own = visible_to(request.actor, Person).filter(space=request.actor.space, user=request.user)
    inherited: Any = visible_to(request.actor, Inherited)
    page = {
        "title": row.name,
        "unconfirmed": list(inherited.unconfirmed().filter(mandate__person=row)),
        "person": row,
        "aliases": row.aliases.all(),
        "mandates": row.mandates.select_related("organisation").order_by("created_at"),
        "can_edit": policies.can_edit(request.actor, row),
        "may_be_me": row.user is None and not own.exists(),
        "can_invite": can_invite(request.actor) and not policies.enters(row),
        "member": perhaps_enters(request.actor, row) if policies.can_link_member(request.actor, row) else None,
        "letter": policies.open_letter(row) if can_invite(request.actor) else None,
        "onward": ui.onward(request.actor, row, step),
        "next_step": step,
        "sees_contacts": policies.can_see_contacts(request.actor),
    }
    return render(request, "directory/person.html", page)


fetch_organisation = ui.fetching(visible_to, Organisation)
fetch_person = ui.fetching(visible_to, Person)


def to_organisation(row: Any) -> str:
    """The card that a row belongs to."""
    return reverse("directory:organisation", args=[getattr(row, "organisation_id", row.pk)])


def to_person(row: Any) -> str:
    """The card of the person that a row belongs to."""
    return reverse("directory:person", args=[getattr(row, "person_id", row.pk)])


def add_organisation(request: HttpRequest) -> HttpResponse:
    return ui.sheet(
        request,
        forms.OrganisationForm,
        organisation_commands.add_organisation,
        title=_("Add an organisation"),
        then=to_organisation,
        template="directory/sheet_with_twins.html",
        context={"twins_of": "organisation"},
    )


@ui.takes_files
def put_logo(request: HttpRequest, pk: UUID) -> HttpResponse:
    card = fetch_organisation(request, pk)
    return ui.sheet(
        request,
        forms.LogoForm,
        organisation_commands.put_logo,
        card,
        title=_("Logo"),
        lead=str(card),
        then=to_organisation,
    )


def logo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The logo made small, for who sees the card."""
    return serve_small(fetch_organisation(request, pk).logo, SMALL)


def mended(request: HttpRequest, otherwise: Any) -> Any:
    """Where one goes after a change: back to what is being confirmed, when one came from there to mend it."""
    confirming = reverse("directory:confirm_card")
    return confirming if way_back(request) == confirming else otherwise


def to_organisations(_row: Any) -> str:
    """The list of organisations."""
    return reverse("directory:organisations")


def ahead_of_withdrawing(_actor: Actor, card: Organisation) -> ui.Ahead:
    """Which card goes."""
    return ui.Ahead(
        title=_("Withdraw the card"),
        happens=[
            ui.tell(_("The card of %(name)s stands in no list any more, and nobody chooses it."), name=card.name),
            _("Nothing refers to it. The history keeps what it said, and your reason."),
        ],
    )


def join_card(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Of which card this is a second one; the one that it is most likely stands there."""
    card = get_object_or_404(policies.standing_or_not(request.actor, Organisation), pk=pk)
    alike = [row for row in likely_same(request.actor, Organisation, card.name_ar, card.name_fr) if row.pk != card.pk]
    alike.sort(key=lambda row: not is_own(request.actor, row))
    return ui.sheet(
        request,
        forms.JoinCardForm,
        joining_commands.join_card,
        card,
        title=_("The same as another card"),
        lead=card.name,
        submit=_("Join the two"),
        initial={"kept": alike[0].pk if alike else None},
        form_kwargs={"card": card},
        context={"ahead": ahead_of_joining(request.actor, card)},
        then=lambda row: reverse("directory:organisation", args=[row.joined_to_id]),
    )


def ahead_of_joining(_actor: Actor, card: Organisation) -> ui.Ahead:
    """What becomes of the card, and of what refers to it."""
    return ui.Ahead(
        title="",
        happens=[
            ui.tell(
                _(
                    "Whatever refers to the card of %(name)s refers to the one that stays: people, meetings, files, drafts."
                ),
                name=card.name,
            ),
            _("If the one that stays leads to a space, that space sees the file that you keep on it."),
            _("What the one that stays leaves empty is filled from it, and it is found by the names of both."),
            _(
                "This one stands in no list any more; whoever opens it is led to the other. The history keeps what it said."
            ),
        ],
    )


def add_own_card(request: HttpRequest) -> HttpResponse:
    """Our own card; one that was written for it already can be taken for it, as `?card=` asks."""
    actor = request.actor
    if (card := own_card(actor)) is not None and request.method == "GET":
        return redirect(to_organisation(card))
    names = {"name_ar": actor.space.name_ar, "name_fr": actor.space.name_fr}
    asked = as_uuid(request.GET.get("card"))
    twins = [row.pk for row in likely_same(actor, Organisation, *names.values()) if policies.could_be_ours(actor, row)]
    return ui.sheet(
        request,
        forms.OwnCardForm,
        organisation_commands.adopt_own_card,
        title=_("The card of our organisation"),
        lead=_("It stands on every paper, and it is the organiser of what we plan."),
        initial={**names, "card": asked or next(iter(twins), None)},
        then=to_organisation,
    )


def edit_organisation(request: HttpRequest, pk: UUID) -> HttpResponse:
    card = fetch_organisation(request, pk)
    initial = {name: getattr(card, name) for name in forms.EditOrganisationForm.base_fields if name != "aliases"}
    initial["aliases"] = card.alias_text()
    return ui.edit(
        request,
        forms.EditOrganisationForm,
        organisation_commands.edit_organisation,
        card,
        title=_("Change the card"),
        lead=card.name,
        initial=initial,
        then=mended(request, to_organisation),
    )


def confirm_card(request: HttpRequest) -> HttpResponse:
    """What others wrote of our organisation before it had a space: each is right, is mended or goes."""
    actor = request.actor
    card = own_card(actor)
    if card is None:
        return redirect("directory:add_own_card")
    every = inherited_here(actor, card)
    rows = [row for row in every if row.is_waiting]
    if not rows and request.method != "POST":
        return redirect(to_organisation(card))
    writers = "، ".join(dict.fromkeys(row.written_by.name for row in rows))
    return ui.sheet(
        request,
        forms.InheritedForm,
        inherited_commands.confirm_card,
        card,
        title=_("What was written about us"),
        lead=ui.tell(
            _("%(space)s wrote this before you came in. Say what is right; mend or take off what is not."),
            space=writers,
        ),
        submit=_("Confirm"),
        template="directory/inherited.html",
        form_kwargs={"lines": [(row, *_line_of(card, row)) for row in rows], "every": every},
        then=to_organisation,
    )


def _line_of(card: Organisation, row: Inherited) -> tuple[str, str, str]:
    """What something inherited is, what it says, and where it is mended."""
    if row.mandate is not None:
        return (
            row.mandate.person.name,
            row.mandate.capacity,
            reverse("directory:edit_person", args=[row.mandate.person_id]),
        )
    value = getattr(card, row.part)
    is_seat = row.part in forms.SeatForm.base_fields
    mend = reverse(f"directory:{'write_seat' if is_seat else 'edit_organisation'}", args=[card.pk])
    shown = dates.day(value, get_language() or "ar") if isinstance(value, date) else str(value)
    return str(Organisation._meta.get_field(row.part).verbose_name), shown, mend  # type: ignore[union-attr]  # a column


def write_seat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where an organisation has its seat, and nothing else of its card."""
    card = fetch_organisation(request, pk)
    return ui.edit(
        request,
        forms.SeatForm,
        organisation_commands.edit_organisation,
        card,
        title=_("Where our seat is") if is_own(request.actor, card) else _("Where the seat is"),
        lead=card.name,
        initial={"seat_place": card.seat_place, "seat_address": card.seat_address},
        then=mended(request, to_organisation),
    )


def add_clause(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An aim, a means or a statement on partners from the statutes."""
    card = fetch_organisation(request, pk)
    return ui.sheet(
        request,
        forms.ClauseForm,
        organisation_commands.add_clause,
        card,
        title=_("What our statutes say") if is_own(request.actor, card) else _("What the statutes say"),
        lead=card.name,
        then=to_organisation,
    )


def add_person(request: HttpRequest) -> HttpResponse:
    """A new person; `?organisation=` says for whom they speak, and its card is where the next one is added."""
    asked = as_uuid(request.GET.get("organisation"))
    body = visible_to(request.actor, Organisation).filter(space=request.actor.space, pk=asked).first()
    return ui.sheet(
        request,
        forms.SpeakerForm if body else forms.PersonForm,
        person_commands.add_person,
        title=_("Add a person"),
        lead=body.name if body else "",
        initial={"organisation": body and body.pk},
        then=f"{to_organisation(body)}#speakers" if body else to_person,
        template="directory/sheet_with_twins.html",
        context={"twins_of": "person"},
    )


def edit_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_person(request, pk)
    initial = {name: getattr(row, name) for name in forms.EditPersonForm.base_fields if name != "aliases"}
    initial["aliases"] = row.alias_text()
    return ui.edit(
        request,
        forms.EditPersonForm,
        person_commands.edit_person,
        row,
        title=_("Change the card"),
        lead=row.name,
        initial=initial,
        then=mended(request, to_person),
    )


def invite_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A letter of admission for somebody who has a card here."""
    row = fetch_person(request, pk)
    return ui.sheet(
        request,
        forms.InvitePersonForm,
        invited_commands.invite_person,
        row,
        title=_("Invite somebody"),
        lead=row.name,
        submit=_("Make the invitation"),
        initial={"contact": row.phone or row.email},
        then=lambda letter: letter_page(request, letter, back=to_person(row)),
    )


def link_member(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who enters already is the person of a card."""
    row = fetch_person(request, pk)
    likely = perhaps_enters(request.actor, row)
    return ui.sheet(
        request,
        forms.LinkMemberForm,
        invited_commands.link_member,
        row,
        title=_("Whose card it is"),
        lead=row.name,
        initial={"member": likely and likely.pk},
        then=to_person,
    )


def twins(request: HttpRequest) -> HttpResponse:
    """Cards that are perhaps the one being typed."""
    model = Person if request.GET.get("of") == "person" else Organisation
    found = likely_same(request.actor, model, request.GET.get("name_ar", ""), request.GET.get("name_fr", ""))
    address = "directory:person" if model is Person else "directory:organisation"
    return render(
        request, "directory/_twins.html", {"found": [(card, reverse(address, args=[card.pk])) for card in found]}
    )


def consents(request: HttpRequest) -> HttpResponse:
    rows = list(visible_to(request.actor, Consent).select_related("space", "grantee"))
    sources = sources_of(request.actor, rows)
    seen_by_others, seen_by_us = seen_through_work(request.actor)
    page = {
        "title": _("What is shown to whom"),
        "given": [
            (row, policies.can_revoke_consent(request.actor, row), sources.get(row.pk))
            for row in rows
            if row.space_id == request.actor.space_id
        ],
        "seen_by_others": seen_by_others,
        "seen_by_us": seen_by_us,
        "received": [(row, sources.get(row.pk)) for row in rows if row.space_id != request.actor.space_id],
        "can_give": policies.can_give_consent(request.actor),
        "card": own_card(request.actor),
    }
    return render(request, "directory/consents.html", page)


def to_consents(_row: Any) -> str:
    """What is shown to whom."""
    return reverse("directory:consents")


def ahead_of_revoking(_actor: Actor, consent: Consent) -> ui.Ahead:
    """What another space no longer reads."""
    shown = {"space": consent.grantee.name, "kind": consent.get_kind_display()}
    return ui.Ahead(
        title=_("Revoke the consent?"),
        happens=[
            ui.tell(_("%(space)s no longer reads: %(kind)s."), **shown),
            _(
                "It is hidden at once, also what they were shown before. What they printed or wrote down stays with them."
            ),
            _("The history keeps from when until when it was shown."),
        ],
        does=_("Revoke"),
        undo=_("You can show it again later: that is a new consent, with days of its own."),
    )


def give_consent(request: HttpRequest) -> HttpResponse:
    return ui.sheet(
        request,
        forms.ConsentForm,
        consent_commands.give_consent,
        title=_("Let another space read"),
        lead=_("They read only this kind of record, only in these days, and you can take it back at once."),
        then=to_consents,
    )
