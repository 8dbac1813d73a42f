"""Two small spaces for the tests of the doors: a support organisation with three members, and a stranger's."""

from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Membership, Space, User
from sanad.foundation.spaces.roles import Role

PASSWORD = "olive-bucket-77"


@dataclass
class Ground:
    space: Space
    head: Actor
    coordinator: Actor
    member: Actor
    stranger: Actor


hashed = cache(make_password)  # a good hash is slow, and these people share theirs


def person(username: str, **fields) -> User:
    return User.objects.create(username=username, name=username.title(), password=hashed(PASSWORD), **fields)


def enter(user: User, space: Space, role: str) -> Actor:
    Membership.objects.create(space=space, user=user, role=role)
    return Actor(user, space, role)


def membership_of(actor: Actor) -> Membership:
    return Membership.objects.get(user=actor.user, space=actor.space, ended_at=None)


def signed_in(actor: Actor, **headers) -> Client:
    client = Client(**headers)
    client.force_login(actor.user)
    return client


def make_ground() -> Ground:
    space = Space.objects.create(kind=Space.Kind.SUPPORT, name_ar="فضاء الدعم", name_fr="Espace d'appui")
    other = Space.objects.create(kind=Space.Kind.ASSOCIATION, name_ar="جمعية أخرى")
    return Ground(
        space=space,
        head=enter(person("head", phone="+212612345678", email="head@example.org"), space, Role.SECRETARY_GENERAL),
        coordinator=enter(person("coordinator"), space, Role.COORDINATOR),
        member=enter(person("member"), space, Role.MEMBER),
        stranger=enter(person("stranger"), other, Role.PRESIDENT),
    )


def expire(invitation) -> None:
    invitation.expires_at = timezone.now()
    invitation.save()
