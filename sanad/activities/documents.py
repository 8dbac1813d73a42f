"""What several papers of an activity say alike: when and where, the programme, the table of follow-ups."""

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanad.activities.models import FollowUp
from sanad.activities.queries.phrases import Facts, localized, period_of, stored_day_in_words
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.numbers import NBSP
from sanad.foundation.documents.content import Table


def paper_language() -> str:
    """The language of the paper: the active one."""
    return get_language() or "ar"


def _when(facts: Facts) -> list[tuple[str, str]]:
    """The day and the hours; both ends in one line when it lasts several days."""
    begins, ends = period_of(facts)
    if dates.is_over_days(begins, ends):
        return [(_("When"), dates.moments(begins, ends, paper_language()))]
    return [
        (_("Day"), stored_day_in_words(facts["day"], paper_language())),
        (_("Hours"), dates.hours(begins, ends, paper_language())),
    ]


def occasion_lines(facts: Facts) -> list[tuple[str, str]]:
    """Label and value: the day and the hours, the place, who holds it and with whom."""
    language = paper_language()
    where = _(", ").join(part for part in (facts["venue"], localized(facts["place"], language)) if part)
    rows = [
        *_when(facts),
        (_("Place"), where),
        (_("Organiser"), localized(facts["host"]["name"], language)),
        (_("With"), _(", ").join(localized(card["name"], language) for card in facts["partners"])),
    ]
    return [(label, value) for label, value in rows if value]


def programme_lines(facts: Facts) -> list[str]:
    """Each point with its speaker and how long it takes."""
    language = paper_language()
    lines = []
    for item in facts["programme"]:
        speaker = localized(item["speaker"], language)
        as_who = f" — {speaker}{_(', ') + item['capacity'] if item['capacity'] else ''}" if speaker else ""
        minutes = _("(%(minutes)s min)") % {"minutes": item["minutes"]}
        lasting = " " + minutes.replace(" ", NBSP) if item["minutes"] else ""
        lines.append(f"{item['title']}{as_who}{lasting}")
    return lines


def follow_up_table(rows: list[Facts]) -> Table:
    """What is to be done, by whom, by when, and how it stands."""
    language = paper_language()
    states = dict(FollowUp.State.choices)
    lines = [
        [
            row["text"],
            localized(row["owner"], language),
            dates.day(date.fromisoformat(row["due"]), language),
            str(states[row["state"]]),
        ]
        for row in rows
    ]
    return Table([_("What is to be done"), _("Owner"), _("Due"), _("State")], lines, [11, 7, 6, 4])
