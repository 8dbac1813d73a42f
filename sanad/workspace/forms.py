"""Forms of the register of papers."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui


class ScanForm(ui.SheetForm):
    upload = ui.UploadField(label=_("Scan or photograph"))
    note = ui.PlainField(label=_("Note"), max_length=200, required=False)
