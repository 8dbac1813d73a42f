"""A space opened for an association from its card, or one that it opened by itself joined to it: asked, answered, compared."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.joining import commands, forms, policies
from sanad.accompaniment.joining.queries import card_to_join, joining_token, meant_by_asking, name_of_head, opens_file
from sanad.accompaniment.models import JoinClaim
from sanad.accompaniment.policies import visible_to
from sanad.accounts import throttle
from sanad.accounts.views.frame import handed_over
from sanad.accounts.views.invitations import letter_page
from sanad.directory.models import Mandate, Organisation
from sanad.directory.queries import differences, head_of, own_card
from sanad.directory.views import fetch_organisation
from sanad.foundation import ui
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space

MOST_NAMED = 30
fetch_claim = ui.fetching(visible_to, JoinClaim, "space", "association_space", "card", "by")


def to_card(row: JoinClaim) -> str:
    """Where a claim was answered from."""
    if row.card_id is None:
        return reverse("accompaniment:engagements")
    return reverse("directory:organisation", args=[row.card_id])


def offer_card(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The link for an association that has a space already: its president says that this card is theirs."""
    card = fetch_organisation(request, pk)
    verdict = policies.can_open_association_space(request.actor, card)
    page = {"title": _("It has a space already"), "card": card, "verdict": verdict}
    if verdict:
        head = head_of(card)
        link = settings.PUBLIC_ADDRESS + reverse("accompaniment:join_card", args=[joining_token(request.actor, card)])
        words = gettext(
            "Hello, %(name)s of %(space)s keeps a file on %(association)s on Sanad. Sign in and open this link to join it to your space: %(link)s"
        )
        said = {"name": request.user.name, "space": request.actor.space.name, "association": card.name, "link": link}
        page |= handed_over(link, words % said, (head and head.phone) or card.phone)
    return render(request, "accompaniment/offer_card.html", page)


def join_card(request: HttpRequest, token: str) -> HttpResponse:
    """What such a link opens: whose card it is, and what asking for it does. Nothing else that the card says."""
    card = card_to_join(token)
    if card is None:
        if refusal := throttle.too_often(request, "guess"):
            return refusal
        raise Http404
    actor = request.actor
    asked = visible_to(actor, JoinClaim).filter(card=card, association_space=actor.space).first()
    if asked is not None:
        return redirect("accompaniment:claim", pk=asked.pk)
    return ui.sheet(
        request,
        forms.ClaimForm,
        commands.claim_card,
        card,
        title=_("Is this your association?"),
        lead=card.name,
        submit=_("Yes, ask them to join it to our space"),
        context={"ahead": ahead_of_claiming(card, actor.space)},
        then=lambda row: reverse("accompaniment:claim", args=[row.pk]),
    )


def ahead_of_claiming(card: Organisation, ours: Space) -> ui.Ahead:
    """Who is asked, and what they and we see of each other once they say yes."""
    return ui.Ahead(
        title="",
        happens=[
            ui.tell(_("%(space)s keeps this card."), space=card.space.name),
            ui.tell(_("The card says: %(card)s. Your space is: %(ours)s."), card=card.name, ours=ours.name),
            _("They read that your space asks, with your name, and say yes or no. Nothing is joined before that."),
            _("After a yes you see the file that they keep on you, and write in it what you need."),
            _("They see nothing of your space but what you show them later."),
        ],
        for_good="",
        undo=_("Until they have answered, nothing has happened."),
    )


def claim(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who asks, for who keeps the card; for who asked, what was answered, and after a yes both cards side by side."""
    row = fetch_claim(request, pk)
    is_ours, is_accepted = row.space_id == request.actor.space_id, row.state == JoinClaim.State.ACCEPTED
    if not is_ours and is_accepted:
        return _compare(request, row) if row.card_id else redirect("accompaniment:engagements")
    if is_ours and row.is_waiting and row.card_id is None:
        return redirect("accompaniment:accompany_association", pk=row.pk)
    page = {
        "title": _("Says that this card is theirs") if row.card_id else _("Asked to accompany"),
        "claim": row,
        "is_ours": is_ours,
        "verdict": policies.can_accept_claim(request.actor, row),
    }
    return render(request, "accompaniment/claim.html", page)


def ask_accompanier(request: HttpRequest) -> HttpResponse:
    """An association says who accompanies it, or asks for it; who that is answers."""
    return ui.sheet(
        request,
        forms.AskAccompanierForm,
        commands.ask_accompanier,
        title=_("Who accompanies us"),
        lead=_("A support organisation that says yes opens a file with you: your needs, the plan, the agreements."),
        submit=_("Ask them"),
        context={"ahead": AHEAD_OF_ASKING},
        template="accompaniment/ask_accompanier.html",
        then=lambda row: reverse("accompaniment:claim", args=[row.pk]),
    )


AHEAD_OF_ASKING = ui.Ahead(
    title="",
    happens=[
        _("They read the name of your space and yours, and say yes or no. Nothing is shown before that."),
        _("After a yes they read what your card says, and you see the file that they keep on you."),
        _("They see nothing else of your space but what you show them later."),
    ],
    for_good="",
    undo=_("Until they have answered, nothing has happened."),
)


def accompany_association(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whether one accompanies the association that asks, and which card is its own."""
    row = fetch_claim(request, pk)
    perhaps = meant_by_asking(request.actor, row.association_space)
    return ui.sheet(
        request,
        forms.AccompanyForm,
        commands.accompany_association,
        row,
        title=_("Asks you to accompany it"),
        lead=row.association_space.name,
        submit=_("Yes, we accompany it"),
        initial={"card": perhaps[0].pk if perhaps else None},
        template="accompaniment/asked.html",
        context={"ahead": ahead_of_accompanying(row), "claim": row},
        then=reverse("accompaniment:engagements"),
    )


def ahead_of_accompanying(row: JoinClaim) -> ui.Ahead:
    """What a yes opens."""
    said = {"space": row.association_space.name, "name": row.by.name}
    return ui.Ahead(
        title="",
        happens=[
            ui.tell(_("%(name)s asks for %(space)s to be accompanied by you."), **said),
            ui.tell(_("A file on %(space)s is open; whoever works there sees it, and answers in it."), **said),
            _("Anybody may open a space under any name: say yes only when you know that it is they."),
        ],
        for_good=_("The card and their space stay joined; the file is closed when you stop."),
    )


def _compare(request: HttpRequest, row: JoinClaim) -> HttpResponse:
    actor, card = request.actor, row.card
    ours = own_card(actor)
    may = policies.can_compare_cards(actor, row)
    people = Mandate.objects.valid_on(timezone.localdate()).filter(organisation=card).select_related("person")
    return ui.sheet(
        request,
        forms.JoinForm,
        _taking_over(commands.compare_cards),
        row,
        title=_("Both cards, side by side"),
        lead=_(
            "Where the two cards differ, choose below what yours says from now on. Their card stays as they wrote it."
        ),
        submit=_("Keep what I chose"),
        form_kwargs={
            "found": differences(ours, card) if may and ours and card else [],
            "people": [f"{one.person.name} ({one.capacity})" for one in people[:MOST_NAMED]] if may else [],
        },
        then=reverse("accompaniment:engagements"),
    )


def _taking_over(command: Callable[..., JoinClaim]) -> Callable[..., JoinClaim]:
    """The command, and with it what was chosen for the own card."""

    @wraps(command)
    def run(actor: Actor, row: JoinClaim, **said: Any) -> JoinClaim:
        return commands.take_over(actor, row, **said)

    return run


def ahead_of_accepting(_actor: Actor, row: JoinClaim) -> ui.Ahead:
    """Who sees the file from then on."""
    said = {"space": row.association_space.name, "card": row.card.name, "name": row.by.name}
    return ui.Ahead(
        title=_("Join the card to this space?"),
        happens=[
            ui.tell(_("%(name)s asks for the space %(space)s to be joined to your card %(card)s."), **said),
            ui.tell(_("Whoever works in %(space)s sees the file that you keep on it, and answers in it."), **said),
            _("They see what your card says, with the people on it, and may take it over into theirs."),
            _("Anybody may open a space under any name: say yes only when you know that it is they."),
        ],
        does=_("Yes, it is they"),
        for_good=_("The card and their space stay joined."),
    )


@ui.asks_first
def accept_claim(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(request, commands.accept_claim, fetch_claim(request, pk), asks=ahead_of_accepting, then=to_card)


def open_association_space(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From the card of an association to its own room: its president is known, by a meeting at least, and so is the phone."""
    card = fetch_organisation(request, pk)
    head = head_of(card)
    return ui.sheet(
        request,
        forms.RoomForm,
        commands.open_association_space,
        card,
        title=_("Open its own space"),
        lead=card.name,
        submit=_("Make the invitation"),
        form_kwargs={"opens_file": opens_file(request.actor, card)},
        initial={"president_name": name_of_head(card), "contact": (head and head.phone) or card.phone},
        then=lambda letter: letter_page(request, letter, back=reverse("directory:organisation", args=[card.pk])),
    )
