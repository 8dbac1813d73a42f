"""Forms of the doors."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.foundation.spaces.roles import Role
from sanad.foundation.ui.fields import phone_number


class SignInForm(LoginForm):
    """One field for the user name, the e-mail or the phone, whatever the digits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name, phone or e-mail")
        self.fields["login"].widget.attrs.update({"autocomplete": "username", "dir": "ltr", "placeholder": ""})
        self.fields["password"].widget.attrs.update({"dir": "ltr", "placeholder": ""})
        self.fields["password"].help_text = ""

    def clean_login(self) -> str:
        login = super().clean_login()
        return phone_number(login) or login


class InviteForm(ui.SheetForm):
    name = ui.PlainField(label=_("Full name"), max_length=150)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    contact = ui.PlainField(label=_("Phone or e-mail"), required=False, max_length=150, help_text=_("To remember whom you sent it to."))


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
    email = forms.EmailField(label=_("E-mail"), required=False)


class NewcomerForm(ui.SheetForm):
    username = ui.PlainField(label=_("User name"), max_length=60, help_text=_("Latin letters or digits, easy to remember."))
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}, render_value=True)
    )
    phone = ui.PhoneField(label=_("Phone"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs.update({"dir": "ltr", "autocomplete": "username"})
        self.fields["password"].help_text = password_validators_help_text_html()

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]


class FirstSpaceForm(NewcomerForm):
    name_ar = ui.PlainField(label=_("Name of the organisation in Arabic"), max_length=200)
    name_fr = ui.PlainField(label=_("Name of the organisation in French"), max_length=200, required=False)
    person = ui.PlainField(label=_("Your full name"), max_length=150)
    phone = None
    email = None
    field_order = ["name_ar", "name_fr", "person", "username", "password"]
