"""The approved minutes as a paper."""

from datetime import date

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from sanad.activities.documents import follow_up_table, occasion_lines, paper_language, programme_lines
from sanad.activities.minutes.queries import decision_line, spoken_for, unnamed, untold, word_line
from sanad.activities.models import Attendance, MinutesRevision
from sanad.activities.policies import can_issue_paper
from sanad.activities.queries.phrases import Facts as Frozen
from sanad.activities.queries.phrases import localized
from sanad.directory.documents import letterhead, place_and_day
from sanad.foundation.documents.content import Block, Facts, Heading, Items, PaperContent, Prose, Signatures, Table
from sanad.foundation.documents.papers import Paper, declare


def minutes(revision: MinutesRevision) -> PaperContent:
    """The approved minutes: programme, text; of words, decisions, follow-ups and attendance what the text does not tell."""
    facts, language = revision.facts, paper_language()
    spoken = untold(revision.body, facts["words"], lambda row: word_line(row, get_language() or "ar"))
    decided = untold(revision.body, facts["decisions"], decision_line)
    to_do = untold(revision.body, facts["follow_ups"], lambda row: row["text"])
    present = unnamed(revision.body, facts)
    corrected = _("Revision %(number)s: %(reason)s") % {"number": revision.number, "reason": revision.reason}
    words = [
        f"{localized(w['who'], language)}{_(', ') + w['capacity'] if w['capacity'] else ''}: {w['text']}"
        for w in spoken
    ]
    blocks: list[Block] = [Facts(occasion_lines(facts))]
    if revision.number > 1:
        blocks.append(Prose([corrected]))
    sections = [
        (_("Follow-ups of the stations before"), follow_up_table(facts["carried"]) if facts["carried"] else None),
        (_("Programme"), Items(programme_lines(facts)) if facts["programme"] else None),
        (_("Text of the minutes"), Prose([part for part in revision.body.split("\n") if part.strip()])),
        (_("Round of words"), Items(words) if words else None),
        (_("Decisions"), Items([decision_line(row) for row in decided]) if decided else None),
        (_("Follow-ups"), follow_up_table(to_do) if to_do else None),
        (_("Attendance"), _attendance_table(facts, present) if present else None),
    ]
    for title, block in sections:
        if block is not None:
            blocks += [Heading(title), block]
    signed = Signatures([(_("The secretary"), ""), (_("The president"), "")], _("Signature and stamp"))
    return PaperContent(
        language=language,
        head=letterhead(facts["host"]),
        title=pgettext("title of a paper", "Minutes"),
        subtitle=facts["title"],
        place_and_day=place_and_day("", date.fromisoformat(facts["day"])),
        blocks=[*blocks, signed],
    )


def _attendance_table(facts: Frozen, attendance: list[Frozen]) -> Table:
    """Those who are told of; where all came for the organiser, its name stands at the head of the paper already."""
    language = paper_language()
    statuses = dict(Attendance.Status.choices)
    is_own = spoken_for(facts) == facts["host"]["name"]
    rows = [
        [
            localized(line["who"], language),
            line["capacity"],
            *([] if is_own else [localized(line["for"], language)]),
            _presence(line, str(statuses[line["status"]])),
        ]
        for line in attendance
    ]
    if is_own:
        return Table([_("Full name"), _("Capacity"), _("Presence")], rows, [8, 8, 5], is_dense=True)
    return Table([_("Full name"), _("Capacity"), _("Organisation"), _("Presence")], rows, [8, 8, 9, 5], is_dense=True)


def _presence(line: Frozen, status: str) -> str:
    came = _("from %(clock)s") % {"clock": line["came"]} if line["came"] else ""
    left = _("until %(clock)s") % {"clock": line["left"]} if line["left"] else ""
    return " ".join(part for part in (status, came, left) if part)


MINUTES = declare(Paper("minutes", "minutes", gettext_lazy("Minutes"), minutes, can_issue_paper))
