"""The convening letter, to a person or to an association with its list, and the programme of a session."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanad.courses.queries.syllabus import syllabus
from sanad.directory.documents import facts_of_card, letterhead, place_and_day, signing_for
from sanad.directory.queries import signatory_of
from sanad.foundation.arabic import dates
from sanad.foundation.documents.content import Block, Facts, Heading, PaperContent, Prose, Signatures, Table
from sanad.foundation.documents.papers import Paper, declare
from sanad.foundation.policy import YES, Verdict, all_of, no
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, Session, Slot
from sanad.training.papers.policies import can_issue_paper
from sanad.training.policies import half_days


def _language() -> str:
    return get_language() or "ar"


def _hours(slot: Slot) -> str:
    """From one hour to another, in the words of the language: a stroke between numbers turns round in Arabic."""
    begins, ends = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    return dates.hours(begins, ends, _language())


def _where(session: Session) -> str:
    place = session.activity.place
    return _(", ").join(part for part in (session.activity.venue, place.path if place else "") if part)


def _days(session: Session) -> Table:
    """When each half-day is; what is done and where, if that was written for any of them."""
    slots = half_days(session)
    days = [dates.long_day(timezone.localtime(slot.starts_at).date(), _language()) for slot in slots]
    told = [(_("What is done"), 6, [slot.title for slot in slots]), (_("Venue"), 5, [slot.venue for slot in slots])]
    columns = [(_("Day"), 7, days), (_("Hours"), 6, [_hours(slot) for slot in slots])]
    columns += [column for column in told if any(column[2])]
    head, widths, cells = zip(*columns, strict=True)
    return Table(list(head), [list(row) for row in zip(*cells, strict=True)], list(widths))


def _facts(session: Session) -> Facts:
    rows = [(_("Title"), str(session)), (_("Place"), _where(session)), (_("Organiser"), session.activity.host.name)]
    return Facts([(label, value) for label, value in rows if value])


def _bring(session: Session) -> list[Block]:
    purpose = "" if session.item_id else session.activity.purpose.strip()
    return [Heading(_("Purpose, and what to bring")), Prose(purpose.splitlines())] if purpose else []


def _paper(session: Session, title: str, blocks: list[Any]) -> PaperContent:
    place = session.activity.place
    return PaperContent(
        language=_language(),
        head=letterhead(facts_of_card(session.activity.host)),
        title=title,
        subtitle=str(session),
        place_and_day=place_and_day(place.name if place else "", timezone.localdate()),
        blocks=blocks,
    )


def _signed(session: Session) -> Signatures:
    host = session.activity.host
    return Signatures([signing_for(host, signatory_of(host))], _("Signature and stamp"))


def convening_letter(registration: Registration) -> PaperContent:
    """To the person who has a place."""
    asked = _("You have a place in this training. We ask you to come on these days, from the first hour.")
    blocks = [
        Prose([_("To: %(whom)s") % {"whom": registration.name}, _("Greetings and full peace,"), asked]),
        _facts(registration.session),
        _days(registration.session),
        *_bring(registration.session),
        Prose(_closing()),
        _signed(registration.session),
    ]
    return _paper(registration.session, _("Convening letter"), blocks)


def convening_list(registration: Registration) -> PaperContent:
    """To the association of that person, with everybody of it who has a place."""
    session, association = registration.session, registration.organisation
    people = session.registrations.confirmed().filter(organisation=association).order_by("number")
    rows = [[str(number), row.name, row.phone] for number, row in enumerate(people, 1)]
    asked = _("The members of your association named below have a place in this training. We ask you to tell them.")
    blocks = [
        Prose(
            [
                _("To: %(whom)s") % {"whom": association.name if association else ""},
                _("Greetings and full peace,"),
                asked,
            ]
        ),
        _facts(session),
        _days(session),
        Heading(_("Who is expected")),
        Table([_("No"), _("Full name"), _("Phone")], rows, [2, 12, 7]),
        *_bring(session),
        Prose(_closing()),
        _signed(session),
    ]
    return _paper(session, _("Convening letter"), blocks)


def _closing() -> list[str]:
    return [
        _("Please tell us in time when somebody cannot come, so that another one gets the place."),
        _("Please accept the expression of our high consideration."),
    ]


def programme(session: Session) -> PaperContent:
    """The half-days, and what the course does in each."""
    trainers = [str(row.person) for row in session.trainers.standing().select_related("person")]
    rows = [*_facts(session).rows, *([(_("Who teaches"), _(", ").join(trainers))] if trainers else [])]
    blocks: list[Any] = [Facts(rows), Heading(_("Half-days")), _days(session), *_bring(session)]
    if session.course is not None:
        read = syllabus(session.course.content, _language())
        blocks += [Heading(_("Objectives")), Prose([f"- {line}" for line in read.objectives])]
        for half in read.programme:
            steps = [[step.title, step.method, str(step.minutes)] for step in half.steps]
            blocks += [
                Heading(_("Half-day %(number)s: %(title)s") % {"number": half.number, "title": half.title}),
                Table([_("What is done"), _("How"), _("In minutes")], steps, [12, 9, 3]),
            ]
    return _paper(session, _("Programme"), blocks)


def may_convene(actor: Actor, registration: Registration) -> Verdict:
    """Only who has a place is convened."""
    sure = Verdict(registration.state == Registration.State.CONFIRMED, _("This person has no place yet."))
    return all_of(can_issue_paper(actor, registration), sure, lambda: _is_on(registration.session))


def may_convene_list(actor: Actor, registration: Registration) -> Verdict:
    """A list is for an association."""
    asked = Verdict(registration.organisation_id is not None, _("This person comes for no association."))
    return all_of(may_convene(actor, registration), asked)


def _is_on(session: Session) -> Verdict:
    return Verdict(session.state in Session.ANNOUNCED, _("This session is not announced."))


def may_issue_programme(actor: Actor, session: Session) -> Verdict:
    """A programme has half-days."""
    known = YES if half_days(session) else no(_("Say first when it takes place."))
    return all_of(can_issue_paper(actor, session), known)


CONVENING = declare(Paper("convening", "convening", gettext_lazy("Convening letter"), convening_letter, may_convene))
CONVENING_LIST = declare(
    Paper(
        "convening_list",
        "convening",
        gettext_lazy("Convening letter to the association, with its list"),
        convening_list,
        may_convene_list,
    )
)
PROGRAMME = declare(
    Paper("session_programme", "programme", gettext_lazy("Programme of the session"), programme, may_issue_programme)
)
