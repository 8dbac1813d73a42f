"""Template tags: isolation of mixed text, dates of this country, buttons that say why not."""

import re
from base64 import b64encode
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language

from sanad.foundation.arabic import bidi, dates
from sanad.foundation.arabic.numbers import format_amount, format_number
from sanad.foundation.help.terms import Term, terms, with_terms
from sanad.foundation.ids import new_id
from sanad.foundation.ui.ahead import is_asked
from sanad.foundation.ui.context import drawn_doors
from sanad.foundation.ui.devices import device_named
from sanad.foundation.ui.icons import ICONS
from sanad.foundation.ui.next_step import Way

register = template.Library()


@register.filter
def ltr(value: Any) -> SafeString | str:
    """A phone, code, range, e-mail: keeps its own order inside Arabic text."""
    return format_html('<bdi dir="ltr">{}</bdi>', value) if value not in (None, "") else ""


@register.filter
def iso(value: Any) -> SafeString | str:
    """A name whose script may differ from the page."""
    return format_html("<bdi>{}</bdi>", bidi.own_way(value)) if value not in (None, "") else ""


@register.filter
def own_way(value: Any) -> SafeString | str:
    """A text of several lines that people wrote: each line runs its own way (`class="prose"`), and web addresses theirs."""
    if value in (None, ""):
        return ""
    parts = _ADDRESS.split(bidi.own_way(value))  # text, address, text, …
    return format_html_join("", "{}", ((ltr(part) if number % 2 else part,) for number, part in enumerate(parts)))


_ADDRESS = re.compile(r"(https?://[^\s<>«»\"\u2066-\u2069]*[^\s<>«»\"\u2066-\u2069.,:;!?)،؛؟])")


def _local(value: Any) -> Any:
    return localtime(value) if isinstance(value, datetime) and is_aware(value) else value


@register.filter
def files_sent(field: BoundField) -> list[str]:
    """The names of the files that were chosen for a field of a form that comes back: a browser does not keep them."""
    files = field.form.files
    sent = files.getlist(field.html_name) if hasattr(files, "getlist") else []
    return [str(file.name) for file in sent]


@register.filter
def day(value: Any) -> SafeString | str:
    """24 دجنبر 2023"""
    return format_html("<bdi>{}</bdi>", dates.day(_local(value), get_language() or "ar")) if value else ""


@register.filter
def long_day(value: Any) -> SafeString | str:
    """الأحد 24 دجنبر 2023"""
    return format_html("<bdi>{}</bdi>", dates.long_day(_local(value), get_language() or "ar")) if value else ""


@register.filter
def short_day(value: Any) -> SafeString | str:
    """24/12/2023"""
    return ltr(dates.short_day(_local(value))) if value else ""


@register.filter
def span(start: Any, end: Any) -> SafeString | str:
    """من 24 إلى 26 دجنبر 2023"""
    if not start or not end:
        return day(start or end)
    return format_html("<bdi>{}</bdi>", dates.span(_local(start), _local(end), get_language() or "ar"))


@register.filter
def days(activity: Any) -> SafeString | str:
    """The day of an activity with its name, or all its days: من 30 دجنبر 2026 إلى 2 يناير 2027"""
    first, last = activity.held_on, activity.last_day
    return long_day(first) if first == last else span(first, last)


@register.filter
def number(value: int | None) -> SafeString | str:
    """1.234.567"""
    return "" if value is None else ltr(format_number(value, get_language() or "ar"))


@register.filter
def month(value: Any) -> str:
    """دجنبر 2023"""
    return dates.month(value, get_language() or "ar") if value else ""


@register.filter
def clock(value: Any) -> SafeString | str:
    """15:04"""
    return ltr(dates.clock(_local(value))) if value else ""


@register.filter
def until(end: Any, start: Any) -> SafeString | str:
    """12:00, or 00:30 من اليوم الموالي"""
    if not end or not start:
        return clock(end)
    later = dates.later_day(_local(start), _local(end), get_language() or "ar")
    return format_html("{} <bdi>{}</bdi>", clock(end), later) if later else clock(end)


@register.filter
def moments(start: Any, end: Any) -> SafeString | str:
    """من الأربعاء 30 دجنبر 2026 على 09:00 إلى …, of what lasts several days; nothing of what does not."""
    if not start or not end or not dates.is_over_days(_local(start), _local(end)):
        return ""
    return format_html("<bdi>{}</bdi>", dates.moments(_local(start), _local(end), get_language() or "ar"))


@register.filter
def amount(value: int | None) -> SafeString | str:
    """Centimes as money."""
    return "" if value is None else format_html("<bdi>{}</bdi>", format_amount(value, get_language() or "ar"))


@register.filter
def device(user_agent: str) -> SafeString | str:
    """Chrome · Android, of what a browser calls itself."""
    return iso(device_named(user_agent))


@register.filter
def in_words(value: Any) -> SafeString | str:
    """A day, an instant, or any other value, as people read it."""
    if isinstance(value, date):
        return format_html("{} {}", day(value), clock(value)) if isinstance(value, datetime) else day(value)
    return iso(value)


@register.filter
def attribute(row: Any, name: str) -> Any:
    """`row|attribute:"name"`."""
    return getattr(row, name, "")


@register.filter
def is_checks(field: BoundField) -> bool:
    """True for fields of several choices, which need a fieldset instead of a label."""
    return getattr(field.field.widget, "input_type", "") in {"checkbox", "radio"} and hasattr(field.field, "choices")


@register.filter
def is_tick(field: BoundField) -> bool:
    """True for a single box to tick."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not hasattr(field.field, "choices")


def _popover(term: Term, word: str, called: str = "") -> SafeString:
    """A word that says what it means when it is touched, or pressed by keyboard; without scripts too. `called`: for a sign."""
    return format_html(
        '<span class="term"><button type="button" popovertarget="{0}"{1}>{2}</button>'
        '<span id="{0}" popover role="note"><strong>{3}</strong> {4}</span></span>',
        f"term-{term.key}-{new_id().hex[-6:]}",
        format_html(' aria-label="{}"', called) if called else "",
        word,
        term.word,
        term.means,
    )


@register.simple_tag
def term(key: str, word: str = "") -> SafeString:
    """A word of the field that says what it means: `{% term "quorum" %}`, `{% term "quorum" _("its form here") %}`."""
    return _popover(terms()[key], word or str(terms()[key].word))


@register.simple_tag
def term_of(field: BoundField) -> SafeString | str:
    """A question mark beside a label whose word the form says to be one of the field (`SheetForm.terms`)."""
    found = terms().get(getattr(field.form, "terms", {}).get(field.name, ""))
    sign = "؟" if get_language() == "ar" else "?"
    return _popover(found, sign, f"{found.word} {sign}") if found else ""


@register.filter
def explained(text: Any) -> SafeString:
    """A text of help in which the terms that it marks say what they mean."""

    def shown(found: Term, word: str) -> str:
        return _popover(found, mark_safe(word))  # noqa: S308  escaped with its sentence

    return mark_safe(with_terms(escape(str(text)), shown))  # noqa: S308  escaped


@register.simple_tag
def arrow() -> str:
    """An arrow that leads on in the direction of reading: `{{ before|ltr }} {% arrow %} {{ after|ltr }}`."""
    return bidi.arrow()


@register.simple_tag
def colon() -> str:
    """Between a label and what it says: `<strong>{{ name }}</strong>{% colon %} {{ what }}`."""
    return bidi.colon()


@register.simple_tag(takes_context=True)
def doors(context: Any, part: str) -> SafeString:
    """The doors of the frame: `beside` the page, `below` it on a phone, or `further` ones."""
    return drawn_doors(part, context["actor"], context["section"], context["here"])


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line drawing beside a word; hidden from screen readers, the word says it."""
    return format_html('<svg class="icon icon-{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', name, ICONS[name])


@register.simple_tag
def picture(svg: str, alt: str) -> SafeString:
    """A drawing of a stored paper. As an image it is only looked at: nothing in it can run."""
    return format_html('<img alt="{}" src="data:image/svg+xml;base64,{}">', alt, b64encode(svg.encode()).decode())


@register.simple_tag
def state(row: Any, field: str = "state") -> SafeString:
    """The state of a row as a badge, in words; its tone is told by the states themselves (`states.Toned`)."""
    value = getattr(row, field)
    words = getattr(row, f"get_{field}_display")()
    states = getattr(type(row), field.capitalize(), None)
    tone = getattr(states(value) if states else value, "tone", "calm")
    return format_html('<span class="badge {}">{}</span>', tone, words)


@register.simple_tag
def why(verdict: Any) -> str:
    """Why something is refused, and who may instead: `{% why can_take %}`."""
    return " ".join(str(part) for part in (verdict.reason, verdict.who_may) if part)


def _pressed(context: Any, url: str, label: Any, may: Any, tone: str, reason: str) -> dict[str, Any]:
    return {
        "url": url,
        "label": label,
        "verdict": may,
        "tone": tone,
        "reason": reason,
        "key": new_id(),
        "actor": context.get("actor"),
        "csrf_token": context.get("csrf_token"),
        "back": context["request"].path,
    }


@register.inclusion_tag("ui/_button.html", takes_context=True)
def act(
    context: Any, address: str, *which: Any, label: str, may: Any = True, tone: str = "", reason: str = ""
) -> dict[str, Any]:
    """A POST button to a named address, or why not; `reason` asks for a sentence (its label).

    Where that address says first what it will do (`asks`), a link to it: the button is there.
    `{% act "activities:withdraw_word" row.pk label=_("Withdraw") may=can_run tone="quiet" %}`
    """
    url = reverse(address, args=which)
    return {**_pressed(context, url, label, may, tone, reason), "asks": is_asked(address, url)}


@register.inclusion_tag("ui/_button.html", takes_context=True)
def button(context: Any, url: str, *, label: str, may: Any = True, tone: str = "", reason: str = "") -> dict[str, Any]:
    """`act` for an address that is made already."""
    return _pressed(context, url, label, may, tone, reason)


@register.inclusion_tag("ui/_link.html")
def go(address: str, *which: Any, label: str, may: Any = True, tone: str = "") -> dict[str, Any]:
    """A link that looks like a button; shown as a plain reason when the verdict refuses."""
    return {"url": reverse(address, args=which), "label": label, "verdict": may, "tone": tone}


@register.inclusion_tag("ui/_button.html", takes_context=True)
def way(context: Any, step: Way, tone: str = "") -> dict[str, Any]:
    """One way to take a step (`ui.NextStep`): a link, or a button."""
    asks = not step.is_act or is_asked(step.address, step.url)
    return {**_pressed(context, step.url, step.label, step.may, tone, ""), "asks": asks}


@register.inclusion_tag("ui/_progress.html")
def progress(done: int, total: int) -> dict[str, Any]:
    """How much of something is done, in words and as a bar."""
    return {"done": done, "total": total}


@register.inclusion_tag("ui/_empty.html")
def empty(title: str, sentence: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """A written empty state, with the next step if there is one."""
    return {"title": title, "sentence": sentence, "url": url, "label": label}
