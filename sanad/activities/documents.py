"""The papers of an activity: invitation, attendance sheet, minutes, press report, follow-up list."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanad.activities.models import Activity, Attendance, FollowUp, Invitation, MinutesRevision, PressReport
from sanad.activities.policies import can_issue_paper
from sanad.activities.queries import facts_of, organisation_facts
from sanad.activities.queries.press import headline, kind_word, lasting, long_day, paragraphs, pick
from sanad.directory.models import Organisation
from sanad.foundation.arabic import dates
from sanad.foundation.documents.content import (
    Block,
    Facts,
    Head,
    Heading,
    Items,
    PaperContent,
    Prose,
    Signatures,
    Table,
)
from sanad.foundation.documents.papers import Paper, declare
from sanad.foundation.policy import Verdict, all_of, no
from sanad.foundation.spaces.actor import Actor

BLANK_LINES = 30  # two full pages


def _language() -> str:
    return get_language() or "ar"


def letterhead(card: dict[str, Any]) -> Head:
    """The letterhead of an organisation, from the facts of its card."""
    language = _language()
    name, other = pick(card["name"], language), pick(card["name"][::-1], language)
    lines = [
        _("Receipt: %(number)s") % {"number": card["receipt"]} if card["receipt"] else "",
        _("Seat: %(seat)s") % {"seat": card["address"] or pick(card["seat"], language)}
        if card["address"] or card["seat"][0]
        else "",
        _("Phone: %(phone)s") % {"phone": card["phone"]} if card["phone"] else "",
        card["email"],
    ]
    return Head(name, other if other != name else "", [line for line in lines if line])


def place_and_day(place: str, day: date) -> str:
    """The line above a title: in Meknes, on 24 December 2023."""
    shown = dates.day(day, _language())
    return _("%(place)s, on %(day)s") % {"place": place, "day": shown} if place else shown


def _town(card: Organisation) -> str:
    return card.seat_place.name if card.seat_place else ""


def _when(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """The day and the hours; both ends in one line when it lasts several days."""
    begins, ends = lasting(facts)
    if dates.is_over_days(begins, ends):
        return [(_("When"), dates.moments(begins, ends, _language()))]
    return [(_("Day"), long_day(facts["day"], _language())), (_("Hours"), dates.hours(begins, ends, _language()))]


def _when_and_where(facts: dict[str, Any]) -> list[tuple[str, str]]:
    language = _language()
    where = _(", ").join(part for part in (facts["venue"], pick(facts["place"], language)) if part)
    rows = [
        *_when(facts),
        (_("Place"), where),
        (_("Organiser"), pick(facts["host"]["name"], language)),
        (_("With"), _(", ").join(pick(card["name"], language) for card in facts["partners"])),
    ]
    return [(label, value) for label, value in rows if value]


def _programme(facts: dict[str, Any]) -> list[str]:
    language = _language()
    lines = []
    for item in facts["programme"]:
        speaker = pick(item["speaker"], language)
        as_who = f" — {speaker}{_(', ') + item['capacity'] if item['capacity'] else ''}" if speaker else ""
        lasting = " " + _("(%(minutes)s min)") % {"minutes": item["minutes"]} if item["minutes"] else ""
        lines.append(f"{item['title']}{as_who}{lasting}")
    return lines


def invitation(row: Invitation) -> PaperContent:
    """The letter that asks somebody to come."""
    facts = facts_of(row.activity)
    host = row.activity.host
    called = [row.person.name if row.person else "", row.capacity, row.organisation.name if row.organisation else ""]
    honour = (row.person.honorific_ar if _language() == "ar" else row.person.honorific_fr) if row.person else ""
    addressee = _("To: %(whom)s") % {
        "whom": _(", ").join(part for part in (f"{honour} {called[0]}".strip(), *called[1:]) if part)
    }
    purpose: list[Block] = [Prose([facts["purpose"]])] if facts["purpose"] else []
    programme: list[Block] = [Heading(_("Programme")), Items(_programme(facts))] if facts["programme"] else []
    return PaperContent(
        language=_language(),
        head=letterhead(facts["host"]),
        title=_("Invitation"),
        subtitle=facts["title"],
        place_and_day=place_and_day(_town(host), timezone.localdate()),
        blocks=[
            Prose(
                [
                    addressee,
                    _("Greetings and full peace,"),
                    _("We have the honour to invite you to %(kind)s that we hold as follows:")
                    % {"kind": kind_word(facts["kind"])},
                ]
            ),
            Facts(_when_and_where(facts)),
            *purpose,
            *programme,
            Prose([_("Please accept the expression of our high consideration.")]),
            Signatures(
                [(_("For the organisation"), pick(facts["host"]["name"], _language()))], _("Signature and stamp")
            ),
        ],
    )


def _sheet(activity: Activity, rows: list[list[str]]) -> PaperContent:
    facts = facts_of(activity)
    head = [_("No"), _("Full name"), _("Capacity"), _("Organisation"), _("Signature")]
    return PaperContent(
        language=_language(),
        head=letterhead(facts["host"]),
        title=_("Attendance sheet"),
        subtitle=facts["title"],
        place_and_day=place_and_day(_town(activity.host), activity.held_on),
        blocks=[
            Facts(_when_and_where(facts)),
            Table(head, rows, [2, 9, 8, 9, 7], is_form=True),
            Signatures([(_("The secretary"), ""), (_("The president"), "")], _("Signature and stamp")),
        ],
    )


def blank_sheet(activity: Activity) -> PaperContent:
    """Lines to sign, for the day itself."""
    return _sheet(activity, [[str(number), "", "", "", ""] for number in range(1, BLANK_LINES + 1)])


def filled_sheet(activity: Activity) -> PaperContent:
    """Those recorded as present, with room to sign."""
    there = activity.attendance.filter(status=Attendance.Status.PRESENT).select_related("person", "organisation")
    lines = [
        [str(number), row.who, row.capacity, row.organisation.name if row.organisation else "", ""]
        for number, row in enumerate(there, 1)
    ]
    return _sheet(activity, lines)


def _attendance(facts: dict[str, Any]) -> Table:
    language = _language()
    statuses = dict(Attendance.Status.choices)
    rows = [
        [
            pick(line["who"], language),
            line["capacity"],
            pick(line["for"], language),
            _hours(line, str(statuses[line["status"]])),
        ]
        for line in facts["attendance"]
    ]
    return Table([_("Full name"), _("Capacity"), _("Organisation"), _("Presence")], rows, [8, 8, 9, 5])


def _hours(line: dict[str, Any], status: str) -> str:
    came = _("from %(clock)s") % {"clock": line["came"]} if line["came"] else ""
    left = _("until %(clock)s") % {"clock": line["left"]} if line["left"] else ""
    return " ".join(part for part in (status, came, left) if part)


def _follow_ups(rows: list[dict[str, Any]]) -> Table:
    language = _language()
    states = dict(FollowUp.State.choices)
    lines = [
        [
            row["text"],
            pick(row["owner"], language),
            dates.day(date.fromisoformat(row["due"]), language),
            str(states[row["state"]]),
        ]
        for row in rows
    ]
    return Table([_("What is to be done"), _("Owner"), _("Due"), _("State")], lines, [11, 7, 6, 4])


def _decision(row: dict[str, Any]) -> str:
    if row["method"] != "vote":
        return row["text"]
    counts = _("(for: %(for)s, against: %(against)s, abstained: %(abstained)s, did not vote: %(did_not_vote)s)")
    return (
        f"{row['text']} {counts % {name: row[name] or 0 for name in ('for', 'against', 'abstained', 'did_not_vote')}}"
    )


def minutes(revision: MinutesRevision) -> PaperContent:
    """The approved minutes: text, programme, words, decisions, follow-ups, attendance."""
    facts, language = revision.facts, _language()
    corrected = _("Revision %(number)s: %(reason)s") % {"number": revision.number, "reason": revision.reason}
    words = [
        f"{pick(w['who'], language)}{_(', ') + w['capacity'] if w['capacity'] else ''}: {w['text']}"
        for w in facts["words"]
    ]
    blocks: list[Any] = [Facts(_when_and_where(facts))]
    if revision.number > 1:
        blocks.append(Prose([corrected]))
    sections = [
        (_("Follow-ups of the stations before"), _follow_ups(facts["carried"]) if facts["carried"] else None),
        (_("Programme"), Items(_programme(facts)) if facts["programme"] else None),
        (_("Text of the minutes"), Prose([part for part in revision.body.split("\n") if part.strip()])),
        (_("Round of words"), Items(words) if words else None),
        (_("Decisions"), Items([_decision(row) for row in facts["decisions"]]) if facts["decisions"] else None),
        (_("Follow-ups"), _follow_ups(facts["follow_ups"]) if facts["follow_ups"] else None),
        (_("Attendance"), _attendance(facts) if facts["attendance"] else None),
    ]
    for title, block in sections:
        if block is not None:
            blocks += [Heading(title), block]
    signed = Signatures([(_("The secretary"), ""), (_("The president"), "")], _("Signature and stamp"))
    return PaperContent(
        language=language,
        head=letterhead(facts["host"]),
        title=_("Minutes"),
        subtitle=facts["title"],
        place_and_day=place_and_day("", date.fromisoformat(facts["day"])),
        blocks=[*blocks, signed],
    )


def told_paragraphs(report: PressReport) -> list[str]:
    """The sentences that a report tells, in its own language."""
    return [text for key, text in paragraphs(report.revision.facts, report.language) if key in report.told]


def press_report(report: PressReport) -> PaperContent:
    """The report as a paper, with its by-line."""
    facts = report.revision.facts
    by = [(_("Written by"), report.author), (_("Published in"), report.outlet)]
    lines = [(label, value) for label, value in by if value]
    return PaperContent(
        language=report.language,
        head=letterhead(facts["host"]),
        title=_("Press report"),
        subtitle=headline(facts, report.language),
        place_and_day=place_and_day("", date.fromisoformat(facts["day"])),
        blocks=[*([Facts(lines)] if lines else []), Prose(told_paragraphs(report))],
    )


def follow_up_list(activity: Activity) -> PaperContent:
    """What is open in the series, and what this station added."""
    facts = facts_of(activity)
    card = organisation_facts(activity.host)
    carried = facts["carried"]
    blocks: list[Any] = [Facts(_when_and_where(facts))]
    if carried:
        blocks += [Heading(_("Follow-ups of the stations before")), _follow_ups(carried)]
    blocks += [Heading(_("Follow-ups of this station")), _follow_ups(facts["follow_ups"])]
    return PaperContent(
        language=_language(),
        head=letterhead(card),
        title=_("Follow-up list"),
        subtitle=facts["title"],
        place_and_day=place_and_day(_town(activity.host), timezone.localdate()),
        blocks=blocks,
    )


def _may_issue_press(actor: Actor, report: PressReport) -> Verdict:
    approved = report.state == PressReport.State.APPROVED
    return all_of(can_issue_paper(actor, report), Verdict(approved, _("Approve the report first.")))


def _may_issue_filled(actor: Actor, activity: Activity) -> Verdict:
    anybody = activity.attendance.filter(status=Attendance.Status.PRESENT).exists()
    return all_of(
        can_issue_paper(actor, activity),
        Verdict(anybody, "") if anybody else no(_("Nobody is recorded as present yet.")),
    )


INVITATION = declare(Paper("invitation", "invitation", gettext_lazy("Invitation letter"), invitation, can_issue_paper))
BLANK_SHEET = declare(
    Paper("attendance_blank", "attendance", gettext_lazy("Attendance sheet to sign"), blank_sheet, can_issue_paper)
)
FILLED_SHEET = declare(
    Paper("attendance", "attendance", gettext_lazy("Attendance sheet, filled"), filled_sheet, _may_issue_filled)
)
MINUTES = declare(Paper("minutes", "minutes", gettext_lazy("Minutes"), minutes, can_issue_paper))
PRESS = declare(Paper("press", "press", gettext_lazy("Press report"), press_report, _may_issue_press))
FOLLOW_UPS = declare(Paper("follow_ups", "follow_ups", gettext_lazy("Follow-up list"), follow_up_list, can_issue_paper))
