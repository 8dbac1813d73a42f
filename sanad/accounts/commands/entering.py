"""Coming in by a letter, and what is written down at an arrival."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accounts.commands.own import give_email, new_user, refuse_taken
from sanad.accounts.policies import can_join
from sanad.foundation.command import command, tried
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation, Membership, User
from sanad.foundation.written import note

# What slices above write down when somebody has entered a space, as its card; each is given the new member, and whether
# they said that they are a woman or a man.
ARRIVALS: list[Callable[[Actor, str], Any]] = []


@command(can_join, says=_("joined the space"), formerly="foundation.accounts")
def join_space(actor: Actor, invitation: Invitation) -> Membership:
    """Use a letter: the actor becomes a member in the role that it names; once."""
    # Held, so that no link for a new password is judged while one more room opens with it.
    User.objects.select_for_update(no_key=True).filter(pk=actor.user.pk).first()
    invitation.accepted_at, invitation.accepted_by = timezone.now(), actor.user
    invitation.save()
    note(actor.user)  # made just before, when they are new
    return Membership.objects.create(space=invitation.space, user=actor.user, role=invitation.role)


def accept_as_newcomer(
    invitation: Invitation, *, username: str, password: str, phone: str = "", email: str = "", sex: str = ""
) -> User:
    """Make the account of somebody who was invited, and join. Refused like `join_space`, and for a name in use."""

    def once() -> User:
        with transaction.atomic():
            user = new_user(username, password, name=invitation.name, phone=phone)
            refuse_taken(user, email=email)
            give_email(user, email.lower())
            user.save()
            enter(user, invitation, sex=sex)
            return user

    return tried("accounts.accept_as_newcomer", once)


@transaction.atomic
def enter(user: User, invitation: Invitation, *, sex: str = "") -> None:
    """Join by a letter, and find there what is written down at an arrival. Refused like `join_space`."""
    actor = Actor(user, invitation.space, invitation.role)
    join_space(actor, invitation)
    arrive(actor, sex)


def arrive(actor: Actor, sex: str) -> None:
    for write_down in ARRIVALS:
        write_down(actor, sex)
