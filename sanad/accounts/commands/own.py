"""One's own account: who somebody is, how they are reached, what they read."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.accounts.letters import ask_to_confirm, tell
from sanad.accounts.policies import can_edit_account
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import User

TAKEN = _("Somebody already uses this. Choose another.")


def new_user(username: str, password: str, *, name: str, phone: str = "", email: str = "") -> User:
    """An account; Refused at the field whose value somebody else uses. Who is as quick is met by `tried`, around it."""
    refuse_taken(None, username=username, phone=phone, email=email)
    return User.objects.create_user(
        username,
        password,
        name=name,
        phone=phone or None,
        email=email.lower() or None,
        language=get_language() or "ar",
    )


@command(can_edit_account, says=_("changed their account"), formerly="foundation.accounts")
def update_account(
    actor: Actor,
    user: User,
    *,
    name: str,
    phone: str = "",
    email: str = "",
    is_reminded: bool = True,
    current_password: str = "",
) -> User:
    """Change one's own name and contacts, and whether reminders come by e-mail too.

    Other contacts ask for the password, are told to the address known before, and a new address counts once it is
    confirmed. Refused at the field whose value somebody else uses.
    """
    email = email.lower()
    is_other_phone, is_other_email = phone != (user.phone or ""), email != (user.new_email or user.email or "")
    if (is_other_phone or is_other_email) and not user.check_password(current_password):
        raise Refused(_("Write your password to change the phone or the e-mail."), "current_password")
    refuse_taken(user, phone=phone, email=email)
    if is_other_phone:
        tell(user, "phone")
    if is_other_email:
        give_email(user, email)
    user.name, user.phone, user.is_reminded = name, phone or None, is_reminded
    user.save()
    return user


def refuse_taken(user: User | None, **contacts: str) -> None:
    others = User.objects.exclude(pk=user.pk) if user else User.objects
    for field, value in contacts.items():
        if value and others.filter(**{f"{field}__iexact": value}).exists():
            raise Refused(TAKEN, field)


def give_email(user: User, email: str) -> None:
    """Note a new address; where letters can be sent, it is asked first whether it is theirs. The caller saves."""
    if email and email != user.email and settings.EMAIL_URL:
        tell(user, "email")
        user.new_email = email
        ask_to_confirm(user)
    else:
        _put_email(user, email or None)


def _put_email(user: User, email: str | None) -> None:
    """From now on this is the address; what the sign-in library knew of another one is forgotten."""
    if email != user.email:
        tell(user, "email_gone")
    user.email, user.new_email = email, ""
    EmailAddress.objects.filter(user_id=user.pk).delete()


@command(can_edit_account, says=_("confirmed their e-mail address"), formerly="foundation.accounts")
def confirm_email(actor: Actor, user: User) -> User:
    """Use the new address from now on; the old one is told. Refused when somebody else uses it by now."""
    refuse_taken(user, email=user.new_email)
    _put_email(user, user.new_email or user.email)
    user.save()
    return user


@command(can_edit_account, says=_("said whether reminders come by e-mail"), formerly="foundation.accounts")
def choose_reminders(actor: Actor, user: User, *, is_reminded: bool) -> User:
    """Have reminders by e-mail, or no more."""
    user.is_reminded = is_reminded
    user.save()
    return user


def remember_language(user: User, language: str) -> None:
    """Keep the language that a person reads; their own matter, so it stands in no space's history."""
    User.objects.filter(pk=user.pk).update(language=language)
