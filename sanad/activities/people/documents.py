"""The papers of who comes: the invitation, and the sheet to sign."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanad.activities.documents import occasion_lines, paper_language, programme_lines
from sanad.activities.models import Activity, Invitation
from sanad.activities.policies import can_issue_paper
from sanad.activities.queries.facts import facts_of_activity
from sanad.activities.queries.phrases import kind_in_sentence
from sanad.directory.documents import letterhead, place_and_day, signing_for, town_of
from sanad.directory.queries import signatory_of
from sanad.foundation.documents.content import Block, Facts, Heading, Items, PaperContent, Prose, Signatures, Table
from sanad.foundation.documents.papers import Paper, declare
from sanad.foundation.policy import YES, Verdict, all_of, no
from sanad.foundation.spaces.actor import Actor

BLANK_LINES = 30  # one page


def invitation(row: Invitation) -> PaperContent:
    """The letter that asks somebody to come."""
    facts = facts_of_activity(row.activity)
    host = row.activity.host
    called = [row.person.name if row.person else "", row.capacity, row.organisation.name if row.organisation else ""]
    honour = (row.person.honorific_ar if paper_language() == "ar" else row.person.honorific_fr) if row.person else ""
    addressee = _("To: %(whom)s") % {
        "whom": _(", ").join(part for part in (f"{honour} {called[0]}".strip(), *called[1:]) if part)
    }
    purpose: list[Block] = [Prose([facts["purpose"]])] if facts["purpose"] else []
    programme: list[Block] = [Heading(_("Programme")), Items(programme_lines(facts))] if facts["programme"] else []
    return PaperContent(
        language=paper_language(),
        head=letterhead(facts["host"]),
        title=_("Invitation"),
        subtitle=facts["title"],
        place_and_day=place_and_day(town_of(host), timezone.localdate()),
        blocks=[
            Prose(
                [
                    addressee,
                    _("Greetings and full peace,"),
                    _("We have the honour to invite you to %(kind)s that we hold as follows:")
                    % {"kind": kind_in_sentence(facts["kind"])},
                ]
            ),
            Facts(occasion_lines(facts)),
            *purpose,
            *programme,
            Prose([_("Please accept the expression of our high consideration.")]),
            Signatures([signing_for(host, signatory_of(host))], _("Signature and stamp")),
        ],
    )


def _sheet(activity: Activity, rows: list[list[str]]) -> PaperContent:
    facts = facts_of_activity(activity)
    said_above = {_("Day"), _("Organiser")}  # thirty lines leave little room
    head = [_("No"), _("Full name"), _("Capacity"), _("Organisation"), _("Phone"), _("Signature")]
    return PaperContent(
        language=paper_language(),
        head=letterhead(facts["host"]),
        title=_("Attendance sheet"),
        subtitle=facts["title"],
        place_and_day=place_and_day(town_of(activity.host), activity.held_on),
        blocks=[
            Facts([line for line in occasion_lines(facts) if line[0] not in said_above]),
            Table(head, rows, [2, 9, 6, 7, 6, 9], is_form=True, is_dense=True),
            Signatures([(_("The secretary"), ""), (_("The president"), "")], _("Signature and stamp"), is_low=True),
        ],
    )


def blank_sheet(activity: Activity) -> PaperContent:
    """Lines to sign, for the day itself. No number of a card: that asks for an authorisation first (law 09-08, art. 12)."""
    return _sheet(activity, [[str(number), "", "", "", "", ""] for number in range(1, BLANK_LINES + 1)])


def filled_sheet(activity: Activity) -> PaperContent:
    """Those recorded as present, with room to sign; a phone is written by whoever wishes."""
    there = activity.attendance.present().select_related("person", "organisation")
    lines = [
        [str(number), row.who, row.capacity, row.organisation.name if row.organisation else "", "", ""]
        for number, row in enumerate(there, 1)
    ]
    return _sheet(activity, lines)


def _may_issue_letter(actor: Actor, row: Invitation) -> Verdict:
    return all_of(can_issue_paper(actor, row), YES if row.is_standing else no(_("This was withdrawn.")))


def _may_issue_filled(actor: Actor, activity: Activity) -> Verdict:
    anybody = activity.attendance.present().exists()
    return all_of(can_issue_paper(actor, activity), YES if anybody else no(_("Nobody is recorded as present yet.")))


INVITATION = declare(
    Paper("invitation", "invitation", gettext_lazy("Invitation letter"), invitation, _may_issue_letter)
)
BLANK_SHEET = declare(
    Paper(
        "attendance_blank",
        "attendance",
        gettext_lazy("Attendance sheet to sign"),
        blank_sheet,
        can_issue_paper,
        is_form=True,
    )
)
FILLED_SHEET = declare(
    Paper(
        "attendance",
        "attendance",
        gettext_lazy("Attendance sheet, filled"),
        filled_sheet,
        _may_issue_filled,
        is_form=True,
    )
)
