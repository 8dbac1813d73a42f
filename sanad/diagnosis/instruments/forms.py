"""Bringing in an instrument."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui


class ImportForm(ui.SheetForm):
    upload = ui.DataField(
        label=_("The file of the instrument"),
        accept=".json,.xlsx",
        help_text=_("JSON, or an XLSForm workbook (.xlsx)."),
    )
