"""Forms of certificates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui


class RevokeForm(ui.SheetForm):
    reason = ui.PlainField(label=_("Reason"), max_length=300, help_text=_("Whoever checks the certificate reads it."))


class ReissueForm(ui.SheetForm):
    language = forms.ChoiceField(
        label=_("Language of the paper"),
        choices=[("ar", _("Arabic")), ("fr", _("French"))],
        help_text=_("The name is printed as it is written with the registration now. Correct it there first."),
    )
