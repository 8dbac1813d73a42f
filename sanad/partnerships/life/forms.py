"""Amendments, pauses, ends, and what is held under an agreement."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity
from sanad.activities.policies import visible_to as activities
from sanad.foundation import ui
from sanad.partnerships.commitments.forms import measure_field
from sanad.partnerships.models import Agreement, Amendment, Article, Commitment
from sanad.partnerships.policies import visible_to


class AmendmentForm(ui.SheetForm):
    terms = {"reason": "amendment"}
    reason = ui.TextField(label=_("Why"), rows=3)
    effective_on = ui.DayField(label=_("Takes effect on"))
    ends_on = ui.DayField(label=_("New end of the agreement"), required=False, help_text=_("Empty: it stays as it is."))


class NewWordsForm(ui.SheetForm):
    """The new words of an article, in the languages of the agreement."""

    article = ui.ChoiceOfRows(required=False, widget=forms.HiddenInput)
    heading_ar = ui.PlainField(label=_("Heading in Arabic"), max_length=200, required=False)
    text_ar = ui.TextField(label=_("Text in Arabic"), rows=10, required=False)
    heading_fr = ui.PlainField(label=_("Heading in French"), max_length=200, required=False)
    text_fr = ui.TextField(label=_("Text in French"), rows=10, required=False)

    def __init__(self, *args: Any, amendment: Amendment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].queryset = (
            visible_to(self.actor, Article).standing().filter(agreement=amendment.agreement_id)
        )
        for language in {"ar", "fr"} - set(amendment.agreement.text_languages):
            del self.fields[f"heading_{language}"], self.fields[f"text_{language}"]


class NewTermsForm(ui.SheetForm):
    """New terms of a commitment: of the one that is shown, or of one to choose."""

    commitment = ui.ChoiceOfRows(label=_("Promise"))
    due_on = ui.DayField(label=_("New due date"), required=False)
    measure = ui.CountField(label=_("New quantity"), required=False)
    amount = ui.AmountField(label=_("Or the new amount"), required=False, help_text=_("In dirhams."))
    is_dropped = forms.BooleanField(label=_("Drop it"), required=False)

    def __init__(self, *args: Any, amendment: Amendment, commitment: Commitment | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = visible_to(self.actor, Commitment).standing().filter(agreement=amendment.agreement_id)
        self.fields["commitment"].queryset = rows.exclude(open_due_on=None)
        if commitment is not None:
            label = _("New amount") if commitment.amount is not None else _("New quantity")
            self.fields["commitment"].widget = forms.HiddenInput()
            self.fields["measure"] = measure_field(commitment, "measure", label=label, required=False)
            self.order_fields(["commitment", "due_on", "measure", "is_dropped"])
            del self.fields["amount"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        amount, commitment = data.pop("amount", None), data.get("commitment")
        if amount is not None and commitment is not None:
            if commitment.amount is None or data.get("measure") is not None:
                self.add_error("amount", _("This promise is not one of money, or both boxes are filled."))
            data["measure"] = amount
        elif (
            commitment is not None and "amount" in self.fields and commitment.amount is not None and data.get("measure")
        ):
            self.add_error("measure", _("This promise is one of money: write the amount."))
        return data


class SignAmendmentForm(ui.SheetForm):
    signed_on = ui.DayField(label=_("Signed on"), initial=timezone.localdate)
    effective_on = ui.DayField(label=_("Takes effect on"))
    upload = ui.UploadField(label=_("Signed copy"), required=False)
    kept_at = ui.PlainField(label=_("Or where the paper is kept"), max_length=200, required=False)


class SuspendForm(ui.SheetForm):
    from_on = ui.DayField(label=_("From"))
    to_on = ui.DayField(label=_("To"), required=False, help_text=_("Empty: until it is lifted."))
    reason = ui.PlainField(label=_("Reason"), max_length=300)


class LiftForm(ui.SheetForm):
    again_on = ui.DayField(label=_("It binds again from"), initial=timezone.localdate)


class TerminateForm(ui.SheetForm):
    terminated_on = ui.DayField(label=_("Ends on"), help_text=_("From this day on it binds nobody."))
    notice_on = ui.DayField(label=_("Notice given on"), initial=timezone.localdate, required=False)
    reason = ui.PlainField(label=_("Reason"), max_length=300)
    short_notice = ui.PlainField(
        label=_("Why the notice is shorter"),
        max_length=300,
        required=False,
        help_text=_("Only when the other parties are told later than the agreement asks."),
    )


class RenewForm(ui.SheetForm):
    starts_on = ui.DayField(label=_("From"))
    ends_on = ui.DayField(label=_("To"))


class LinkForm(ui.SheetForm):
    activity = ui.ChoiceOfRows(label=_("Activity"))
    is_committee = forms.BooleanField(label=_("Meeting of the steering committee"), required=False, initial=True)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = activities(self.actor, Activity).filter(space=self.actor.space).not_cancelled()
        self.fields["activity"].queryset = own.exclude(agreement_links__agreement=agreement).order_by("-starts_at")
