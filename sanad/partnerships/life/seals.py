"""The seals of signed amendments."""

from django.utils.translation import gettext as _

from sanad.foundation.history.seals import Seal, declare
from sanad.partnerships.models import Amendment


def amendment(row: Amendment) -> str:
    """What a signed amendment says is what was sealed."""
    if row.state != Amendment.State.SIGNED:
        return ""
    return "" if row.computed_seal() == row.hash else _("this signed amendment is not as it was sealed")


declare(Seal(Amendment, amendment, ("agreement",)))
