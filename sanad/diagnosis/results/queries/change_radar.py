"""The radar of two diagnoses."""

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from sanad.diagnosis.models import Diagnosis
from sanad.diagnosis.results.queries.comparison import DomainChange
from sanad.diagnosis.workshop.queries.radar import WIDE, Frame, Series, radar
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.numbers import format_tenths


def change_radar(before: Diagnosis | None, after: Diagnosis, moved: list[DomainChange], *, frame: Frame = WIDE) -> str:
    """Both diagnoses over their shared items; empty when there is nothing to draw."""
    if before is None or not moved:
        return ""
    language = get_language() or "ar"
    days = [dates.day(one.held_on, language) for one in (before, after)]
    told = " ".join(
        _("%(what)s: from %(before)s to %(after)s.")
        % {
            "what": line.domain.title,
            "before": format_tenths(line.before),
            "after": format_tenths(line.after),
        }
        for line in moved
    )
    series = [Series(days[0], [line.before for line in moved]), Series(days[1], [line.after for line in moved])]
    axes = [str(line.domain.title) for line in moved]
    name, title = "change-of-numbers" if frame.is_numbered else "change", _("Change between two diagnoses")
    return radar(title, told, axes, series, from_right=get_language_bidi(), name=name, frame=frame)
