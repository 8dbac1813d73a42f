"""The file of a session: everything that was written of it, in the order in which it happened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanad.directory.documents import facts_of_card, letterhead, place_and_day
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.numbers import format_amount
from sanad.foundation.documents.content import Block, Facts, Heading, PaperContent, Prose, Table
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor
from sanad.training.certificates.queries.certificates import Judged, judged
from sanad.training.learning.queries.figures import percent
from sanad.training.learning.queries.session_results import opinions_of, summed
from sanad.training.models import AttendanceScan, Presence, Session
from sanad.training.papers.documents import programme
from sanad.training.policies import half_days, visible_to
from sanad.training.sessions.queries.staff import costs_of

COLUMNS_AT_MOST = 6  # half-days that fit beside a name on paper; of longer sessions the share stands there


@dataclass(frozen=True)
class Part:
    """A part of the file: what it says, nothing when it is missing; `address` is the page on which it is made."""

    key: str
    title: Text
    address: str
    blocks: list[Block]

    @property
    def is_there(self) -> bool:
        """Whether there is anything to file."""
        return bool(self.blocks)


@dataclass(frozen=True)
class Known:
    """What the parts are made from, asked for once."""

    actor: Actor
    session: Session
    people: list[Judged]


def parts(actor: Actor, session: Session) -> list[Part]:
    """The parts in order, in the active language. A trip or a seminar has neither tests nor opinions."""
    known = Known(actor, session, judged(actor, session))
    wanted = [row for row in PARTS if session.course_id or row[0] not in {"tests", "opinions"}]
    return [Part(key, title, address, build(known)) for key, title, address, build in wanted]


def session_file(session: Session, found: list[Part]) -> PaperContent:
    """All parts on one paper; what is missing is said."""
    blocks: list[Block] = []
    for number, part in enumerate(found, 1):
        blocks += [Heading(f"{number}. {part.title}"), *(part.blocks or [Prose([_("Missing.")])])]
    return _paper(session, _("File of the session"), blocks)


def part_of_file(session: Session, part: Part) -> PaperContent:
    """One part as a paper of its own."""
    return _paper(session, str(part.title), part.blocks)


def _paper(session: Session, title: str, blocks: list[Block]) -> PaperContent:
    town = session.activity.place.name if session.activity.place else ""
    return PaperContent(
        language=_language(),
        head=letterhead(facts_of_card(session.activity.host)),
        title=title,
        subtitle=str(session),
        place_and_day=place_and_day(town, timezone.localdate()),
        blocks=blocks,
    )


def _language() -> str:
    return get_language() or "ar"


def _programme(known: Known) -> list[Block]:
    return programme(known.session).blocks if half_days(known.session) else []


def _convened(known: Known) -> list[Block]:
    """The letters that were issued, by number."""
    registrations = [row.taken.registration.pk for row in known.people]
    letters = IssuedDocument.objects.filter(
        space=known.session.space_id, kind__in=("convening", "convening_list"), subject_id__in=registrations
    )
    names = {row.taken.registration.pk: row.taken.registration.name for row in known.people}
    rows = [
        [letter.reference, dates.day(timezone.localdate(letter.issued_at), _language()), names[letter.subject_id]]
        for letter in letters.order_by("year", "number")
    ]
    return [Table([_("No"), _("Issued"), _("Full name")], rows, [3, 6, 12])] if rows else []


def _attendance(known: Known) -> list[Block]:
    """Who was there for how many minutes of which half-day; late additions and late entries are marked."""
    slots = half_days(known.session)
    minutes = {
        (row.registration_id, row.slot_id): row
        for row in visible_to(known.actor, Presence).filter(slot__in=[slot.pk for slot in slots])
    }
    if not minutes:
        return []
    shown = slots if len(slots) <= COLUMNS_AT_MOST else []
    rows = [
        [
            str(number),
            _marked(row),
            *(_minutes(minutes.get((row.taken.registration.pk, slot.pk))) for slot in shown),
            percent(row.taken.share),
        ]
        for number, row in enumerate(known.people, 1)
    ]
    days = [
        f"{timezone.localdate(slot.starts_at):%d/%m} {dates.clock(timezone.localtime(slot.starts_at))}"
        for slot in shown
    ]
    head = [_("No"), _("Full name"), *days, _("Attendance")]
    scans = visible_to(known.actor, AttendanceScan).filter(slot__in=[slot.pk for slot in slots]).count()
    return [
        Table(head, rows, [2, 9, *(4 for _slot in shown), 4]),
        Prose(
            [
                _("Minutes of each half-day. * marks a late addition, + what was entered after the day."),
                _("Signed sheets on file: %(count)d") % {"count": scans},
            ]
        ),
    ]


def _marked(row: Judged) -> str:
    return f"{row.taken.registration.name} *" if row.taken.registration.is_late else row.taken.registration.name


def _minutes(presence: Presence | None) -> str:
    if presence is None:
        return "—"
    return f"{presence.minutes} +" if presence.is_late else str(presence.minutes)


def _tests(known: Known) -> list[Block]:
    taken = [row for row in known.people if row.taken.before or row.taken.after]
    if not taken:
        return []
    rows = [
        [
            row.taken.registration.name,
            *(_score(one) for one in (row.taken.before, row.taken.after)),
            row.taken.gain_shown,
        ]
        for row in taken
    ]
    whole = summed([row.taken for row in known.people])
    facts = [
        (_("Both tests"), str(whole.pairs)),
        (_("Before"), percent(whole.before / whole.pairs if whole.pairs else None)),
        (_("After"), percent(whole.after / whole.pairs if whole.pairs else None)),
        (_("Gain"), percent(whole.gains / whole.gained if whole.gained else None)),
    ]
    return [Table([_("Full name"), _("Before"), _("After"), _("Gain")], rows, [10, 4, 4, 4]), Facts(facts)]


def _score(attempt: Any) -> str:
    return _("%(score)s of %(of)s") % {"score": attempt.score, "of": attempt.out_of} if attempt else "—"


def _opinions(known: Known) -> list[Block]:
    """Counts and means; nothing while fewer than five gave theirs."""
    blocks: list[Block] = []
    for group in opinions_of(known.actor, known.session):
        if group.given:
            title = f"{group.moment.label} · {group.given}"
            blocks.append(
                Prose([title if group.is_open else f"{title}: {_('closed until five people have given theirs')}"])
            )
        for one in group.said:
            counts = " · ".join(f"{name} ({count})" for name, count in one.counts)
            said = [part for part in (one.mean_shown, counts, *(f"- {text}" for text in one.texts)) if part]
            blocks += [Facts([(one.question.text, " — ".join(said))])] if said else []
    return blocks


def _report(known: Known) -> list[Block]:
    text = known.session.report.strip()
    return [Prose(text.splitlines())] if text else []


def _certificates(known: Known) -> list[Block]:
    """Number and code of each, how it stands; of the others what is missing."""
    if not any(row.certificate for row in known.people):
        return []
    rows = [
        [
            row.taken.registration.name,
            row.certificate.document.reference if row.certificate else "—",
            row.certificate.document.code_in_groups if row.certificate else "",
            str(row.standing.label) if row.standing else _(", ").join(str(lack) for lack in row.missing),
        ]
        for row in known.people
    ]
    return [Table([_("Full name"), _("Number"), _("Code"), _("Standing")], rows, [7, 3, 8, 8])]


def _costs(known: Known) -> list[Block]:
    costs, total = costs_of(known.session)
    if total is None:
        return []
    rows = [
        [cost.label, cost.borne_by.name if cost.borne_by else "—", format_amount(cost.amount, _language())]
        for cost in costs
    ]
    together = (_("Together"), format_amount(total, _language()))
    return [Table([_("What for"), _("Borne by"), _("Amount")], rows, [9, 9, 5]), Facts([together])]


def _plan(known: Known) -> list[Block]:
    """The points of plans that the session answers."""
    items = {row.taken.registration.plan_item for row in known.people if row.taken.registration.plan_item}
    rows = sorted((str(item.engagement.association), item.objective) for item in items)
    return [Table([_("Organisation"), _("Plan item")], [list(row) for row in rows], [8, 14])] if rows else []


PARTS: list[tuple[str, Text, str, Callable[[Known], list[Block]]]] = [
    ("programme", gettext_lazy("Programme"), "session", _programme),
    ("letters", gettext_lazy("Convening letters"), "registrations", _convened),
    ("attendance", gettext_lazy("Attendance"), "attendance", _attendance),
    ("tests", gettext_lazy("Tests before and after"), "session_results", _tests),
    ("opinions", gettext_lazy("Opinions"), "session_results", _opinions),
    ("report", gettext_lazy("The trainer's report"), "session", _report),
    ("certificates", gettext_lazy("Certificates"), "certificates", _certificates),
    ("costs", gettext_lazy("What it costs"), "session", _costs),
    ("plan", gettext_lazy("What it answers in the plans"), "proposed", _plan),
]
