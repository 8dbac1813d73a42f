"""Forms of the doors."""

import re
from collections.abc import Callable
from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.accounts.first import is_first_code
from sanad.accounts.passwords import LONG_ENOUGH, LongEnough
from sanad.foundation import ui
from sanad.foundation.arabic.fold import clean_digits, strip_marks
from sanad.foundation.naming.models import Sex
from sanad.foundation.phones import known_number
from sanad.foundation.spaces.models import Space, User
from sanad.foundation.spaces.roles import Role

LONGEST_PASSWORD = 1_000
LONGEST_NAME = 100
MEMORABLE = _("A few words that you remember are best.")
USER_NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9._-]{3,60}")


class SignInForm(ui.OurSentences, LoginForm):
    """One field for the user name, the e-mail or the phone, whatever the digits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name, phone or e-mail")
        self.fields["login"].widget.attrs.update({"autocomplete": "username", "dir": "ltr", "placeholder": ""})
        self.fields["password"].widget.attrs.update({"dir": "ltr", "placeholder": ""})
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Stay signed in on this device")
        ui.bound(self.fields["login"], ui.LONGEST_ADDRESS)
        ui.bound(self.fields["password"], LONGEST_PASSWORD)

    def clean_login(self) -> str:
        login = strip_marks(clean_digits(super().clean_login()))
        return known_number(login) or login


class _ReadsKey(ui.OurSentences):
    """What comes in the place of a key's answer is refused: the library fails at it in as many ways as there are."""

    def full_clean(self) -> None:
        try:
            super().full_clean()
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            self.add_error(None, _("The key could not be read. Try once more."))


class SignInWithKeyForm(_ReadsKey, LoginWebAuthnForm):
    pass


class SecondFactorForm(_ReadsKey, AuthenticateWebAuthnForm):
    pass


class ConfirmWithKeyForm(_ReadsKey, ReauthenticateWebAuthnForm):
    pass


class AddKeyForm(_ReadsKey, AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        ui.bound(self.fields["name"], LONGEST_NAME)


class EditKeyForm(ui.OurSentences, EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        ui.bound(self.fields["name"], LONGEST_NAME)


class PasswordAgainForm(ui.OurSentences, ReauthenticateForm):
    pass


class OtherPasswordForm(ui.OurSentences, ChangePasswordForm):
    pass


class FirstPasswordForm(ui.OurSentences, SetPasswordForm):
    pass


class ForgottenForm(ui.OurSentences, ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].widget.attrs.update({"dir": "ltr", "placeholder": ""})
        ui.bound(self.fields["email"], ui.LONGEST_ADDRESS)


class ForgottenPasswordForm(ui.OurSentences, ResetPasswordKeyForm):
    pass


class CodeForm(ui.OurSentences, AuthenticateForm):
    pass


class CodeAgainForm(ui.OurSentences, ReauthenticateByCodeForm):
    pass


class FirstCodeForm(ui.OurSentences, ActivateTOTPForm):
    pass


class NoMoreCodesForm(ui.OurSentences, DeactivateTOTPForm):
    pass


class ContactField(ui.PlainField):
    """Where a letter is sent to, by hand."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("To remember whom you sent it to."))
        super().__init__(label=_("Phone or e-mail"), required=False, max_length=150, **kwargs)


# Nobody is made president by haste.
ROLES = [("", "—"), *Role.choices]

# Slices above that keep people let a form choose from them at `name`.
COLLEAGUES: list[Callable[[ui.SheetForm], Any]] = []


class InviteForm(ui.SheetForm):
    name = ui.CardField(
        label=_("Full name"), help_text=_("Of somebody who has a card here, the phone or e-mail is known.")
    )
    is_new = ui.InsistField()
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    contact = ContactField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for offer in COLLEAGUES:
            offer(self)


class OpenSpaceForm(ui.SheetForm):
    name_ar = ui.PlainField(label=_("Name of the association in Arabic"), max_length=200)
    name_fr = ui.PlainField(label=_("Name of the association in French"), max_length=200, required=False)
    president_name = ui.PlainField(label=_("Name of its president"), max_length=150)
    contact = ui.PlainField(label=_("Phone or e-mail"), max_length=150, required=False)


class RoleForm(ui.SheetForm):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class AccountForm(ui.SheetForm):
    name = ui.PlainField(label=_("Full name"), max_length=150)
    phone = ui.PhoneField(label=_("Phone"), required=False)
    email = ui.MailField(label=_("E-mail"), required=False)
    is_reminded = forms.BooleanField(
        label=_("Reminders by e-mail"),
        required=False,
        help_text=_("At most one letter a day and space, with what falls due for you."),
    )
    current_password = forms.CharField(
        label=_("Your password"),
        required=False,
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text=_("Only to change the phone or the e-mail."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )


class PasswordForm(ui.SheetForm):
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}, render_value=True),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # How long it is, and what helps; of what else it must not be one reads when it is.
        self.fields["password"].help_text = " ".join([LongEnough(LONG_ENOUGH).get_help_text(), str(MEMORABLE)])

    def owner(self) -> User:
        """Whose password it is: it must not resemble their name."""
        return User(username=self.cleaned_data.get("username", ""), email=self.cleaned_data.get("email"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if password := typed.get("password"):
            try:
                validate_password(password, self.owner())
            except forms.ValidationError as problem:
                self.add_error("password", problem)
        return typed


class NewPasswordForm(PasswordForm):
    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def owner(self) -> User:
        return self.user


class SexField(forms.ChoiceField):
    """Whether somebody is a woman or a man, for the words of their office; nobody has to say."""

    def __init__(self, **kwargs: Any) -> None:
        said = {
            "label": _("Woman or man"),
            "help_text": _("So that papers name the office as they should; it need not be said."),
            "choices": [*Sex.choices, ("", _("not said"))],
            "required": False,
            "initial": "",
            "widget": forms.RadioSelect(attrs={"class": "side-by-side"}),
        }
        super().__init__(**{**said, **kwargs})


class NewcomerForm(PasswordForm):
    username = ui.PlainField(
        label=_("User name"),
        max_length=60,
        help_text=_("Latin letters or digits, easy to remember."),
    )
    phone = ui.PhoneField(label=_("Phone"), required=False)
    email = ui.MailField(label=_("E-mail"), required=False)
    field_order = ["username", "password", "phone", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs.update({"dir": "ltr", "autocomplete": "username"})

    def clean_username(self) -> str:
        """A name that can be neither a phone nor an e-mail: nobody takes the place of another at the door."""
        name = clean_digits(self.cleaned_data["username"])
        if not USER_NAME.fullmatch(name):
            raise forms.ValidationError(_("Write at least 3 Latin letters or digits, with one letter, without spaces."))
        return name


class NewHeadForm(NewcomerForm):
    """Whoever takes a space in charge, whose office papers will name."""

    sex = SexField()
    field_order = ["username", "password", "sex", "phone", "email"]


KINDS = [
    (Space.Kind.ASSOCIATION, _("An association: we run our own affairs")),
    (Space.Kind.SUPPORT, _("A support organisation: we accompany associations")),
]


class _Begins(ui.SheetForm):
    """What a space is begun with: its kind first, then its name, which is asked in the language of the page.

    Whoever reads no Arabic would write a French name into the Arabic box: there the French one is asked, and does for both.
    """

    kind = forms.ChoiceField(label=_("What is your organisation?"), choices=KINDS, widget=forms.RadioSelect)
    name_ar = ui.PlainField(label=_("Name of the organisation in Arabic"), max_length=200)
    name_fr = ui.PlainField(label=_("Name of the organisation in French"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if get_language() == "ar":
            return
        other = {"name_ar": "name_fr", "name_fr": "name_ar"}
        self.needed = tuple(other.get(name, name) for name in self.needed)
        self.order_fields([other.get(name, name) for name in self.field_order or []])
        self.fields["name_ar"].required = False
        self.fields["name_fr"].required = not self["name_ar"].value()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["name_ar"] = data.get("name_ar") or data.get("name_fr") or ""
        return data


class NewSpaceForm(_Begins, NewcomerForm):
    """A space and the account of who begins it."""

    person = ui.PlainField(label=_("Your full name"), max_length=150)
    sex = SexField()
    is_new = ui.InsistField(label=_("Ours is another one of the same name"))
    email = None
    field_order = ["kind", "name_ar", "person", "sex", "username", "password", "is_new", "name_fr", "phone"]
    needed = ("kind", "name_ar", "person", "sex", "username", "password", "is_new")


class AnotherSpaceForm(_Begins):
    """A space of somebody who has an account."""

    is_new = ui.InsistField(label=_("Ours is another one of the same name"))
    field_order = ["kind", "name_ar", "is_new", "name_fr"]
    needed = ("kind", "name_ar", "is_new")


class AskForm(_Begins):
    """A space that somebody asks for."""

    place = ui.PlainField(label=_("Place"), max_length=200, help_text=_("Commune, or town and province."))
    person = ui.PlainField(label=_("Your full name"), max_length=150)
    phone = ui.PhoneField(label=_("Phone"), help_text=_("The answer comes to this number."))
    email = ui.MailField(label=_("E-mail"), required=False)
    field_order = ["kind", "name_ar", "place", "person", "phone", "name_fr", "email"]
    needed = ("kind", "name_ar", "place", "person", "phone")


class FirstSpaceForm(NewSpaceForm):
    """The first space of an installation; the code stands in the address that the terminal says, else it is typed."""

    code = ui.PlainField(
        label=_("Code of this installation"),
        max_length=60,
        help_text=_(
            "It stands in the terminal in which Sanad was started, and in the file first_visit of its state folder."
        ),
    )
    phone = None
    is_new = None
    field_order = ["kind", "name_ar", "person", "sex", "username", "password", "code", "name_fr"]
    needed = ("kind", "name_ar", "person", "sex", "username", "password", "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update({"dir": "ltr", "autocomplete": "off"})
        if is_first_code(str(self["code"].value() or "")):
            self.fields["code"].widget = forms.HiddenInput()

    def clean_code(self) -> str:
        if not is_first_code(self.cleaned_data["code"]):
            raise forms.ValidationError(_("This is not the code of this installation."))
        return ""
