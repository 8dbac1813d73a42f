"""Lessons as they are read: Markdown made safe, with pictures and papers by their short names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from sanad.courses.queries.syllabus import Lesson, Syllabus
from sanad.foundation.arabic.bidi import kept_together

FILE, PICTURE = "file:", "picture:"
WIDTH = 640  # in pixels of the sheet; a narrower screen shrinks it
Address = Callable[[str], str | None]  # `file:name` or `picture:name` → where it is served, None when there is none
Light = Callable[[str], bool]  # the same → whether a telephone can hold it beside the text


class _Page(RendererHTML):
    """A table scrolls in its own box, a picture is fetched when it is reached, and only our own files are shown."""

    def table_open(self, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
        """The box is reached by the keyboard too."""
        name = _("Table")
        return f'<div class="scroll" tabindex="0" role="region" aria-label="{name}">' + self.renderToken(
            tokens, place, options, env
        )

    def table_close(self, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
        """Close the table, then its box."""
        return self.renderToken(tokens, place, options, env) + "</div>\n"

    def image(self, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
        """The picture, a link to one that is too large for a telephone, or a plain sentence where there is none."""
        token = tokens[place]
        alt = self.renderInlineAsText(token.children, options, env) if token.children else ""
        address = env["address"](str(token.attrs["src"]))
        if address is None:
            return format_html('<span class="lack">{} {}</span>', _("This picture is not among the files."), alt)
        if not env["is_light"](str(token.attrs["src"])):
            return format_html('<a href="{}">{}</a>', address, alt or str(token.attrs["src"]).removeprefix(FILE))
        return format_html('<img src="{}" alt="{}" width="{}" loading="lazy">', address, alt, WIDTH)

    def link_open(self, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
        """A paper of the course by its name; another site is told nothing of us."""
        token = tokens[place]
        target = str(token.attrs["href"])
        if target.startswith((FILE, PICTURE)):
            address = env["address"](target)
            if address is None:
                token.attrs.pop("href")
                sentence = _("This paper is not among the files.")
                return self.renderToken(tokens, place, options, env) + format_html(
                    '<span class="lack">{}</span> ', sentence
                )
            token.attrs["href"] = address
        else:
            token.attrs["rel"] = "noopener noreferrer"
        return self.renderToken(tokens, place, options, env)


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  the name is that of the library
        """Our short names, and what is harmless elsewhere."""
        return url.startswith((FILE, PICTURE)) or super().validateLink(url)


_READER = _Reader("commonmark", {"html": False}, renderer_cls=_Page).enable("table")


def _all_light(_target: str) -> bool:
    return True


def readable(body: str, address: Address, is_light: Light = _all_light) -> SafeString:
    """Markdown as a page shows it. Markup typed into it is text; scripts and pictures from elsewhere are not possible."""
    return mark_safe(_READER.render(kept_together(body), {"address": address, "is_light": is_light}))  # noqa: S308  `html: False`: all of it is escaped


@dataclass(frozen=True)
class Page:
    """A lesson with what stands around it: which one it is, and what is read before and after."""

    lesson: Lesson
    html: SafeString
    number: int
    count: int
    before: Lesson | None
    after: Lesson | None


def page_of(course: Syllabus, key: str, address: Address, is_light: Light = _all_light) -> Page | None:
    """The lesson of that key, ready to be read; None when the course has none."""
    keys = [lesson.key for lesson in course.lessons]
    if key not in keys:
        return None
    place, last = keys.index(key), len(keys) - 1
    return Page(
        course.lessons[place],
        readable(course.lessons[place].body, address, is_light),
        place + 1,
        len(keys),
        course.lessons[place - 1] if place else None,
        course.lessons[place + 1] if place < last else None,
    )
