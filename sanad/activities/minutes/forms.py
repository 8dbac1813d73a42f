"""The form of the text of minutes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui


class MinutesForm(ui.SheetForm):
    body = ui.TextField(label=_("Text of the minutes"), rows=22)
    base_version = ui.CountField(widget=forms.HiddenInput)
