"""Commitments, instalments, the budget. An amount that is typed asks the page for the sums (`watch`)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.partnerships.drafting.forms.agreement import open_items
from sanad.partnerships.drafting.forms.text import InLanguages
from sanad.partnerships.models import Agreement

OFTEN = [
    ("", _("once")),
    (1, _("every month")),
    (3, _("every three months")),
    (6, _("every six months")),
    (12, _("every year")),
]


def watch_sums(form: ui.SheetForm, address: str, *names: str) -> None:
    """Let the fields show what the sums become while one types."""
    for name in names:
        form.fields[name].widget.attrs |= {
            "hx-get": address,
            "hx-trigger": "input changed delay:300ms, change",
            "hx-target": "#sums",
            "hx-include": "closest form",
        }


class CommitmentForm(InLanguages):
    terms = {"debtor": "commitment"}
    groups = [
        (_("Between whom"), ["debtor", "creditor"]),
        (_("What"), ["text_ar", "text_fr", "quantity", "unit", "amount"]),
        (_("Until when"), ["due_on", "is_month_end", "every_months", "until_on"]),
    ]
    needed = ("debtor", "creditor", "text_ar", "text_fr", "amount", "due_on")
    debtor = ui.ChoiceOfRows(label=_("Who promises"), required=False)
    creditor = ui.ChoiceOfRows(label=_("To whom"), required=False)
    text_ar = ui.TextField(label=_("What is promised, in Arabic"), rows=2, required=False)
    text_fr = ui.TextField(label=_("What is promised, in French"), rows=2, required=False)
    quantity = ui.CountField(label=_("How many"), required=False)
    unit = ui.PlainField(label=_("Of what"), max_length=60, required=False, help_text=_("For example: courses, desks."))
    amount = ui.AmountField(label=_("Or an amount of money"), required=False)
    due_on = ui.DayField(label=_("Due"), required=False)
    is_month_end = forms.BooleanField(
        label=_("On the last day of the month"),
        required=False,
        help_text=_("Then what is due on 28 February is due on 31 March next."),
    )
    every_months = forms.TypedChoiceField(
        label=_("How often"), choices=OFTEN, coerce=int, empty_value=None, required=False
    )
    until_on = ui.DayField(label=_("Until"), required=False)
    plan_item = ui.ChoiceOfRows(label=_("Plan item"), required=False)

    def __init__(self, *args: Any, agreement: Agreement, watch: str, **kwargs: Any) -> None:
        super().__init__(*args, agreement=agreement, **kwargs)
        parties = agreement.parties.standing().select_related("organisation")
        for name in ("debtor", "creditor"):
            self.fields[name].queryset = parties
        if agreement.engagement is None:
            del self.fields["plan_item"]
        else:
            self.fields["plan_item"].queryset = open_items(self.actor, agreement.engagement)
        watch_sums(self, watch, "amount", "every_months")


class PlanItemsForm(ui.SheetForm):
    plan_items = ui.SeveralRows(label=_("Plan items that become promises"))

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        promised = agreement.commitments.standing().filter(plan_item__isnull=False).values("plan_item")
        items = open_items(self.actor, agreement.engagement)
        self.fields["plan_items"].queryset = items.exclude(pk__in=promised)


class InstalmentForm(ui.SheetForm):
    amount = ui.AmountField(label=_("Amount"))
    due_on = ui.DayField(label=_("Due"))
    condition = ui.PlainField(
        label=_("Paid when"), max_length=250, required=False, help_text=_("For example: the first report is accepted.")
    )

    def __init__(self, *args: Any, watch: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        watch_sums(self, watch, "amount")


class BudgetLineForm(InLanguages):
    label_ar = ui.PlainField(label=_("Heading in Arabic"), max_length=200, required=False)
    label_fr = ui.PlainField(label=_("Heading in French"), max_length=200, required=False)
    amount = ui.AmountField(label=_("Amount"))

    def __init__(self, *args: Any, watch: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        watch_sums(self, watch, "amount")
