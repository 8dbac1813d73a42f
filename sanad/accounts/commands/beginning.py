"""The beginning of a space, with its first officer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accounts.commands.entering import arrive
from sanad.accounts.commands.keepers import name_keeper
from sanad.accounts.commands.own import new_user
from sanad.accounts.policies import can_found
from sanad.foundation.arabic.fold import fold
from sanad.foundation.command import command, tried
from sanad.foundation.ids import new_id
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor, actor_of
from sanad.foundation.spaces.models import Beginning, Membership, Opening, Space, User
from sanad.foundation.spaces.roles import Role
from sanad.foundation.written import note


@command(can_found, says=_("created the space"), formerly="foundation.accounts")
def found_space(actor: Actor, space: Space) -> Membership:
    """Make the actor the first officer of a new space."""
    note(actor.user, space)  # made just before
    return Membership.objects.create(space=space, user=actor.user, role=actor.role)


@transaction.atomic
def create_first_space(
    *,
    name_ar: str,
    name_fr: str,
    person: str,
    username: str,
    password: str,
    kind: str = Space.Kind.SUPPORT,
    sex: str = "",
    key: UUID | None = None,
) -> User:
    """Begin an installation: a space and its first officer. Refused when anybody has an account.

    Of several who come at once the first writes the one row of `Beginning`; the others wait for it, and are refused.
    """
    in_use = Refused(_("This installation is already in use."))
    try:
        with transaction.atomic():
            Beginning.objects.create()
    except IntegrityError as problem:
        raise in_use from problem
    if User.objects.exists():
        raise in_use
    user = new_space(name_ar=name_ar, name_fr=name_fr, person=person, username=username, password=password, kind=kind)
    name_keeper(user)
    founder: Any = actor_of(user)  # who has just founded it
    arrive(founder, sex)
    Opening.objects.create(key=key or new_id(), user=user, space=founder.space)
    return user


def new_space(
    *, name_ar: str, name_fr: str, person: str, username: str, password: str, kind: str, phone: str = ""
) -> User:
    """A space with its first officer, who has no account yet."""
    user = new_user(username, password, name=person, phone=phone)
    _found(user, kind=kind, name_ar=name_ar, name_fr=name_fr)
    return user


def _found(user: User, *, kind: str, name_ar: str, name_fr: str) -> Actor:
    space = Space.objects.create(kind=kind, name_ar=name_ar, name_fr=name_fr)
    actor = Actor(user, space, first_role(kind))
    found_space(actor, space)
    return actor


def first_role(kind: str) -> Role:
    """In which role a space is taken in charge: a support organisation by a secretary general, else by a president."""
    return Role.SECRETARY_GENERAL if kind == Space.Kind.SUPPORT else Role.PRESIDENT


def open_own_space(
    user: User | None,
    *,
    kind: str,
    name_ar: str,
    name_fr: str = "",
    person: str = "",
    username: str = "",
    password: str = "",
    phone: str = "",
    sex: str = "",
    is_new: bool = False,
    key: UUID | None = None,
) -> Actor:
    """Where everybody may: a space of one's own, and the account of who has none yet. The same `key` opens one.

    Refused for a user name or a phone in use, and while a space of that name was not said to be another's.
    """
    key = key or new_id()

    def once() -> Actor:
        with transaction.atomic():
            claimed = Opening.objects.filter(key=key).select_related("user", "space").first()
            if claimed is not None:
                return _opened_with(claimed, user, username, password, [kind, name_ar, name_fr])
            claim = Opening.objects.create(key=key)  # whoever sends the same waits here
            if not is_new and namesakes(name_ar).exists():
                raise Refused(
                    _(
                        "A space of this name is here already. If it is yours, ask its officers to invite you. If not, tick the box below."
                    ),
                    "is_new",
                )
            founder = user or new_user(username, password, name=person, phone=phone)
            actor = _found(founder, kind=kind, name_ar=name_ar, name_fr=name_fr)
            arrive(actor, sex)
            claim.user, claim.space = founder, actor.space
            claim.save()
            return actor

    return tried("accounts.open_own_space", once)


def _opened_with(opening: Opening, user: User | None, username: str, password: str, said: list[str]) -> Actor:
    """What that form opened already, for who sent it: signed in as them, or with their user name and password."""
    space: Any = opening.space
    owner: Any = opening.user
    is_theirs = (user or begun_with(opening.key, username, password)) == owner
    actor = actor_of(owner, space.pk) if is_theirs else None
    if actor is None or [space.kind, space.name_ar, space.name_fr] != said:
        raise Refused(
            _("This form was already sent with another content. Read it again and send it once more."), "name_ar"
        )
    return actor


def namesakes(name_ar: str) -> Any:
    """The spaces that are called so, whatever the spelling."""
    return Space.objects.filter(folded=fold(name_ar)[:200])


BEGUN_FOR = timedelta(minutes=10)


def begun_with(key: UUID, username: str, password: str) -> User | None:
    """Whom that form made just now, for who says their user name and password: of one that was sent twice the second lets in, too."""
    lately = Opening.objects.filter(key=key, created_at__gt=timezone.now() - BEGUN_FOR)
    row = lately.filter(user__username__iexact=username, user__is_active=True).select_related("user").first()
    user = row and row.user
    return user if user and user.check_password(password) else None
