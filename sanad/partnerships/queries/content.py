"""What the content of a revision and of an amendment holds: JSON as it is sealed, read by placeholders and papers.

Days are ISO texts, amounts centimes, keys of rows texts. A seal covers the content as it was written: what a later release
adds is `NotRequired`, and no key changes its name.
"""

from typing import NotRequired, TypedDict

LANGUAGES = ("ar", "fr")
ARTICLE_WORDS = ("heading_ar", "heading_fr", "text_ar", "text_fr")

Bilingual = dict[str, str]
"""The same words by language: "ar" and "fr", both there."""


def bilingual(ar: str, fr: str) -> Bilingual:
    """Words in both languages; where one is missing the other stands for it."""
    return {"ar": ar or fr, "fr": fr or ar}


class PartyContent(TypedDict):
    """One party as its card stood, and who signs for it."""

    id: str
    organisation: str
    part: str
    name: Bilingual
    kind: str
    seat: Bilingual
    address: str
    receipt: str
    receipt_on: str | None
    phone: str
    email: str
    signatory: Bilingual | None
    capacity: Bilingual | None
    mandate: list[str | None] | None  # its first and its last day


class ArticleContent(TypedDict):
    """One article; `number` is None for references and the preamble.

    `typed` is what was typed in Arabic and in French, with its braces, where the text is filled; what was sealed by earlier
    releases has none.
    """

    id: str
    section: str
    number: int | None
    heading_ar: str
    heading_fr: str
    text_ar: str
    text_fr: str
    typed: NotRequired[list[str]]


class InstalmentContent(TypedDict):
    """One payment of a commitment of money."""

    amount: int
    due_on: str | None
    condition: str


class CommitmentContent(TypedDict):
    """One commitment: `quantity` of `unit`, or `amount`; `debtor` and `creditor` are keys of parties."""

    id: str
    debtor: str | None
    creditor: str | None
    text: Bilingual
    quantity: int | None
    unit: str
    amount: int | None
    due_on: str | None
    every_months: int | None
    until_on: str | None
    is_month_end: NotRequired[bool]
    instalments: list[InstalmentContent]


class BudgetLineContent(TypedDict):
    """One line of the budget."""

    label: Bilingual
    amount: int


class SharingContent(TypedDict):
    """What one party shows another; both are keys of parties."""

    giver: str
    taker: str
    kind: str
    to_on: str | None


class AgreementContent(TypedDict):
    """A whole agreement: `Revision.content`. `association` is the key of the organisation that is accompanied."""

    title: Bilingual
    kind: str
    languages: str
    object: str
    starts_on: str | None
    ends_on: str | None
    notice_days: int
    notice_months: NotRequired[int]
    copies: int
    budget: int | None
    currency: str
    association: str | None
    parties: list[PartyContent]
    articles: list[ArticleContent]
    commitments: list[CommitmentContent]
    budget_lines: list[BudgetLineContent]
    sharings: list[SharingContent]
    fields: list[str]  # of training, as the plan names them


class ArticleChangeContent(TypedDict):
    """New words of the article of that key, or a new article (None); an empty text leaves what stood there."""

    id: str
    article: str | None
    heading_ar: str
    heading_fr: str
    text_ar: str
    text_fr: str


class CommitmentChangeContent(TypedDict):
    """New terms of the commitment of that key; `measure` in its unit: centimes, or pieces."""

    commitment: str
    due_on: str | None
    measure: int | None
    is_dropped: bool


class AmendmentContent(TypedDict):
    """What an amendment changes: `Amendment.content`."""

    reason: str
    ends_on: str | None
    articles: list[ArticleChangeContent]
    commitments: list[CommitmentChangeContent]
