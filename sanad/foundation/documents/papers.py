"""The papers that slices declare, their preview, and their issue."""

import re
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, override

from sanad.foundation.arabic.bidi import isolate_numbers
from sanad.foundation.arabic.dates import unbroken
from sanad.foundation.documents.content import PaperContent
from sanad.foundation.documents.engine import AT_ONCE, compile_pdf
from sanad.foundation.documents.glyphs import not_printed
from sanad.foundation.documents.logo import logo_svg
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.qr import modules_of, qr_svg
from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.store import written
from sanad.foundation.history import anchors
from sanad.foundation.history.labels import label_of
from sanad.foundation.numbering import next_numbers
from sanad.foundation.policy import Refused, Text, Verdict
from sanad.foundation.spaces.actor import Actor

TEMPLATE = Path(__file__).parent / "paper.typ"
# Without I, L, O, U: a code read aloud or typed from paper is not mistaken. 16 signs are 80 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16


@dataclass(frozen=True)
class Paper:
    """A kind of paper: `build(subject)` gives its content in the active language; `may_issue` judges its issue.

    One that `is_form` is filled in by hand: it is no draft of anything, and nothing is printed across it.
    """

    kind: str
    series: str
    title: Text
    build: Callable[[Any], PaperContent]
    may_issue: Callable[[Actor, Any], Verdict]
    template: Path = TEMPLATE
    is_form: bool = False


Seal = Callable[[dict[str, Any], str], str]


@dataclass(frozen=True)
class Draft:
    """A paper about to be issued: about which row, saying what, in place of which.

    `seal(content, code)` gives what the QR code carries beyond the address of the page that checks the paper.
    """

    subject: models.Model
    content: PaperContent
    replaces: IssuedDocument | None = None
    seal: Seal | None = None


PAPERS: dict[str, Paper] = {}


def declare(paper: Paper) -> Paper:
    """Make a kind of paper known under its name."""
    PAPERS[paper.kind] = paper
    return paper


def new_code() -> str:
    """A code that cannot be guessed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def check_address(code: str) -> str:
    """Where anybody checks a paper; upper case, so that the QR code stays small."""
    return f"{settings.PUBLIC_ADDRESS}/D/{code}"


def preview(paper: Paper, subject: Any, language: str) -> bytes:
    """The PDF as it would be, marked as a draft, without number or code; it says which signs cannot be printed."""
    with override(language):
        content = paper.build(subject).as_json()
        data = _framed(
            content, draft="" if paper.is_form else gettext("Draft"), lacks=not_printed(content, on_paper=True)
        )
    return compile_pdf(paper.template, data, timezone.now())


def unnumbered(paper: Paper, subject: models.Model, language: str) -> bytes:
    """The PDF of what stands already but was not numbered: no draft; the foot says that it has no number."""
    with override(language):
        content = paper.build(subject).as_json()
        data = _framed(content, foot=gettext("Copy without a number"), lacks=not_printed(content, on_paper=True))
    return compile_pdf(paper.template, data, timezone.now())


def printable(content: PaperContent) -> bytes:
    """The PDF of a form to be filled in by hand, in the active language: neither a draft nor numbered."""
    data = content.as_json()
    return compile_pdf(TEMPLATE, _framed(data, lacks=not_printed(data, on_paper=True)), timezone.now())


def issue(
    actor: Actor, paper: Paper, subject: Any, language: str, replaces: IssuedDocument | None = None
) -> IssuedDocument:
    """Number, freeze and store a paper, inside the open transaction of a command. Refused as `may_issue` says."""
    verdict = paper.may_issue(actor, subject)
    if not verdict:
        raise Refused(verdict.reason)
    with override(language):
        return issue_all(actor, paper, [Draft(subject, paper.build(subject), replaces)], language)[0]


def issue_all(actor: Actor, paper: Paper, drafts: Sequence[Draft], language: str) -> list[IssuedDocument]:
    """Number, freeze and store papers of one kind, judged already, inside the open transaction of a command."""
    now = timezone.now()
    year = timezone.localtime(now).year
    numbers = next_numbers(actor.space_id, paper.series, year, len(drafts))
    head = anchors.head_of(actor.space_id)

    def kept(one: _Printed, number: int) -> tuple[_Printed, StoredFile]:
        picture = qr_svg(one.scanned)
        frame = {**one.frame, "qr": picture, "qr_modules": modules_of(picture)}
        pdf, name = compile_pdf(paper.template, frame, now), f"{paper.kind}-{number}-{year}-{language}.pdf"
        return one, written(actor.space_id, pdf, name=name, media_type="application/pdf")

    # No work for the database: drawing, compiling, writing files. While the first are printed, the next are written.
    with override(language), ThreadPoolExecutor(AT_ONCE) as workers:
        logo = cache(logo_svg)  # read once, not for each of a thousand certificates
        drawn = (
            _Printed.of(draft, f"{number}/{year}", head, logo) for draft, number in zip(drafts, numbers, strict=True)
        )
        printed = list(workers.map(kept, drawn, numbers))
    StoredFile.objects.bulk_create(file for _one, file in printed)
    anchors.keep_soon(actor.space_id)
    papers = [
        IssuedDocument(
            space=actor.space,
            kind=paper.kind,
            series=paper.series,
            year=year,
            number=number,
            language=language,
            title=one.content["title"],
            subject_type=label_of(draft.subject),
            subject_id=draft.subject.pk,
            data=one.content,
            file=stored,
            sha256=stored.sha256,
            code=one.code,
            issued_by=actor.user,
            issued_at=now,
            replaces=draft.replaces,
            head=head,
        )
        for draft, number, (one, stored) in zip(drafts, numbers, printed, strict=True)
    ]
    for row in papers:
        row.refresh_index()
    return IssuedDocument.objects.bulk_create(papers)


@dataclass(frozen=True)
class _Printed:
    """A draft with its number and code: what is stored, what the template takes, what the QR code holds."""

    content: dict[str, Any]
    code: str
    frame: dict[str, Any]
    scanned: str

    @classmethod
    def of(cls, draft: Draft, reference: str, head: str, logo: Callable[[str], str]) -> "_Printed":
        """Number it, in the active language."""
        content, code = {**draft.content.as_json(), "reference": reference}, new_code()
        sealed = draft.seal(content, code) if draft.seal else ""
        address = check_address(code)
        frame = _framed(content, code=code, head=head, logo=logo)
        return cls(content, code, frame, f"{address}#{sealed}" if sealed else address)


def _framed(
    content: dict[str, Any],
    *,
    code: str = "",
    draft: str = "",
    foot: str = "",
    head: str = "",
    lacks: Sequence[str] = (),
    logo: Callable[[str], str] = logo_svg,
) -> dict[str, Any]:
    """The content with what stands around it on every paper, as the template takes it.

    `head` is the last line of the history: whoever makes it anew does not agree with the papers that are out.
    `lacks` says to who prints what cannot be printed; a paper that was issued carries no such note.
    """
    address = check_address(code) if code else ""
    number = gettext("No %(reference)s") % {"reference": content["reference"]} if code else draft or foot
    frame = {
        "draft": draft,
        "lacks": list(lacks),
        "footer": " · ".join(part for part in (content["head"]["name"], number) if part),
        "page_word": gettext("Page"),
        "check": address,
        "check_word": gettext("Check this paper at"),
        "code": code,
        "code_word": "",
        "line": anchors.in_groups(head),
        "line_word": gettext("Line of the history") if head else "",
        "logo": logo(content["head"].get("logo", "")),
        "logo_alt": gettext("Logo of %(name)s") % {"name": content["head"]["name"]},
        "qr": "",
        "qr_modules": 0,
        "qr_alt": gettext("QR code of the page on which this paper is checked"),
    }
    kept = {"logo", "qr", "qr_modules", "check", "code", "line", "language", "kind"}
    return {key: value if key in kept else _isolated(value) for key, value in {**content, **frame}.items()}


def breakable(text: str) -> str:
    """The text in which a word that no line holds may go on in the next one."""
    return _ENDLESS.sub(lambda word: "\u200b".join(_PIECE.findall(word.group())), text)


_ENDLESS, _PIECE = re.compile(r"\S{31,}"), re.compile(r".{1,10}")
_AS_IT_IS = {"kind", "svg", "alt"}


def _isolated(value: Any) -> Any:
    if isinstance(value, str):
        return breakable(unbroken(isolate_numbers(value)))
    if isinstance(value, dict):
        return {key: item if key in _AS_IT_IS else _isolated(item) for key, item in value.items()}
    return [_isolated(item) for item in value] if isinstance(value, list | tuple) else value
