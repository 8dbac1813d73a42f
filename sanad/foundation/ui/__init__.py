"""The screen kit: a listing, a sheet (form → command), an act (button → command), asked about first where it is final. Functions, not base classes."""

from sanad.foundation.ui.act import act
from sanad.foundation.ui.addresses import Act, Sheet, addresses, fetching
from sanad.foundation.ui.ahead import Ahead, asks_first, tell
from sanad.foundation.ui.fields import (
    FIRST_DAY,
    LAST_DAY,
    LONGEST_ADDRESS,
    MOST_NAMES,
    AmountField,
    ClockField,
    CountField,
    DataField,
    DayField,
    InsistField,
    KnownPhoneField,
    LinesField,
    MailField,
    MarkField,
    PhoneField,
    PlainField,
    SameField,
    TextField,
    UploadField,
    YearField,
    bound,
)
from sanad.foundation.ui.listing import Column, Listing, csv_lines, exported, filters_of, listing
from sanad.foundation.ui.names import CalledField, CardField, NameField
from sanad.foundation.ui.next_step import NextStep, Way, comes_next, next_step
from sanad.foundation.ui.numbered import LANGUAGES, ahead_of_numbering
from sanad.foundation.ui.onward import onward
from sanad.foundation.ui.reason import ReasonForm
from sanad.foundation.ui.rows import ChoiceOfMany, ChoiceOfRows, SeveralOfMany, SeveralRows
from sanad.foundation.ui.sentences import OurSentences
from sanad.foundation.ui.sheet import SheetForm, edit, sheet
from sanad.foundation.ui.weight import takes_files

__all__ = [
    "FIRST_DAY",
    "LANGUAGES",
    "LAST_DAY",
    "LONGEST_ADDRESS",
    "MOST_NAMES",
    "Act",
    "Ahead",
    "AmountField",
    "CalledField",
    "CardField",
    "ChoiceOfMany",
    "ChoiceOfRows",
    "ClockField",
    "Column",
    "CountField",
    "DataField",
    "DayField",
    "InsistField",
    "KnownPhoneField",
    "LinesField",
    "Listing",
    "MailField",
    "MarkField",
    "NameField",
    "NextStep",
    "OurSentences",
    "PhoneField",
    "PlainField",
    "ReasonForm",
    "SameField",
    "SeveralOfMany",
    "SeveralRows",
    "Sheet",
    "SheetForm",
    "TextField",
    "UploadField",
    "Way",
    "YearField",
    "act",
    "addresses",
    "ahead_of_numbering",
    "asks_first",
    "bound",
    "comes_next",
    "csv_lines",
    "edit",
    "exported",
    "fetching",
    "filters_of",
    "listing",
    "next_step",
    "onward",
    "sheet",
    "takes_files",
    "tell",
]
