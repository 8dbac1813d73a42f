"""The form of a press report."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad.activities.models import PressReport
from sanad.activities.press.queries import press_paragraphs
from sanad.foundation import ui


class PressForm(ui.SheetForm):
    told = ui.SeveralOfMany(label=_("What the report tells"))
    author = ui.PlainField(label=_("Author"), max_length=150, required=False)
    outlet = ui.PlainField(label=_("Newspaper, branch"), max_length=200, required=False)

    def __init__(self, *args: Any, report: PressReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told"].choices = press_paragraphs(report.revision.facts, report.language)
