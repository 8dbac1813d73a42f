"""What is delivered, accepted, or let go."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Evidence
from sanad.accompaniment.policies import visible_to as visible_evidence
from sanad.foundation import ui
from sanad.partnerships.models import Commitment


def measure_field(commitment: Commitment, name: str, **kwargs: Any) -> forms.Field:
    """The box `name` for a quantity of that commitment: money, or pieces of its unit."""
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
            rows = visible_evidence(self.actor, Evidence).standing().filter(engagement=engagement)
            self.fields["evidence"].queryset = rows


class AcceptForm(PaperForm):
    field_order = ["answer", "upload", "kept_at"]
    answer = ui.PlainField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, needs_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_paper:
            del self.fields["upload"], self.fields["kept_at"]


class WaiveForm(PaperForm):
    terms = {"reason": "waiver"}
    field_order = ["reason", "upload", "kept_at"]
    reason = ui.PlainField(label=_("Why it is waived"), max_length=300)
