"""The digest of a day: one plain letter to one person about one space, in the person's language."""

from datetime import date
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, override

from sanad.foundation.arabic import dates
from sanad.foundation.arabic.bidi import isolate, isolate_numbers
from sanad.foundation.letters.post import written
from sanad.foundation.letters.stops import stop_of_member
from sanad.foundation.reminders.sources import Due, Stage
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import spoken

SHOWN = 40  # a letter is read on a phone; the page has the rest


def digest(actor: Actor, dues: list[Due]) -> EmailMessage:
    """The letter of one person.

    An address stands alone on its line, so that a mail program makes it a link; what else may run the other way is
    isolated.
    """
    language = spoken(actor.user.language)
    with override(language):
        count = len(dues)
        about = isolate(_line(actor.space.name))
        subject = ngettext(
            "Reminder: %(count)d thing for you in %(space)s", "Reminder: %(count)d things for you in %(space)s", count
        ) % {"count": count, "space": about}
        return written(subject, _body(actor, dues, about), actor.user.email or "", language, stop_of_member(actor.user))


def _body(actor: Actor, dues: list[Due], about: str) -> list[str]:
    lines = [
        gettext("Hello %(name)s,") % {"name": isolate(_line(actor.user.name))},
        "",
        gettext("this is what falls due for you in the space of %(space)s.") % {"space": about},
    ]
    for stage, group in groupby(dues[:SHOWN], key=lambda due: due.stage):
        lines += ["", _heading(stage), ""]
        for due in group:
            lines += [_told(due), _address(actor, due.url), ""]
    if more := len(dues) - SHOWN if len(dues) > SHOWN else 0:
        lines += [ngettext("And %(more)d more.", "And %(more)d more.", more) % {"more": more}, ""]
    return [
        *lines,
        gettext("Everything that falls due:"),
        _address(actor, reverse("workspace:reminders")),
        "",
        gettext("You receive this because your account asks for reminders by e-mail. Change it there:"),
        _address(actor, reverse("accounts:me")),
        gettext("Or stop them at once:"),
        stop_of_member(actor.user),
    ]


def _heading(stage: Stage) -> str:
    words = {Stage.LATE: gettext("Late"), Stage.TODAY: gettext("Due today"), Stage.SOON: gettext("Due soon")}
    return f"== {words[stage]} =="


def _told(due: Due) -> str:
    parts = [
        str(due.label),
        isolate(isolate_numbers(_line(due.title))),
        isolate(_line(due.about)),
        isolate(_day(due.due_on)),
    ]
    return "- " + " · ".join(part for part in parts if part)


def _day(value: date) -> str:
    return dates.day(value, get_language() or "ar")


def _line(text: str) -> str:
    """On one line, whatever was typed."""
    return " ".join(text.split())


def _address(actor: Actor, path: str) -> str:
    """Where the page is, in the space that the letter is about."""
    return f"{settings.PUBLIC_ADDRESS}{path}?space={actor.space_id}"
