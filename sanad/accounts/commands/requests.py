"""Spaces that are asked for."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accounts.commands.beginning import first_role
from sanad.accounts.commands.invitations import write_letter
from sanad.accounts.policies import can_answer_request
from sanad.foundation.arabic.fold import fold
from sanad.foundation.command import command, stated, tried
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation, Space, SpaceRequest

MOST_AGAIN = 5


def ask_for_space(
    *, kind: str, name_ar: str, place: str, person: str, phone: str, name_fr: str = "", email: str = ""
) -> SpaceRequest:
    """Where one asks first: what whoever keeps the installation reads.

    Asked again before it is answered, it is one request, as it was written first: whoever knows name and phone may send
    it. What is said otherwise stands beside it.
    """

    def once() -> SpaceRequest:
        with transaction.atomic():
            said = {"name_ar": name_ar, "name_fr": name_fr, "place": place, "person": person, "email": email}
            known = {"folded": fold(name_ar)[:200], "kind": kind, "phone": phone}
            row = SpaceRequest.objects.waiting().select_for_update(no_key=True).filter(**known).first()
            if row is None:
                return SpaceRequest.objects.create(**said, kind=kind, phone=phone)
            other = {name: value for name, value in said.items() if value and value != getattr(row, name)}
            if other and other not in row.again:
                row.again = [*row.again, other][:MOST_AGAIN]
                row.save()
            return row

    return tried("accounts.ask_for_space", once)


@command(can_answer_request, says=_("opened a space that was asked for"), is_final=True)
def accept_request(actor: Actor, request: SpaceRequest) -> Invitation:
    """Open the space that somebody asked for, and write their letter of entry; its secret stands once in `.token`."""
    space = Space.objects.create(kind=request.kind, name_ar=request.name_ar, name_fr=request.name_fr)
    request.opened = space
    _answer(actor, request)
    return write_letter(actor, space, name=request.person, contact=request.phone, role=first_role(request.kind))


@command(can_answer_request, says=_("declined a request for a space"))
def decline_request(actor: Actor, request: SpaceRequest, *, reason: str) -> SpaceRequest:
    """Say no, with why; whoever asked may ask again."""
    request.reason = stated(reason)
    _answer(actor, request)
    return request


def _answer(actor: Actor, request: SpaceRequest) -> None:
    request.answered_at, request.answered_by = timezone.now(), actor.user
    request.save()
