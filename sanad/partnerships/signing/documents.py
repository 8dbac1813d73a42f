"""The paper of an agreement: in Arabic, in French, or both side by side."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import zip_longest

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sanad.directory.documents import LetterheadFacts, letterhead
from sanad.foundation.documents.content import Block, Facts, Heading, Pair, PaperContent, Prose, Table
from sanad.foundation.documents.papers import Paper, declare
from sanad.partnerships.documents import signature_boxes
from sanad.partnerships.models import Agreement, Revision
from sanad.partnerships.queries.content import (
    AgreementContent,
    ArticleContent,
    Bilingual,
    CommitmentContent,
    InstalmentContent,
    PartyContent,
)
from sanad.partnerships.queries.placeholders import filled_content
from sanad.partnerships.queries.snapshot import snapshot_of
from sanad.partnerships.queries.wording import (
    article_heading,
    article_text,
    due_text,
    format_day,
    format_money,
    format_quantity,
    label_value,
    lead_party,
    party_name,
    party_seat,
)
from sanad.partnerships.signing.policies import can_issue_agreement

Say = Callable[[str], str]  # what is said in a language


def build(subject: Agreement | Revision) -> PaperContent:
    """The paper of a sealed revision, or of a draft as it stands."""
    if isinstance(subject, Revision):
        return paper_of(subject.content, subject.on)
    return paper_of(filled_content(snapshot_of(subject)), timezone.localdate())


def paper_of(content: AgreementContent, on: date) -> PaperContent:
    """References, preamble, parties, numbered articles, tables, a box for every signature."""
    languages = content["languages"].split("+")
    first = languages[0]
    names = [party["name"][first] for party in content["parties"]]
    with override(first):
        between = _("between: %(parties)s") % {"parties": _("; ").join(names)}
    other = [content["title"][language] for language in languages[1:]]
    return PaperContent(
        language=first,
        head=letterhead(_card(lead_party(content))),
        title=content["title"][first],
        subtitle="\n".join([*other, between]),
        place_and_day=format_day(on.isoformat(), first),
        blocks=[*_text(content, languages), *_tables(content, languages), *_ending(content, languages)],
    )


def _card(party: PartyContent | None) -> LetterheadFacts:
    """The party as a letterhead takes it."""
    if party is None:
        return {"name": ["", ""], "receipt": "", "address": "", "seat": ["", ""], "phone": "", "email": ""}
    return {
        "name": [party["name"]["ar"], party["name"]["fr"]],
        "seat": [party["seat"]["ar"], party["seat"]["fr"]],
        "receipt": party["receipt"],
        "address": party["address"],
        "phone": party["phone"],
        "email": party["email"],
    }


def _in_each_language(languages: list[str], say: Say) -> list[str]:
    """The same thing in each language."""
    found = []
    for language in languages:
        with override(language):
            found.append(say(language))
    return found


def _cell(languages: list[str], say: Say) -> str:
    """The same thing in each language, below each other; once when it reads the same."""
    return "\n".join(dict.fromkeys(_in_each_language(languages, say)))


def _heading(languages: list[str], say: Say) -> Block:
    texts = _in_each_language(languages, say)
    return Pair([(texts[0], texts[1])], is_heading=True) if len(texts) > 1 else Heading(texts[0])


def _prose(languages: list[str], say: Say) -> Block:
    sides = [[line for line in text.split("\n") if line.strip()] for text in _in_each_language(languages, say)]
    if len(sides) == 1:
        return Prose(sides[0])
    return Pair([(arabic, french) for arabic, french in zip_longest(*sides, fillvalue="")])


def _text(content: AgreementContent, languages: list[str]) -> Iterator[Block]:
    """What is not numbered, then the parties, then the articles."""
    before = [article for article in content["articles"] if article["number"] is None]
    for article in before:
        yield from _article(article, languages)
    yield _heading(languages, lambda _language: _("The parties"))
    yield _parties(content, languages)
    for article in content["articles"]:
        if article["number"] is not None:
            yield from _article(article, languages)


def _article(article: ArticleContent, languages: list[str]) -> Iterator[Block]:
    def title(language: str) -> str:
        heading = article_heading(article, language)
        if article["number"] is None:
            return heading
        number = _("Article %(number)s") % {"number": article["number"]}
        return label_value(number, heading) if heading else number

    if any(_in_each_language(languages, title)):
        yield _heading(languages, title)
    yield _prose(languages, lambda language: article_text(article, language))


def _parties(content: AgreementContent, languages: list[str]) -> Block:
    def label(number: int) -> str:
        return _("Party %(number)s") % {"number": number}

    def lines(language: str) -> list[tuple[str, str]]:
        return [(label(number), _identity(party, language)) for number, party in enumerate(content["parties"], 1)]

    if len(languages) == 1:
        return Facts(lines(languages[0]))
    return _prose(languages, lambda language: "\n".join(label_value(name, value) for name, value in lines(language)))


def _identity(party: PartyContent, language: str) -> str:
    """Who a party is: name, seat, receipt, and who signs for it."""
    seat, receipt = party_seat(party, language), party["receipt"]
    facts = [
        party["name"][language],
        _("Seat: %(seat)s") % {"seat": seat} if seat else "",
        _("Receipt: %(number)s") % {"number": receipt} if receipt else "",
        _("Signed by: %(who)s") % {"who": _signatory(party, language)} if party["signatory"] else "",
    ]
    return _("; ").join(fact for fact in facts if fact)


def _signatory(party: PartyContent, language: str) -> str:
    who, capacity = party["signatory"], party["capacity"]
    return _(", ").join(text[language] for text in (who, capacity) if text)


def _table(languages: list[str], heads: Callable[[], list[str]], rows: list[list[Say]], widths: list[int]) -> Table:
    columns = range(len(widths))
    head = [_cell(languages, lambda _language, column=column: heads()[column]) for column in columns]  # type: ignore[misc]  # the column is bound
    return Table(head, [[_cell(languages, say) for say in row] for row in rows], widths)


def _tables(content: AgreementContent, languages: list[str]) -> Iterator[Block]:
    if content["commitments"]:
        yield _heading(languages, lambda _language: _("Table of commitments"))
        yield _table(
            languages,
            lambda: [_("Who promises"), _("To whom"), _("What is promised"), _("Quantity or amount"), _("Due")],
            [_commitment(content, row) for row in content["commitments"]],
            [5, 5, 8, 4, 7],
        )
    if content["budget_lines"]:
        yield _heading(languages, lambda _language: _("Budget"))
        lines: list[list[Say]] = [
            [_bilingual(line["label"]), _money(line["amount"])] for line in content["budget_lines"]
        ]
        total: list[Say] = [
            lambda _language: _("Total"),
            _money(sum(line["amount"] for line in content["budget_lines"])),
        ]
        yield _table(languages, lambda: [_("Heading"), _("Amount")], [*lines, total], [7, 3])
    payments = [(row, each) for row in content["commitments"] for each in row["instalments"]]
    if payments:
        yield _heading(languages, lambda _language: _("Instalments"))
        yield _table(
            languages,
            lambda: [_("Who pays"), _("Amount"), _("Due"), _("Paid when")],
            [_payment(content, row, each) for row, each in payments],
            [6, 4, 5, 7],
        )


def _bilingual(texts: Bilingual) -> Say:
    return lambda language: texts[language]


def _money(amount: int) -> Say:
    return lambda language: format_money(amount, language)


def _commitment(content: AgreementContent, row: CommitmentContent) -> list[Say]:
    return [
        lambda language: party_name(content, row["debtor"], language),
        lambda language: party_name(content, row["creditor"], language),
        _bilingual(row["text"]),
        lambda language: format_quantity(row, language),
        lambda language: due_text(row, language),
    ]


def _payment(content: AgreementContent, row: CommitmentContent, each: InstalmentContent) -> list[Say]:
    return [
        lambda language: party_name(content, row["debtor"], language),
        _money(each["amount"]),
        lambda language: format_day(each["due_on"], language),
        lambda _language: each["condition"],
    ]


def _ending(content: AgreementContent, languages: list[str]) -> Iterator[Block]:
    """The originals, unless an article gives their number, then a box for each party, three beside each other."""
    typed = [text for article in content["articles"] for text in article.get("typed", [])]
    if not any("{copies}" in text for text in typed):
        copies = {"copies": content["copies"]}
        yield _prose(languages, lambda _language: _("Number of originals: %(copies)s.") % copies)
    boxes = [
        (
            _cell(languages, _bilingual(party["name"])),
            _cell(languages, lambda language, party=party: _signatory(party, language)),  # type: ignore[misc]  # the party is bound
        )
        for party in content["parties"]
    ]
    note = _cell(languages, lambda _language: _("Signature and stamp"))
    yield from signature_boxes(boxes, note)


AGREEMENT = declare(Paper("agreement", "agreement", gettext_lazy("Agreement"), build, can_issue_agreement))
