"""The screen kit: a listing, a sheet (form → command), an act (button → command). Functions, not base classes."""

from sanad.foundation.ui.act import act
from sanad.foundation.ui.fields import (
    AmountField,
    ClockField,
    CountField,
    DayField,
    LinesField,
    PhoneField,
    PlainField,
    TextField,
    UploadField,
)
from sanad.foundation.ui.listing import Column, Listing, csv_lines, exported, filters_of, listing
from sanad.foundation.ui.onward import onward
from sanad.foundation.ui.rows import ChoiceOfMany, ChoiceOfRows, SeveralOfMany, SeveralRows
from sanad.foundation.ui.sheet import SheetForm, edit, sheet

__all__ = [
    "AmountField",
    "ChoiceOfMany",
    "ChoiceOfRows",
    "ClockField",
    "Column",
    "CountField",
    "DayField",
    "LinesField",
    "Listing",
    "PhoneField",
    "PlainField",
    "SeveralOfMany",
    "SeveralRows",
    "SheetForm",
    "TextField",
    "UploadField",
    "act",
    "csv_lines",
    "edit",
    "exported",
    "filters_of",
    "listing",
    "onward",
    "sheet",
]
