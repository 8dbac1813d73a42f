"""Addresses of accounts, and the people who try the others (tests/grounds.py)."""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import override_settings
from django.utils import timezone

from sanad.accounts.commands.beginning import new_space
from sanad.accounts.commands.entering import accept_as_newcomer
from sanad.accounts.commands.invitations import invite_member, open_space
from sanad.accounts.commands.keepers import name_keeper
from sanad.accounts.commands.own import update_account
from sanad.accounts.commands.passwords import offer_password_link
from sanad.accounts.commands.requests import ask_for_space
from sanad.accounts.links import CONFIRM, undo_token
from sanad.foundation.letters.stops import stop_of_member, stop_of_reader
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Membership, Space, User
from sanad.foundation.spaces.roles import Role
from tests.grounds import ANYBODY, UNTOLD, at

PASSWORD = "sanad-2023"


def joined(head: Actor, username: str, role: str) -> User:
    """Somebody new in the space of `head`."""
    letter = invite_member(head, name=username, role=role)
    return accept_as_newcomer(letter, username=username, password=PASSWORD)


def rows(case) -> dict:
    """A member with no right but to read on either side, and an association that is accompanied, too."""
    member = joined(case.sg, "member", Role.MEMBER)
    joined(case.president, "reader", Role.MEMBER)
    joined(case.sg, "trainer", Role.TRAINER)
    opened = open_space(case.sg, name_ar="جمعية الجوار", president_name="رئيسة الجوار")
    accept_as_newcomer(opened, username="neighbour", password=PASSWORD)
    elsewhere()
    name_keeper(case.sg.user)
    asked_for = ask_for_space(
        kind=Space.Kind.ASSOCIATION,
        name_ar="جمعية السواقي",
        place="إغزران",
        person="طالبة الفضاء",
        phone="+212622334455",
    )
    membership = Membership.objects.get(user=member)
    letter = invite_member(case.sg, name="ضيف", role=Role.MEMBER)
    # Nobody signs in as these three: their links end with a sign-in.
    forgot, asked, changed = (joined(case.sg, name, Role.MEMBER) for name in ("forgot", "asked", "changed"))
    offered = offer_password_link(case.sg, Membership.objects.get(user=forgot))
    keys = joined(case.sg, "keys", Role.MEMBER)
    TOTP.activate(keys, generate_totp_secret())
    RecoveryCodes.activate(keys).mark_as_viewed()  # the first look at them writes that down
    with override_settings(EMAIL_URL="smtp://localhost"):
        asked = update_account(
            Actor(asked, case.sg.space, Role.MEMBER),
            asked,
            name="سائل",
            email="asked@example.org",
            current_password=PASSWORD,
        )
    since = timezone.now().isoformat()
    return {
        "members/letters/<uuid:pk>/": at(letter),
        "members/<uuid:pk>/": at(membership),
        "requests/<uuid:pk>/": at(asked_for),
        "accounts:first_space": at(by=ANYBODY, answers=404),  # the installation has begun
        ":account_signup": at(by=ANYBODY, answers=404),  # there is none
        ":mfa_view_recovery_codes": at(by="keys"),
        ":mfa_download_recovery_codes": at(by="keys"),
        "accounts:language": at(data={"language": "fr"}),
        "accounts:invitation": at(by=ANYBODY, token=letter.token),
        "accounts:new_password": at(offered, ANYBODY, token=offered.token),
        "accounts:confirm_email": at(asked, ANYBODY, token=CONFIRM.make_token(asked)),
        "accounts:take_back": at(by=ANYBODY, token=undo_token(changed, email="", phone="", since=since)),
        "accounts:stop_letters": [
            at(by=ANYBODY, token=address.rstrip("/").rpartition("/")[2])
            for address in (stop_of_member(member), stop_of_reader(case.sg.space_id, "guest@example.org"))
        ],
    }


def of_association(case) -> tuple[list, list]:
    head = case.president
    letter = invite_member(head, name=UNTOLD, role=Role.MEMBER)
    return [], [letter, Membership.objects.get(space=head.space, user__username="said")]


def foreign(actor: Actor) -> list[Membership]:
    member = joined(actor, "foreigner", Role.MEMBER)
    return [Membership.objects.get(user=member)]


def elsewhere() -> User:
    """Another support organisation, with nothing to do with anybody of the case."""
    return new_space(
        name_ar="منظمة أخرى",
        name_fr="Une autre organisation",
        person="كاتبة أخرى",
        username="elsewhere",
        password=PASSWORD,
        kind=Space.Kind.SUPPORT,
    )
