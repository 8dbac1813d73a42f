"""What comes next for the minutes; the revision that an approval freezes; before that a first text, from what was recorded, that the secretary edits."""

import re
from collections.abc import Callable
from datetime import date

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from sanad.activities.minutes.policies import can_approve, can_begin_minutes, can_circulate, can_write_minutes
from sanad.activities.models import Activity, Attendance, Decision, Minutes, MinutesRevision
from sanad.activities.queries.facts import facts_of_activity
from sanad.activities.queries.phrases import (
    Facts,
    capitalized,
    enumerated,
    introduced,
    kind_in_sentence,
    localized,
    period_of,
    stored_day_in_words,
    with_article,
    with_particles_joined,
)
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.agreement import agreeing
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.next_step import NextStep, Way, comes_next

BULLET = re.compile(r"[\s\-–•*]*(\d{1,2}[.)\-] ?)?")
AFTER = r"(?= \(|[.،؛;:]?$)"  # so that no decision is taken for told by a longer one that begins alike


def coming_revision(minutes: Minutes, last: MinutesRevision | None) -> MinutesRevision:
    """What approving the minutes as they are now freezes, after the last revision; nobody has approved it yet."""
    opened = minutes.steps.filter(before=Minutes.State.APPROVED).order_by("-created_at").first()
    return MinutesRevision(
        space_id=minutes.space_id,
        minutes=minutes,
        number=last.number + 1 if last else 1,
        body=minutes.body,
        facts=facts_of_activity(minutes.activity),
        reason=opened.reason if opened else "",
    )


def first_draft(facts: Facts, language: str) -> str:
    """The usual shape of minutes: when, where and who; each point; words; decisions; what is to be done; the closing hour."""
    with override(language):
        return with_particles_joined("\n\n".join(part for part in _parts(facts, language) if part.strip()))


def _parts(facts: Facts, language: str) -> list[str]:
    where = _(", ").join(part for part in (facts["venue"], localized(facts["place"], language)) if part)
    begins, ends = period_of(facts)
    is_over_days = dates.is_over_days(begins, ends)
    host = with_article(facts["host"]["name"], language)
    is_bureau = facts["kind"] == Activity.Kind.BUREAU and not facts["partners"]
    said = (_opening_of_bureau if is_bureau else _opening)(is_over_days=is_over_days, is_somewhere=bool(where))
    opening = agreeing(said, host) % {
        "day": stored_day_in_words(facts["day"], language),
        "days": capitalized(dates.over_days(begins.date(), ends.date(), language)),
        "clock": facts["begins"],
        "where": where,
        "host": host,
        "kind": kind_in_sentence(facts["kind"]),
        "partners": enumerated([introduced(card, language) for card in facts["partners"]]) or _("its members"),
    }
    purpose = facts["purpose"]
    points = [
        _("%(number)s. %(title)s. %(record)s")
        % {"number": number, "title": _titled(item, language), "record": item["record"]}
        for number, item in enumerate(facts["programme"], 1)
    ]
    body = spoken_for(facts)
    lists = {
        _those_present(facts, language): [
            _named(line, language, body) for line in _came(facts, Attendance.Status.PRESENT)
        ],
        _("Excused:"): [_named(line, language, body) for line in _came(facts, Attendance.Status.EXCUSED)],
        _("Round of words:"): [word_line(word, language) for word in facts["words"]],
        _("Decisions:"): [decision_line(decision) for decision in facts["decisions"]],
        _("Follow-ups:"): [_task_line(task, language) for task in facts["follow_ups"]],
    }
    present, excused, words, decisions, tasks = (
        "\n".join([title, *(f"- {line}" for line in lines)]) if lines else "" for title, lines in lists.items()
    )
    closed = _("The session was closed at %(clock)s.")
    if ends.date() != begins.date():
        closed = _("The session was closed on %(day)s at %(clock)s.")
    closing = closed % {"day": dates.long_day(ends, language), "clock": facts["ends"]}
    return [
        opening,
        present,
        excused,
        purpose,
        "\n".join(points),
        words,
        decisions,
        tasks,
        facts["outcome"],
        closing,
    ]


def _opening(*, is_over_days: bool, is_somewhere: bool) -> str:
    if not is_somewhere:
        if is_over_days:
            return _("%(days)s, from %(clock)s, %(host)s held %(kind)s with %(partners)s.")
        return _("On %(day)s at %(clock)s, %(host)s held %(kind)s with %(partners)s.")
    if is_over_days:
        return _("%(days)s, from %(clock)s, at %(where)s, %(host)s held %(kind)s with %(partners)s.")
    return _("On %(day)s at %(clock)s, at %(where)s, %(host)s held %(kind)s with %(partners)s.")


def _opening_of_bureau(*, is_over_days: bool, is_somewhere: bool) -> str:
    """A bureau that meets alone is not said to meet its members."""
    if not is_somewhere:
        if is_over_days:
            return _("%(days)s, from %(clock)s, the bureau of %(host)s met.")
        return _("On %(day)s at %(clock)s, the bureau of %(host)s met.")
    if is_over_days:
        return _("%(days)s, from %(clock)s, at %(where)s, the bureau of %(host)s met.")
    return _("On %(day)s at %(clock)s, at %(where)s, the bureau of %(host)s met.")


def _titled(item: Facts, language: str) -> str:
    speaker = localized(item["speaker"], language)
    return (
        f"{item['title']} ({speaker}{_(', ') + item['capacity'] if item['capacity'] else ''})"
        if speaker
        else item["title"]
    )


def _came(facts: Facts, status: str) -> list[Facts]:
    return [line for line in facts["attendance"] if line["status"] == status]


def spoken_for(facts: Facts) -> list[str]:
    """The one body for which all came who are in the list of attendance: it is not said of each. Empty when there are several."""
    bodies = [line["for"] for line in facts["attendance"]]
    return bodies[0] if bodies and bodies[0] and all(each == bodies[0] for each in bodies) else []


def _those_present(facts: Facts, language: str) -> str:
    body = spoken_for(facts)
    if body and body != facts["host"]["name"]:
        return _("Those present, for %(body)s:") % {"body": localized(body, language)}
    return _("Those present:")


def _named(line: Facts, language: str, body: list[str]) -> str:
    of = "" if line["for"] == body else localized(line["for"], language)
    parts = (localized(line["who"], language), line["capacity"], of)
    return _(", ").join(part for part in parts if part)


def word_line(word: Facts, language: str) -> str:
    """Who said what."""
    return f"{localized(word['who'], language)}: {word['text']}"


def decision_line(decision: Facts) -> str:
    """What was decided; of a vote, with its voices."""
    if decision["method"] != Decision.Method.VOTE:
        return decision["text"]
    voices = _("(for: %(for)s, against: %(against)s, abstained: %(abstained)s, did not vote: %(did_not_vote)s)")
    counted = {name: decision[name] or 0 for name in ("for", "against", "abstained", "did_not_vote")}
    return f"{decision['text']} {voices % counted}"


def _task_line(task: Facts, language: str) -> str:
    said = _("%(text)s (%(owner)s), by %(day)s")
    due = dates.day(date.fromisoformat(task["due"]), language)
    return said % {"text": task["text"], "owner": localized(task["owner"], language), "day": due}


def untold(body: str, rows: list[Facts], said: Callable[[Facts], str]) -> list[Facts]:
    """The rows that the text does not tell, in lines of their own that say what is `said` of them in Arabic or in French."""
    told = _by_lines(body)

    def is_told(row: Facts, language: str) -> bool:
        with override(language):
            wanted = _by_lines(said(row))
            return bool(wanted and re.search(re.escape(wanted) + AFTER, told, re.MULTILINE))

    return [row for row in rows if not any(is_told(row, language) for language in ("ar", "fr"))]


def unnamed(body: str, facts: Facts) -> list[Facts]:
    """Of the attendance what the text does not tell: whom it does not name as present or excused, and whose hours are known."""
    of = spoken_for(facts)
    shown, under = (
        [],
        {Attendance.Status.PRESENT: Attendance.Status.EXCUSED, Attendance.Status.EXCUSED: Attendance.Status.PRESENT},
    )
    for row in facts["attendance"]:
        other = under.get(row["status"])
        is_whole = other is not None and not row["came"] and not row["left"]
        # Who was excused when the text was written, and came after all, is still named under the other heading.
        if not is_whole or untold(
            _without(body, facts, other), [row], lambda line: _named(line, get_language() or "ar", of)
        ):
            shown.append(row)
    return shown


def _without(body: str, facts: Facts, status: str | None) -> str:
    """The text without those whom it names as present, or as excused."""
    headings = set()
    for language in ("ar", "fr"):
        with override(language):
            are_present = status == Attendance.Status.PRESENT
            headings |= {_("Those present:"), _those_present(facts, language)} if are_present else {_("Excused:")}
    parts = re.split(r"\n\s*\n", body)
    return "\n\n".join(part for part in parts if part.strip().split("\n")[0].strip() not in headings)


def _by_lines(text: str) -> str:
    lines = (" ".join(BULLET.sub("", line, count=1).split()) for line in with_particles_joined(text).splitlines())
    return "".join(f"\n{line}" for line in lines if line)


def minutes_to_come(actor: Actor, activity: Activity) -> NextStep | None:
    """Begin them, write, circulate, approve; who took part reads them."""
    if activity.state != Activity.State.HELD:
        return None
    minutes = getattr(activity, "minutes", None)
    if activity.space_id != actor.space_id:
        is_shown = minutes is not None and minutes.state == Minutes.State.CIRCULATED
        read = Way(_("Read the minutes"), "activities:minutes", (activity.pk,))
        return NextStep(_("Its minutes go round among those who took part: read them."), (read,)) if is_shown else None
    if minutes is None:
        begin = Way(
            _("Begin the minutes"),
            "activities:begin_minutes",
            (activity.pk,),
            can_begin_minutes(actor, activity),
            is_act=True,
        )
        return NextStep(_("What happened is recorded. The minutes begin with a text that is made of it."), (begin,))
    if minutes.state == Minutes.State.DRAFT:
        return _while_draft(actor, minutes)
    return _while_circulated(actor, minutes) if minutes.state == Minutes.State.CIRCULATED else None


def _while_draft(actor: Actor, minutes: Minutes) -> NextStep:
    write = Way(_("Write the minutes"), "activities:write_minutes", (minutes.pk,), can_write_minutes(actor, minutes))
    if not minutes.body.strip():
        return NextStep(_("The minutes are begun. A first text is ready: correct it and save it."), (write,))
    circulate = Way(_("Circulate"), "activities:circulate", (minutes.pk,), can_circulate(actor, minutes), is_act=True)
    return NextStep(
        _("The minutes are written. Show them to those who took part before they are approved."), (circulate, write)
    )


def _while_circulated(actor: Actor, minutes: Minutes) -> NextStep:
    approve = Way(_("Approve"), "activities:approve", (minutes.pk,), can_approve(actor, minutes), is_act=True)
    read = Way(_("Read the minutes"), "activities:minutes", (minutes.activity_id,))
    return NextStep(
        _("The minutes go round. When nobody objects, they are approved and stay as they are."), (approve, read)
    )


comes_next(Activity, minutes_to_come, rank=30)
