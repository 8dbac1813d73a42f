"""The pages: one sheet for both directions, nothing inline, nothing from elsewhere."""

import ast
import importlib
import re

from django import forms

from sanad.foundation.files.store import ACCEPT, ACCEPT_PICTURES
from sanad.foundation.ui import SheetForm, UploadField
from tests.house.ground import ROOT, files, lines_with, name, none, templates

# So many fields one reads at once on a phone; the rest waits behind one tap.
MOST_AT_ONCE = 6
# What shows more, and why.
SHOWS_MORE = {
    "CardForm": (12, "a course's card opens with all that it says: nothing in it is ever empty"),
    "FirstSpaceForm": (7, "the code comes with the address that the terminal says, and is not shown then"),
    "PageForm": (8, "what everybody will see is ticked with all of it before one's eyes"),
    "PlanSessionForm": (8, "the day, the hours and how many half-days are one question: when"),
}
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


ARROW = r"[\u2190-\u21ff\u27f0-\u27ff\u2b00-\u2b11\u2039\u203a\u279c]|&[lr]arr;"


def said_in(path) -> list[tuple[int, str]]:
    """The texts that a file of Python holds, without its docstrings."""
    tree = ast.parse(path.read_text())
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
    ]


def test_no_arrow_points_by_itself():
    """What leads on points to the left where one reads from the right: `{% arrow %}`, or a sentence."""
    broken = [f"{name(path)}:{line}" for path in templates() for line in lines_with(ARROW, path.read_text())]
    broken += [
        f"{name(path)}:{line}: {text}"
        for path in files("**/*.py")
        if name(path) != "sanad/foundation/arabic/bidi.py"
        for line, text in said_in(path)
        if re.search(ARROW, text)
    ]
    none(broken, "An arrow follows the language (foundation.arabic.bidi.arrow):")


def test_what_people_wrote_runs_its_own_way():
    """A browser judges a line by its first letter: a French name would turn an Arabic line round (`own_way`)."""
    wrong = re.compile(r'class="[^"]*\bprose\b[^"]*"[^>]*>\s*\{\{ (?![^}]*\|(own_way|ltr) \}\})')
    broken = [name(path) for path in templates() if wrong.search(path.read_text())]
    none(broken, "A text in `prose` goes through the filter own_way:")


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


def every_form() -> list[type[forms.BaseForm]]:
    """The forms of all slices, those of the foundation among them."""
    for path in files("**/forms.py", "**/forms/*.py"):
        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    found, left = [], [forms.BaseForm]
    while left:
        below = left.pop().__subclasses__()
        left += below
        found += [form for form in below if form.__module__.startswith("sanad.")]
    assert len(found) > 50
    return found


def test_a_refusal_says_who_may():
    broken = [
        f"{name(path)}:{line}"
        for path in templates()
        for line in lines_with(r"\.(reason|who_may) *\}\}", path.read_text())
    ]
    none(broken, "Why something is refused, and who may instead, stands there as {% why verdict %}:")


def test_every_upload_box_says_what_it_takes():
    """Else a telephone has no reason to convert its pictures, and offers films."""
    broken = [
        f"{form.__module__}.{form.__name__}.{field}"
        for form in every_form()
        for field, box in form.base_fields.items()
        if isinstance(box, forms.FileField) and not box.widget.attrs.get("accept")
    ]
    broken += [
        f"{form.__module__}.{form.__name__}.{field}"
        for form in every_form()
        for field, box in form.base_fields.items()
        if isinstance(box, UploadField) and box.widget.attrs["accept"] not in {ACCEPT, ACCEPT_PICTURES}
    ]
    broken += [
        f"{name(path)}:{line}"
        for path in templates()
        for line in lines_with(r"<input\b(?=[^>]*type=\"file\")(?![^>]*\baccept=)[^>]*>", path.read_text())
    ]
    none(broken, "A box for files has `accept` (ui.UploadField, ui.DataField):")


def test_forms_choose_among_what_is_seen():
    """Rows come from `visible_to`, or from a row that was fetched with it; spaces have no such way to be seen."""
    rooms = files("**/forms.py", "**/forms/*.py", "**/views.py", "**/views/*.py")
    reads = re.compile(r"\b(?!Space\b)(\w+)\.(?:objects|live|_base_manager|_default_manager)\b")
    broken = [
        f"{name(path)}: {match[0]}"
        for path in rooms
        if "forms" in str(path) or "queryset" in path.read_text()
        for match in reads.finditer(path.read_text())
    ]
    none(broken, "What a form offers comes from visible_to:")


def at_once(form: type[SheetForm]) -> list[str]:
    """The fields that stand open when a form is opened empty."""
    seen = {
        field
        for field, box in form.base_fields.items()
        if not box.widget.is_hidden and not getattr(box, "is_asked_later", False)
    }
    return [field for field in form.needed or form.base_fields if field in seen]


def test_a_form_shows_what_is_needed_first():
    sheets = {form for form in every_form() if issubclass(form, SheetForm)}
    shown = {form: len(at_once(form)) for form in sheets}
    broken = [
        f"{form.__module__}.{form.__name__}: {number}"
        for form, number in shown.items()
        if number > SHOWS_MORE.get(form.__name__, (MOST_AT_ONCE, ""))[0]
    ]
    none(broken, f"A form shows at most {MOST_AT_ONCE} fields at once (`needed`), or says in SHOWS_MORE why not:")
    used = {form.__name__ for form, number in shown.items() if number > MOST_AT_ONCE}
    none(SHOWS_MORE.keys() - used, "These show no more than others:")


def test_what_a_form_asks_or_fills_in_is_a_field_of_it():
    """A former name here would hide a field, or open the rest for nothing. A form may leave out what it inherits."""
    broken = [
        f"{form.__module__}.{form.__name__}.{field}"
        for form in every_form()
        if issubclass(form, SheetForm)
        for field in {*form.needed, *form.filled_in}
        if not any(field in getattr(above, "base_fields", {}) for above in form.__mro__)
    ]
    none(broken, "`needed` and `filled_in` name fields:")


def test_what_is_asked_later_is_asked_where_one_reads_first():
    """Whether it is one of those already here is no afterthought: below all that may be said too, it is not found."""
    broken = [
        f"{form.__module__}.{form.__name__}.{field}"
        for form in every_form()
        if issubclass(form, SheetForm) and form.needed
        for field, box in form.base_fields.items()
        if getattr(box, "is_asked_later", False) and field not in form.needed
    ]
    none(broken, "What a form asks once it was sent stands among what is `needed`:")
