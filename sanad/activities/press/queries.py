"""The sentences of a press report, each made of approved facts only (M6)."""

from collections.abc import Iterator

from django.utils.translation import get_language, ngettext, override, pgettext
from django.utils.translation import gettext as _

from sanad.activities.models import Activity, Minutes, PressReport
from sanad.activities.press.policies import can_write_press
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

Paragraph = tuple[str, str]


def _on_which_days(facts: Facts, language: str) -> str:
    """The day inside a sentence, or the days."""
    begins, ends = period_of(facts)
    if dates.is_over_days(begins, ends):
        return dates.over_days(begins.date(), ends.date(), language)
    return pgettext("in a sentence", "on %(day)s") % {"day": stored_day_in_words(facts["day"], language)}


def press_paragraphs(facts: Facts, language: str) -> list[Paragraph]:
    """(key, sentence) pairs in the order of a report. Keys are stable for the same facts."""
    with override(language):
        return [
            (key, with_particles_joined(capitalized(text.strip())))
            for key, text in _all_paragraphs(facts, language)
            if text.strip()
        ]


def told_paragraphs(report: PressReport) -> list[str]:
    """The sentences that a report tells, in the language it is written in."""
    return [text for key, text in press_paragraphs(report.revision.facts, report.language) if key in report.told]


def press_headline(facts: Facts, language: str) -> str:
    """«… تنظم لقاء تواصليا مع …»"""
    with override(language):
        name = localized(facts["host"]["name"], language)
        return agreeing(_("%(host)s holds %(kind)s with %(partners)s"), name) % {
            "host": name,
            "kind": kind_in_sentence(facts["kind"]),
            "partners": enumerated([with_article(card["name"], language) for card in facts["partners"]])
            or _("its members"),
        }


def _all_paragraphs(facts: Facts, language: str) -> Iterator[Paragraph]:
    yield from _statutes(facts, language)
    yield "event", _event(facts, language)
    yield "station", _station(facts, language)
    for number, item in enumerate(facts["programme"]):
        yield f"item-{number}", _item(item, language)
    yield "words", _words(facts, language)
    if facts["outcome"]:
        yield "outcome", facts["outcome"]
    if facts["decisions"]:
        agreed = enumerated([decision["text"] for decision in facts["decisions"]])
        yield (
            "decisions",
            _("At the end, those present agreed on the following: %(decisions)s.") % {"decisions": agreed},
        )
    closing = [item for item in facts["programme"] if item["kind"] == "protocol"]
    if closing:
        yield (
            "closing",
            _("The gathering closed with %(what)s.")
            % {"what": enumerated([_title_and_record(item) for item in closing])},
        )


def _statutes(facts: Facts, language: str) -> Iterator[Paragraph]:
    host = with_article(facts["host"]["name"], language)
    sentences = {
        "aim": _("Faithful to the aims of its statutes, %(host)s works for %(what)s."),
        "means": _("To reach these aims, %(host)s relies on several means: %(what)s."),
        "cooperation": _("%(host)s also concludes cooperation and partnership agreements with %(what)s."),
        "outreach": _("In this frame, %(host)s believes in %(what)s."),
    }
    for kind, sentence in sentences.items():
        clauses = [
            localized([ar, fr], language) for clause_kind, ar, fr in facts["host"]["clauses"] if clause_kind == kind
        ]
        if clauses:
            yield f"statutes-{kind}", agreeing(sentence, host) % {"host": host, "what": enumerated(clauses)}


def _event(facts: Facts, language: str) -> str:
    where = _(", ").join(part for part in (facts["venue"], localized(facts["place"], language)) if part)
    values = {
        "host": with_article(facts["host"]["name"], language),
        "when": _on_which_days(facts, language),
        "kind": kind_in_sentence(facts["kind"]),
        "where": where,
        "partners": enumerated([introduced(card, language) for card in facts["partners"]]),
    }
    if not values["partners"]:
        return agreeing(_("%(when)s, at %(where)s, %(host)s held %(kind)s."), values["host"]) % values
    held = _("%(when)s, at %(where)s, %(host)s held %(kind)s with %(partners)s.")
    return agreeing(held, values["host"]) % values


def _station(facts: Facts, language: str) -> str:
    before = facts["previous"]
    if not before:
        return ""
    values = {
        "ordinal": ordinal(facts["station"]),
        "kind": kind_in_sentence(before["kind"]),
        "day": stored_day_in_words(before["day"], language),
        "outcome": before["outcome"].strip(" ."),
    }
    if not values["outcome"]:
        return _("It is the %(ordinal)s station, after %(kind)s of %(day)s.") % values
    return _("It is the %(ordinal)s station, after %(kind)s of %(day)s, whose outcome was: %(outcome)s.") % values


def ordinal(number: int) -> str:
    """First, second, … of a station; the figure beyond the tenth."""
    words = [
        pgettext("station", "first"),
        pgettext("station", "second"),
        pgettext("station", "third"),
        pgettext("station", "fourth"),
        pgettext("station", "fifth"),
        pgettext("station", "sixth"),
        pgettext("station", "seventh"),
        pgettext("station", "eighth"),
        pgettext("station", "ninth"),
        pgettext("station", "tenth"),
    ]
    return words[number - 1] if number <= len(words) else str(number)


def _title_and_record(item: Facts) -> str:
    return f"{item['title']}: {item['record']}" if item["record"] else item["title"]


def _item(item: Facts, language: str) -> str:
    values = {
        "title": item["title"].strip(" ."),
        "speaker": f"{localized(item.get('honour'), language)} {localized(item['speaker'], language)}".strip(),
        "capacity": item["capacity"],
        "record": item["record"].strip(),
    }
    if item["kind"] == "opening":
        return _("The gathering opened with %(title)s. %(record)s") % values
    if item["kind"] in {"protocol", "break", "decisions", "follow_ups"}:
        return ""
    if values["speaker"]:
        is_course, is_woman = item["kind"] == "course", item.get("sex") == "w"
        return _spoken(is_course=is_course, has_capacity=bool(values["capacity"]), is_woman=is_woman) % values
    if item["kind"] == "discussion":
        return _("The discussion was about %(title)s. %(record)s") % values
    return _("The gathering included %(title)s. %(record)s") % values


def _spoken(*, is_course: bool, has_capacity: bool, is_woman: bool) -> str:
    """What a speaker did, with the verb of a man or of a woman."""
    if is_course and has_capacity and is_woman:
        return pgettext("of a woman", "%(speaker)s, as %(capacity)s, gave a short course: %(title)s. %(record)s")
    if is_course and has_capacity:
        return _("%(speaker)s, as %(capacity)s, gave a short course: %(title)s. %(record)s")
    if is_course and is_woman:
        return pgettext("of a woman", "%(speaker)s gave a short course: %(title)s. %(record)s")
    if is_course:
        return _("%(speaker)s gave a short course: %(title)s. %(record)s")
    if is_woman:
        return pgettext("of a woman", "%(speaker)s spoke on: %(title)s. %(record)s")
    return _("%(speaker)s spoke on: %(title)s. %(record)s")


def _words(facts: Facts, language: str) -> str:
    said = [
        _("%(who)s (%(capacity)s): %(text)s")
        % {"who": localized(w["who"], language), "capacity": w["capacity"], "text": w["text"].strip(" .")}
        if w["capacity"]
        else f"{localized(w['who'], language)}: {w['text'].strip(' .')}"
        for w in facts["words"]
    ]
    if not said:
        return ""
    lead = ngettext("One of those present spoke: ", "Those present spoke in turn: ", len(said))
    return lead + _("; ").join(said) + "."


def press_to_come(actor: Actor, activity: Activity) -> NextStep | None:
    """Once the minutes are approved: a report for the public, as long as none was released."""
    minutes = getattr(activity, "minutes", None)
    if activity.space_id != actor.space_id or minutes is None or minutes.state != Minutes.State.APPROVED:
        return None
    reports = list(activity.press_reports.all())
    draft = next((report for report in reports if report.state == PressReport.State.DRAFT), None)
    if draft is not None:
        look = Way(_("Go on with the press report"), "activities:press", (draft.pk,))
        return NextStep(_("A press report is begun: choose what it tells, then it is released."), (look,))
    may = can_write_press(actor, activity)
    if reports or not may:
        return None
    language = "fr" if get_language() == "fr" else "ar"
    begin = Way(_("Begin a press report"), "activities:begin_press", (activity.pk, language), may, is_act=True)
    papers = Way(_("Look at its papers"), "activities:papers", (activity.pk,))
    return NextStep(
        _("The minutes are approved. What the public may know of it can be told in a press report."), (papers, begin)
    )


comes_next(Activity, press_to_come, rank=60)
