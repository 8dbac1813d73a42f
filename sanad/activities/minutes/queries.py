"""The revision that an approval freezes; before that a first text, from what was recorded, that the secretary edits."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from sanad.activities.models import Minutes, MinutesRevision
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
    """The usual shape of minutes: when, where and who; each point; words; decisions; the closing hour."""
    with override(language):
        return with_particles_joined("\n\n".join(part for part in _parts(facts, language) if part.strip()))


def _parts(facts: Facts, language: str) -> list[str]:
    where = _(", ").join(part for part in (facts["venue"], localized(facts["place"], language)) if part)
    begins, ends = period_of(facts)
    is_over_days = dates.is_over_days(begins, ends)
    opening = _opening(is_over_days=is_over_days) % {
        "day": stored_day_in_words(facts["day"], language),
        "days": capitalized(dates.over_days(begins.date(), ends.date(), language)),
        "clock": facts["begins"],
        "where": where,
        "host": with_article(facts["host"]["name"], language),
        "kind": kind_in_sentence(facts["kind"]),
        "partners": enumerated([introduced(card, language) for card in facts["partners"]]) or _("its members"),
    }
    purpose = facts["purpose"]
    points = [
        _("%(number)s. %(title)s. %(record)s")
        % {"number": number, "title": _titled(item, language), "record": item["record"]}
        for number, item in enumerate(facts["programme"], 1)
    ]
    words = [f"- {localized(word['who'], language)}: {word['text']}" for word in facts["words"]]
    if words:
        words.insert(0, _("Round of words:"))
    decisions = [f"- {decision['text']}" for decision in facts["decisions"]]
    if decisions:
        decisions.insert(0, _("Decisions:"))
    closed = _("The session was closed at %(clock)s.")
    if ends.date() != begins.date():
        closed = _("The session was closed on %(day)s at %(clock)s.")
    closing = closed % {"day": dates.long_day(ends, language), "clock": facts["ends"]}
    return [opening, purpose, "\n".join(points), "\n".join(words), "\n".join(decisions), facts["outcome"], closing]


def _opening(*, is_over_days: bool) -> str:
    if is_over_days:
        return _("%(days)s, from %(clock)s, at %(where)s, %(host)s held %(kind)s with %(partners)s.")
    return _("On %(day)s at %(clock)s, at %(where)s, %(host)s held %(kind)s with %(partners)s.")


def _titled(item: Facts, language: str) -> str:
    speaker = localized(item["speaker"], language)
    return (
        f"{item['title']} ({speaker}{_(', ') + item['capacity'] if item['capacity'] else ''})"
        if speaker
        else item["title"]
    )
