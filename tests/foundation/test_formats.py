"""FORMAT_MODULE_PATH: what Django shows and reads in each language.

Run apart, with nothing but the formats, so that it says what they do whatever the project's settings are.
"""

import json
import subprocess
import sys
from typing import Any

import pytest

SCRIPT = """
import datetime, decimal, json
from django.conf import settings
settings.configure(FORMAT_MODULE_PATH="sanad.foundation.formats", USE_THOUSAND_SEPARATOR=True, USE_I18N=True)
import django; django.setup()
from django import forms
from django.utils import formats, translation

def read(field, text):
    try:
        return str(field.clean(text))
    except forms.ValidationError:
        return "refused"

found = {}
for language in ("ar", "fr", "en"):
    with translation.override(language):
        day, number = forms.DateField(localize=True), forms.DecimalField(localize=True)
        found[language] = {
            "days": [read(day, typed) for typed in
                     ("05/03/2026", "2026-03-05", "05-03-2026", "24/12/2023", "12/24/2023")],
            "numbers": [read(number, text) for text in ("1.500", "1,5", "1 500", "1\\u00a0500", "1500")],
            "shown": [
                formats.localize(decimal.Decimal("1234567.50")), formats.localize(1500),
                formats.date_format(datetime.date(2026, 3, 5), "SHORT_DATE_FORMAT"),
                formats.time_format(datetime.time(15, 4)), formats.get_format("FIRST_DAY_OF_WEEK"),
                formats.get_format("DATE_FORMAT"),
                formats.date_format(datetime.datetime(2026, 3, 5, 15, 4), "SHORT_DATETIME_FORMAT"),
            ],
            "moment": read(forms.DateTimeField(), "05/03/2026 15:04"), "hour": read(forms.TimeField(), "15:04"),
        }
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def found() -> Any:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_days_are_read_day_first(found: Any, language: str) -> None:
    assert found[language]["days"] == ["2026-03-05"] * 3 + ["2023-12-24", "refused"]
    assert found[language]["moment"].startswith("2026-03-05 15:04")
    assert found[language]["hour"] == "15:04:00"


def test_numbers_are_read_as_written_here(found: Any) -> None:
    assert found["ar"]["numbers"] == ["1500", "1.5", "refused", "refused", "1500"]
    assert found["fr"]["numbers"] == ["1.500", "1.5", "1500", "1500", "1500"]
    assert found["en"]["numbers"][0] == "1.500"


def test_figures_and_days_are_shown_without_marks(found: Any) -> None:
    rest = ["05/03/2026", "15:04", 1, "j F Y", "05/03/2026 15:04"]
    assert found["ar"]["shown"] == ["1.234.567,50", "1.500", *rest]
    assert found["fr"]["shown"] == ["1\u00a0234\u00a0567,50", "1\u00a0500", *rest]
    assert found["en"]["shown"] == ["1,234,567.50", "1,500", *rest]
