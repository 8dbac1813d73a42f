"""Forms of what happens after signature: promises kept, pauses, ends, what is shown and what is held."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Evidence
from sanad.accompaniment.policies import visible_to as visible_evidence
from sanad.activities.models import Activity
from sanad.activities.policies import visible_to as activities
from sanad.directory.models import Consent
from sanad.foundation import ui
from sanad.partnerships.models import Agreement, Commitment, Party
from sanad.partnerships.policies import visible_to


def measure_field(commitment: Commitment, name: str, **kwargs: Any) -> forms.Field:
    """The box `name` for a quantity of that promise: money, or pieces of its unit."""
    if commitment.amount is not None:
        box: forms.Field = ui.AmountField(help_text=_("In dirhams."), **kwargs)
    else:
        box = ui.CountField(help_text=commitment.unit, **kwargs)
    box.widget.attrs["aria-describedby"] = f"{name}-note"
    return box


class PaperForm(ui.SheetForm):
    """A paper attached, or where it is kept."""

    upload = ui.UploadField(label=_("Scan or photograph"), required=False)
    kept_at = ui.PlainField(label=_("Or where the paper is kept"), max_length=200, required=False)


class DeliverForm(PaperForm):
    field_order = ["quantity", "on", "note", "upload", "kept_at", "evidence"]
    on = ui.DayField(label=_("Day"), initial=timezone.localdate)
    note = ui.PlainField(label=_("What was delivered"), max_length=300, required=False)
    evidence = ui.SeveralRows(label=_("Or what is on file already"), required=False)

    def __init__(self, *args: Any, commitment: Commitment, left: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"] = measure_field(commitment, "quantity", label=_("How much"), initial=left)
        self.order_fields(self.field_order)
        engagement = commitment.agreement.engagement_id
        if engagement is None or self.actor is None:
            del self.fields["evidence"]
        else:
            rows = visible_evidence(self.actor, Evidence).filter(engagement=engagement, withdrawn_at=None)
            self.fields["evidence"].queryset = rows


class AcceptForm(PaperForm):
    field_order = ["answer", "upload", "kept_at"]
    answer = ui.PlainField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, needs_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_paper:
            del self.fields["upload"], self.fields["kept_at"]


class WaiveForm(PaperForm):
    field_order = ["reason", "upload", "kept_at"]
    reason = ui.PlainField(label=_("Why it is waived"), max_length=300)


class WhyForm(ui.SheetForm):
    reason = ui.PlainField(label=_("Why"), max_length=300)


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
        own = activities(self.actor, Activity).filter(space=self.actor.space).exclude(state=Activity.State.CANCELLED)
        self.fields["activity"].queryset = own.exclude(agreement_links__agreement=agreement).order_by("-starts_at")


class SharingForm(ui.SheetForm):
    giver = ui.ChoiceOfRows(label=_("Who shows"))
    taker = ui.ChoiceOfRows(label=_("To whom"))
    kind = forms.ChoiceField(label=_("Kind of record"), choices=Consent.Shared.choices)
    from_on = ui.DayField(label=_("From"), required=False, help_text=_("Empty: as long as the agreement."))
    to_on = ui.DayField(label=_("To"), required=False)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = (
            visible_to(self.actor, Party).filter(agreement=agreement, withdrawn_at=None).select_related("organisation")
        )
        self.fields["giver"].queryset = self.fields["taker"].queryset = parties
