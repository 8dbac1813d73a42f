"""The screen kit: a listing, a sheet (form → command), an act (button → command). Functions, not base classes."""

from sanad.foundation.ui.act import act
from sanad.foundation.ui.fields import (
    LONGEST_ADDRESS,
    AmountField,
    ClockField,
    CountField,
    DayField,
    LinesField,
    MailField,
    PhoneField,
    PlainField,
    TextField,
    UploadField,
    bound,
)
from sanad.foundation.ui.listing import Column, Listing, csv_lines, exported, filters_of, listing
from sanad.foundation.ui.onward import onward
from sanad.foundation.ui.rows import ChoiceOfRows, SeveralRows
from sanad.foundation.ui.sheet import SheetForm, sheet

__all__ = [
    "LONGEST_ADDRESS",
    "AmountField",
    "ChoiceOfRows",
    "ClockField",
    "Column",
    "CountField",
    "DayField",
    "LinesField",
    "Listing",
    "MailField",
    "PhoneField",
    "PlainField",
    "SeveralRows",
    "SheetForm",
    "TextField",
    "UploadField",
    "act",
    "bound",
    "csv_lines",
    "exported",
    "filters_of",
    "listing",
    "onward",
    "sheet",
]
