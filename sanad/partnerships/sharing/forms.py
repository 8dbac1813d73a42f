"""What one party shows another."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Consent
from sanad.foundation import ui
from sanad.partnerships.models import Agreement, Party
from sanad.partnerships.policies import visible_to


class SharingForm(ui.SheetForm):
    giver = ui.ChoiceOfRows(label=_("Who shows"))
    taker = ui.ChoiceOfRows(label=_("To whom"))
    kind = forms.ChoiceField(label=_("Kind of record"), choices=Consent.Shared.choices)
    from_on = ui.DayField(label=_("From"), required=False, help_text=_("Empty: as long as the agreement."))
    to_on = ui.DayField(label=_("To"), required=False)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = visible_to(self.actor, Party).standing().filter(agreement=agreement).select_related("organisation")
        self.fields["giver"].queryset = self.fields["taker"].queryset = parties
