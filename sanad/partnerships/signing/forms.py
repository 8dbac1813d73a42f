"""Sending a text out, and signing it."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui


class SignatureForm(ui.SheetForm):
    on = ui.DayField(label=_("Signed on"))


class SendOutForm(ui.SheetForm):
    on = ui.DayField(
        label=_("Went out on"), help_text=_("Today, or an earlier day when it is written down afterwards.")
    )
