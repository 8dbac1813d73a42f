"""The form of what is only asked why."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.ui.act import LONGEST_REASON
from sanad.foundation.ui.fields import PlainField
from sanad.foundation.ui.sheet import SheetForm


class ReasonForm(SheetForm):
    """One reason, for a command that takes `reason`."""

    reason = PlainField(label=_("Reason"), max_length=LONGEST_REASON)
