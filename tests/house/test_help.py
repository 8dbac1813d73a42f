"""Every page says what it is for: each address has one topic, each topic has an address, and its texts are short and whole."""

import re

import pytest
from django.urls import get_resolver

from sanad.foundation.content.words import LANGUAGES
from sanad.foundation.help.drawings import DRAWINGS
from sanad.foundation.help.terms import marked, terms
from sanad.foundation.help.topics import GROUPS, topic_of, topics
from sanad.rulebook.queries import rule
from tests.addresses import addresses
from tests.house.ground import ROOT, none
from tests.house.test_bounds import FIELDS

# Explained in the list of words only: no topic marks them and no field has them. One that gets a place leaves this list.
IN_THE_LIST_ALONE = {
    "agenda",
    "association",
    "bureau",
    "bureau_renewal",
    "circulation",
    "notice_of_meeting",
    "press_report",
    "quorum",
    "statutes",
    "support_organisation",
}
LEAST, MOST = 2, 8  # sentences of a topic
_END = re.compile(r"[.!?؟](?:\s|$)")


def known() -> set[str]:
    """The names of all addresses, those of the sign-in library too."""
    library = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    return {address.name.removeprefix(":") for address in addresses()} | library


def every_text() -> list[tuple[str, str]]:
    """(where it stands, the text) of all that topics say, in every language."""
    return [
        (f"{topic.key} {language}", getattr(words, language))
        for topic in topics().values()
        for words in topic.sentences
        for language in LANGUAGES
    ]


def test_every_address_has_a_topic():
    none(sorted(name for name in known() if topic_of(name) is None), "data/topics says something about each page:")


def test_a_topic_is_about_something():
    broken = [
        f"{topic.key}: {page}"
        for topic in topics().values()
        for page in topic.pages
        if not any(name == page or (page.endswith("*") and name.startswith(page[:-1])) for name in known())
    ]
    none(broken, "A page of a topic is an address, or the beginning of one:")


def test_a_page_has_one_topic():
    pages = [page for topic in topics().values() for page in topic.pages]
    none(sorted({page for page in pages if pages.count(page) > 1}), "A page stands in one topic:")


@pytest.mark.parametrize("key", topics())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_topic_is_short(key, language):
    topic = topics()[key]
    said = [getattr(words, language) for words in (topic.use, topic.first, topic.then, topic.final)]
    assert LEAST <= sum(len(_END.findall(text)) for text in said) <= MOST
    assert all(not text or _END.search(text[-1:]) for text in said), "each ends as a sentence"


def test_topics_are_in_order():
    assert {topic.group for topic in topics().values()} == set(GROUPS)
    places = [(topic.group, topic.place) for topic in topics().values()]
    assert len(places) == len(set(places))


def test_what_a_topic_marks_is_a_term():
    none([f"{where}: {key}" for where, text in every_text() for key in marked(text) if key not in terms()], "Unknown:")
    none(
        [where for where, text in every_text() if "[" in re.sub(r"\[\[[a-z_]+(\|[^\]]+)?\]\]", "", text)], "Not marked:"
    )


def test_the_three_languages_mark_the_same_terms():
    broken = [
        topic.key
        for topic in topics().values()
        for words in topic.sentences
        if len({tuple(sorted(marked(getattr(words, language)))) for language in LANGUAGES}) > 1
    ]
    none(broken, "A term is explained in each language:")


def test_every_term_is_marked_somewhere_or_is_of_the_law_or_named_here():
    said = {key for _where, text in every_text() for key in marked(text)}
    said |= {key for form, _name, _field in FIELDS for key in form.terms.values()}
    assert {key for key, term in terms().items() if key not in said and not term.law} == IN_THE_LIST_ALONE
    assert set(DRAWINGS) == {topic.drawing for topic in topics().values()} - {""}


def glossary() -> list[list[str]]:
    lines = (ROOT / "docs" / "glossary.md").read_text().splitlines()
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines if line.startswith("| ")]


@pytest.mark.parametrize("key", terms())
def test_a_term_is_that_of_the_glossary(key):
    """docs/glossary.md is the dictionary; what the screens explain stands in it, in the same words."""
    word = terms()[key].word

    def names(cell: str) -> set[str]:
        return {re.sub(r"\s*\(.*?\)|\s*\?$", "", name).strip() for name in re.split("[،,]", cell)}

    rows = [row for row in glossary() if len(row) > 2 and word.ar in names(row[0])]
    assert any(word.fr in names(row[1]) and word.en in names(row[2]) for row in rows)


def leaves_out(form: type, name: str) -> bool:
    """Whether a form takes a field away that the one before it explains."""
    return any(name in vars(each) and vars(each)[name] is None for each in form.__mro__)


def test_forms_explain_words_at_fields_that_they_have():
    forms = {form for form, _name, _field in FIELDS}
    broken = [
        f"{form.__name__}.{name}: {key}"
        for form in forms
        for name, key in form.terms.items()
        if key not in terms() or not (name in form.base_fields or leaves_out(form, name))
    ]
    none(broken, "A form explains a word at a field that it has:")
    assert sum(len(form.terms) for form in forms) > 15


def test_the_law_of_a_term_is_a_rule():
    assert [rule(term.law).key for term in terms().values() if term.law]
