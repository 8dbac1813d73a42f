"""Who was present reads the minutes that go round: by e-mail, or told by hand; and who has been told."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import get_language, gettext, override

from sanad.activities.models import Activity, Attendance, Minutes, MinutesStep, Notice
from sanad.activities.queries.facts import facts_of_activity
from sanad.activities.queries.phrases import localized
from sanad.activities.telling.queries.guests import Guest, guest_of
from sanad.activities.telling.queries.noted import not_told
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.letters.by_hand import Told, ToTell
from sanad.foundation.letters.post import written


@dataclass(frozen=True)
class Reader:
    """One of those present, and how they are reached; a guest by name is reached by nobody but by hand."""

    key: UUID
    name: str
    email: str = ""
    phone: str = ""
    language: str = "ar"
    user: UUID | None = None


def about_of(minutes: Minutes) -> str:
    """What tells this circulation, the last one, from others, in the notes of who was told; "" before the first."""
    step = _circulation(minutes)
    return str(step.pk) if step else ""


def _circulation(minutes: Minutes) -> MinutesStep | None:
    return minutes.steps.filter(after=Minutes.State.CIRCULATED).last()


def readers(minutes: Minutes) -> list[Reader]:
    """Those who were present."""
    rows = minutes.activity.attendance.present().select_related("person__user", "organisation")
    return [_reader(row) for row in rows.order_by("created_at", "pk")]


def others(minutes: Minutes, user: UUID | None) -> list[Reader]:
    """Those who were present, but for the one who circulates the minutes: they know it."""
    return [reader for reader in readers(minutes) if reader.user is None or reader.user != user]


def _reader(row: Attendance) -> Reader:
    if row.person is None:
        return Reader(row.pk, row.guest_name)
    guest: Guest = guest_of(row.person, row.created_at, None)
    return Reader(guest.key, guest.name, guest.email, guest.phone, guest.language, row.person.user_id)


def told_readers(minutes: Minutes) -> list[Told]:
    """Who was told already, the first told first; an address that was refused was told nothing."""
    about = about_of(minutes)
    names = {reader.key: reader.name for reader in readers(minutes)} if about else {}
    rows = minutes.activity.notices.filter(about=about, guest__in=list(names), is_refused=False)
    return [Told(names[row.guest], row.get_kind_display(), row.created_at) for row in rows.order_by("created_at", "pk")]


def untold_readers(minutes: Minutes) -> list[tuple[Reader, bool]]:
    """Who was present and was not told yet of what goes round, and whether a letter is on its way to them."""
    step = _circulation(minutes) if minutes.state == Minutes.State.CIRCULATED else None
    return not_told(minutes.activity, str(step.pk), others(minutes, step.by_id)) if step else []


def minutes_to_tell(minutes: Minutes) -> list[ToTell]:
    """Those who do not know yet, each with the message ready."""
    text = short_text(minutes.activity)
    return [
        ToTell(
            reader.name,
            reader.phone,
            Notice.Kind.MINUTES.label,
            text,
            f"{reverse('activities:note_minutes_told', args=[minutes.pk])}?guest={reader.key}",
            is_by_mail,
            is_chosen_there=True,
        )
        for reader, is_by_mail in untold_readers(minutes)
    ]


def circulated(minutes: Minutes, reader: Reader) -> EmailMessage:
    """The letter with the text that goes round."""
    with override(reader.language):
        hello = gettext("Hello %(name)s,") % {"name": isolate(reader.name)}
        lines = [hello, "", *_head(minutes.activity), "", minutes.body, "", minutes.activity.host.name]
        subject = gettext("Minutes: %(activity)s") % _titled(minutes.activity)
        return written(subject, lines, reader.email, reader.language)


def short_text(activity: Activity) -> str:
    """What is sent by phone: which minutes go round, what was decided, and who does what until when."""
    facts, language = facts_of_activity(activity), get_language() or "ar"
    tasks = [
        f"- {row['text']} ({localized(row['owner'], language)}) · {dates.day(date.fromisoformat(row['due']), language)}"
        for row in facts["follow_ups"]
    ]
    decided = [f"- {row['text']}" for row in facts["decisions"]]
    lines = _head(activity)
    lines += ["", gettext("Decisions:"), *decided] if decided else []
    lines += ["", gettext("Follow-ups:"), *tasks] if tasks else []
    return "\n".join([*lines, "", activity.host.name])


def _head(activity: Activity) -> list[str]:
    day = dates.long_day(activity.held_on, get_language() or "ar")
    said = gettext(
        "The minutes of “%(activity)s” of %(day)s, at which you were present, go round before they are approved."
    )
    return [said % {**_titled(activity), "day": day}, gettext("If something is not as it was, tell us before that.")]


def _titled(activity: Activity) -> dict[str, str]:
    return {"activity": isolate(" ".join(activity.title.split()))}
