"""The pages: one sheet for both directions, nothing inline, nothing from elsewhere."""

import re

from tests.house.ground import files, lines_with, name, none, templates

# Names, not addresses that a browser would open.
HOSTS = {"www.w3.org"}
INLINE = {
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>": "an inline script",
    r"<style\b": "an inline sheet",
    r"\sstyle\s*=": "a style attribute",
    r"\son[a-z]+\s*=": "an event handler",
    r"\shx-on\b": "an event handler",
    r"javascript:": "a script in an address",
}


def sheet(path) -> str:
    """The sheet without comments and file names; lines keep their numbers."""
    return re.sub(r"/\*.*?\*/|url\([^)]*\)", lambda m: re.sub(r"[^\n]", " ", m[0]), path.read_text(), flags=re.DOTALL)


def test_css_has_no_left_or_right():
    broken = [
        f"{name(path)}:{line}"
        for path in files("*/static/**/*.css")
        for line in lines_with(r"\b(left|right)\b", sheet(path))
    ]
    none(broken, "The same sheet serves both directions (inline-start, inline-end):")


def test_css_is_kind_to_arabic():
    pattern = r"letter-spacing|\bitalic\b|\boblique\b|uppercase|small-caps"
    broken = [
        f"{name(path)}:{line}" for path in files("*/static/**/*.css") for line in lines_with(pattern, sheet(path))
    ]
    none(broken, "Arabic has joined letters, no slant and no capitals:")


def test_nothing_is_inline():
    broken = [
        f"{name(path)}:{line} ({what})"
        for path in templates()
        for pattern, what in INLINE.items()
        for line in lines_with(pattern, path.read_text(), re.IGNORECASE)
    ]
    none(broken, "The pages' security policy lets nothing inline run:")


def test_nothing_comes_from_elsewhere():
    pages = [*templates(), *files("*/static/**/*.css", "*/static/**/*.js", "*/static/**/*.svg")]
    broken = [
        f"{name(path)}: {host}"
        for path in pages
        for host in re.findall(r"(?:https?:)?//((?:[\w-]+\.)+[a-z]{2,})", path.read_text())
        if host not in HOSTS
    ]
    none(broken, "A page needs this server only:")


def test_every_count_has_a_plural():
    """`{{ n }} rows` in a translated sentence without its plural is wrong in Arabic."""
    block = re.compile(r"{%\s*blocktrans(?:late)?\b([^%]*)%}(.*?){%\s*endblocktrans", re.DOTALL)
    broken = [
        f"{name(path)}: {match[0][:60]}"
        for path in templates()
        for match in block.finditer(path.read_text())
        if " count " in match[1] and "plural" not in match[2]
    ]
    none(broken, "A count has its plural:")
