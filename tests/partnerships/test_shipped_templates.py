"""The agreement templates that come with Sanad are whole, the same in both languages, and safe to fill with any name."""

import json
import re
from pathlib import Path

import pytest

import sanad
from sanad.foundation.arabic.bidi import has_arabic
from sanad.foundation.arabic.cardinals import cardinal
from sanad.rulebook.queries import rule

FOLDER = Path(sanad.__file__).parent / "partnerships" / "data"
TEMPLATES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
SECTIONS = [(key, section) for key, template in TEMPLATES.items() for section in template["sections"]]

KINDS = {"framework": "framework", "specific": "specific", "funding": "funding", "support": "specific"}
LAYOUT = [
    "visas",
    "preamble",
    "object",
    "scope",
    "commitments",
    "budget",
    "duration",
    "committee",
    "reports",
    "accounts",
    "communication",
    "data",
    "amendment",
    "termination",
    "disputes",
    "entry",
]
# A list takes a line of its own; a name or an address follows a colon or stands in quotation marks.
LISTS = {"commitments", "commitments:lead", "commitments:others", "instalments", "budget_lines", "fields", "sharings"}
NAMES = {"parties", "lead", "partner", "place", "copies", "budget"}
PLACEHOLDERS = LISTS | NAMES | {"starts_on", "ends_on", "duration", "notice_days"}
BRACES = re.compile(r"\{([^{}]*)\}")

# The texts of law that a template may name: their numbers and days are the only figures in it.
TEXTS_OF_LAW = (
    ("1.58.376", "1-58-376"),
    ("15 نونبر 1958", "15 novembre 1958"),
    ("113.14", "113-14"),
    ("09.08", "09-08"),
    ("62.99", "62-99"),
    ("7/2003", "7/2003"),
    ("27 يونيو 2003", "27 juin 2003"),
    ("13/2022", "13/2022"),
)

every_template = pytest.mark.parametrize("key", TEMPLATES)
every_section = pytest.mark.parametrize(
    ("key", "section"), SECTIONS, ids=[f"{key}-{section['key']}" for key, section in SECTIONS]
)


def placeholders(text: str) -> list[str]:
    return BRACES.findall(text)


def words(section: dict, language: str) -> str:
    return f"{section['heading'][language]}\n{section['text'][language]}"


def named(text: str, spelling: int) -> set[int]:
    """Which texts of law a section names."""
    return {row for row, law in enumerate(TEXTS_OF_LAW) if law[spelling] in text}


def test_the_four_are_there():
    assert {key: template["kind"] for key, template in TEMPLATES.items()} == KINDS


@every_template
def test_a_template_is_whole(key):
    template = TEMPLATES[key]
    assert set(template) == {"key", "kind", "title", "about", "sections"}
    assert template["key"] == key
    for part, languages in (("title", {"ar", "fr"}), ("about", {"ar", "fr", "en"})):
        assert set(template[part]) == languages
        assert all(text.strip() == text != "" for text in template[part].values())
        assert has_arabic(template[part]["ar"])
        assert not has_arabic(template[part]["fr"])
    assert template["title"]["ar"].startswith("اتفاقية")
    assert template["title"]["fr"].startswith("Convention")


@every_template
def test_the_sections_stand_in_the_moroccan_order(key):
    sections = TEMPLATES[key]["sections"]
    assert [section["section"] for section in sections] == LAYOUT
    assert len({section["key"] for section in sections}) == len(sections)


@every_section
def test_a_section_says_the_same_in_both_languages(key, section):
    assert set(section) == {"key", "section", "heading", "text"}
    assert set(section["heading"]) == set(section["text"]) == {"ar", "fr"}
    arabic, french = (section["text"][language].split("\n") for language in ("ar", "fr"))
    assert [sorted(placeholders(line)) for line in arabic] == [sorted(placeholders(line)) for line in french]
    assert [line.startswith("- ") for line in arabic] == [line.startswith("- ") for line in french]
    assert named(section["text"]["ar"], 0) == named(section["text"]["fr"], 1)


@every_section
def test_each_language_is_in_its_script(key, section):
    for line in words(section, "ar").split("\n"):
        bare = BRACES.sub("", line)
        assert has_arabic(bare) or (placeholders(line) and not bare)
        assert not re.search(r"[A-Za-zÀ-ÿ]", bare), line
        assert not re.search(r"[,;?]", bare), "Arabic has its own comma, semicolon and question mark"
    assert not has_arabic(words(section, "fr"))
    for line in words(section, "fr").split("\n"):
        bare = BRACES.sub("", line)
        assert re.search(r"[a-zà-ÿ]", bare) or (placeholders(line) and not bare)


@every_section
def test_the_lines_are_clean(key, section):
    for language in ("ar", "fr"):
        lines = words(section, language).split("\n")
        assert all(line == line.strip() and "  " not in line and line for line in lines)
        for line in section["text"][language].split("\n"):
            assert line.endswith((".", ":", ";", "؛")) or placeholders(line) == [line.strip("{}")]


@every_section
def test_placeholders_are_of_the_list(key, section):
    for language in ("ar", "fr"):
        text = section["text"][language]
        assert not placeholders(section["heading"][language])
        assert set(placeholders(text)) <= PLACEHOLDERS
        assert not re.search(r"[{}]", BRACES.sub("", text)), "a brace is left open"


@every_section
def test_any_name_can_be_put_in(key, section):
    """No prefix is glued to a name, no article or elision waits for it, no verb or adjective agrees with it."""
    for language in ("ar", "fr"):
        for line in section["text"][language].split("\n"):
            for match in BRACES.finditer(line):
                before, name = line[: match.start()], match[1]
                if name in LISTS:
                    assert line == match[0]
                elif name in NAMES:
                    assert before.endswith((": ", "«", "« ")), line
                else:
                    assert before.endswith(" "), line


@every_section
def test_no_figure_but_the_name_of_a_law(key, section):
    """A threshold or a delay in figures would outlive the law: only the numbers of the texts themselves may stand."""
    for spelling, language in enumerate(("ar", "fr")):
        text = words(section, language)
        for law in TEXTS_OF_LAW:
            text = text.replace(law[spelling], "")
        assert not re.search(r"\d", text), text


@every_template
def test_what_every_agreement_needs_is_asked_for(key):
    asked = {name for section in TEMPLATES[key]["sections"] for name in placeholders(section["text"]["ar"])}
    assert {"parties", "lead", "partner", "place", "starts_on", "ends_on", "duration", "notice_days", "copies"} <= asked
    assert "commitments" in asked or {"commitments:lead", "commitments:others"} <= asked
    assert ("budget" in asked) == ("instalments" in asked) == (key != "framework")
    assert ("fields" in asked) == (key == "support")


def test_the_duties_of_public_money_are_those_of_the_rulebook():
    """When a value of the rulebook changes, this text has to change with it."""
    [accounts] = [section for section in TEMPLATES["funding"]["sections"] if section["section"] == "accounts"]
    kept, account = rule("public_aid.originals_kept"), rule("public_aid.account_before")
    assert (kept.value, kept.unit) == (10, "years")
    assert f"{cardinal(kept.value, 'f')} سنوات على الأقل" in accounts["text"]["ar"]
    assert "dix ans au moins" in accounts["text"]["fr"]
    assert account.value == "03-15"
    assert "قبل الخامس عشر من مارس" in accounts["text"]["ar"]
    assert "avant le quinze mars" in accounts["text"]["fr"]
    for duty in (kept, account):
        assert "13/2022" in duty.texts["law"]["ar"]
    assert "13/2022" in accounts["text"]["ar"]
