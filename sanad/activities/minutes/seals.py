"""The seals of approved minutes."""

from django.utils.translation import gettext as _

from sanad.activities.models import Minutes, MinutesRevision, PressReport
from sanad.foundation.history.seals import Seal, declare, is_next


def revision(row: MinutesRevision) -> str:
    """The text and the facts are those that were sealed, on top of the revision before."""
    if row.computed_seal() != row.hash:
        return _("these approved minutes are not as they were sealed")
    return (
        ""
        if is_next(row, row.minutes.revisions)
        else _("the approved minutes before these are not those they were sealed upon")
    )


def approved(row: Minutes) -> str:
    """Approved minutes say what their last revision says."""
    if row.state != Minutes.State.APPROVED:
        return ""
    last = row.revisions.order_by("-number").values_list("body", flat=True).first()
    return "" if last == row.body else _("the text of these approved minutes is not that of their last revision")


def press(row: PressReport) -> str:
    """A press report tells of minutes whose seal holds."""
    return revision(row.revision)


declare(Seal(MinutesRevision, revision, ("minutes",)))
declare(Seal(Minutes, approved))
declare(Seal(PressReport, press, ("revision__minutes",)))
