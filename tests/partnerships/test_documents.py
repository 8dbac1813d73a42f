"""The paper of an agreement, read back from its PDF: in Arabic, in French, side by side, short and long."""

import re
import shutil
import subprocess
import unicodedata

import pytest

from sanad.directory.models import Organisation
from sanad.foundation.documents.papers import preview
from sanad.foundation.files.store import open_file
from sanad.partnerships.drafting.commands.agreement import settle_text, start_agreement
from sanad.partnerships.drafting.commands.commitments import edit_commitment
from sanad.partnerships.drafting.commands.parties import add_party
from sanad.partnerships.drafting.commands.text import add_article, edit_article
from sanad.partnerships.signing.commands import issue_agreement, send_out
from sanad.partnerships.signing.documents import AGREEMENT, build
from sanad.partnerships.signing.policies import can_issue_agreement
from tests.partnerships.table import END, complete, out, promised, seated, signed
from tests.refusals import says_no


def pages(pdf: bytes) -> list[str]:
    """The words of each page, without direction marks and with one space between them."""
    tool = shutil.which("pdftotext")
    assert tool, "poppler-utils is not installed (Debian: apt-get install poppler-utils)"
    run = subprocess.run([tool, "-", "-"], input=pdf, capture_output=True, check=True)
    plain = re.sub(r"[\u200e\u200f\u2066-\u2069\u202a-\u202e]", "", unicodedata.normalize("NFKC", run.stdout.decode()))
    return [" ".join(page.split()) for page in plain.split("\f")[:-1]]


def read(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def test_the_arabic_paper_holds_everything(world):
    text = read(preview(AGREEMENT, complete(world), "ar"))
    for words in (
        "اتفاقية",
        world.host.name_ar,
        world.association.name_ar,
        "جماعة أغزران",
        "المادة",
        "الموضوع",
        "جدول الالتزامات",
        "الميزانية",
        "أشطر الأداء",
        "30.000",
        "التقرير",
        "إدريس الرئيس",
        "التوقيع والخاتم",
        "عدد النظائر الأصلية",
        "مسودة",
    ):
        assert words in text, words


@pytest.mark.parametrize("template", ["support", "framework", "specific"])
def test_the_number_of_originals_is_given_once(world, template):
    agreement = complete(world, template=template, languages="ar")
    assert read(preview(AGREEMENT, agreement, "ar")).count("عدد النظائر الأصلية") == 1


def test_the_french_paper(world):
    agreement = seated(world, title_ar="", title_fr="Convention d'appui", languages="fr", budget=50)
    add_article(world.sg, agreement, section="object", heading_fr="Objet", text_fr="Du {starts_on} au {ends_on}.")
    promised(world, agreement, text_ar="", text_fr="Un appui", quantity=None, amount=50)
    text = read(preview(AGREEMENT, agreement, "fr"))
    for words in (
        "Convention d'appui",
        "Article 1 : Objet",
        "Du 1er avril 2024 au 31 mars 2027.",
        "Un appui",
        "0,50 DH",
    ):
        assert words in text.replace("’", "'"), words


def test_side_by_side(world):
    agreement = complete(world, template="support", languages="ar+fr")
    blocks = build(agreement).as_json()["blocks"]
    headings = [block["rows"][0] for block in blocks if block["kind"] == "pair" and block["is_heading"]]
    assert ("المادة 1: موضوع الاتفاقية", "Article 1\u00a0: Objet de la convention") in headings
    assert ("المرجعيات", "Visas") in headings
    text = read(preview(AGREEMENT, agreement, "ar"))
    assert "Objet de la convention" in text
    assert "موضوع الاتفاقية" in text


def test_an_article_without_heading_and_more_than_three_boxes(world):
    from sanad.directory.commands.organisations import add_organisation

    agreement = seated(world)
    add_article(world.sg, agreement, section="visas", text_ar="بناء على القانون؛")
    add_article(world.sg, agreement, section="object", text_ar="نص")
    body = add_organisation(world.sg, kind="donor", name_ar="صندوق", is_new=True)
    add_party(world.sg, agreement, organisation=body, part="funder")
    blocks = build(agreement).as_json()["blocks"]
    assert [len(block["rows"]) for block in blocks if block["kind"] == "signatures"] == [3, 1]
    assert [block["text"] for block in blocks if block["kind"] == "heading"] == ["الأطراف", "المادة 1"]


def test_a_draft_of_nothing_is_a_paper_too(world):
    agreement = start_agreement(world.stranger, title_ar="اتفاقية")
    assert "اتفاقية" in read(preview(AGREEMENT, agreement, "ar"))


def test_sixty_articles_break_well(world):
    agreement = complete(world)
    for number in range(59):
        words = {"heading_ar": f"عنوان {number}", "text_ar": "يلتزم كل طرف بما ورد في هذه المادة من أحكام. " * 9}
        add_article(world.sg, agreement, section="other", **words)
    found = pages(preview(AGREEMENT, agreement, "ar"))
    assert 8 < len(found) < 20
    assert "60" in " ".join(found)
    for page in found[:-2]:  # a heading never stands alone at the foot of a page
        assert page.rfind("يلتزم") > page.rfind("عنوان") > 0


def test_issue_agreement_in_the_language_of_the_text(world, client):
    agreement = signed(world, title_fr="Convention", languages="ar")
    revision = agreement.revisions.get()
    paper = issue_agreement(world.sg, revision)
    assert (paper.kind, paper.language, paper.title, paper.data["reference"]) == (
        "agreement",
        "ar",
        "اتفاقية",
        paper.reference,
    )
    with open_file(paper.file) as stored:
        assert "المادة" in read(stored.read())
    page = client.get(f"/D/{paper.code}").content.decode()
    assert "جدول الالتزامات" in page
    again = issue_agreement(world.sg, revision)
    assert again.replaces == paper
    assert not can_issue_agreement(world.president, revision)
    with says_no("This belongs to another space."):
        issue_agreement(world.coordinator.__class__(world.stranger.user, world.stranger.space, "president"), revision)


def test_what_was_sealed_is_printed_whatever_the_cards_say_later(world):
    agreement = out(world)
    revision = agreement.revisions.get()
    before = build(revision).as_json()
    Organisation.objects.filter(pk=world.association.pk).update(name_ar="اسم آخر")
    assert build(revision).as_json() == before
    assert END.isoformat() in str(revision.content)


def test_both_languages_on_the_public_page(world, client):
    agreement = complete(world, template="support", languages="ar+fr")
    for row in agreement.commitments.all():
        edit_commitment(world.sg, row, text_fr="Cours")
    for article in agreement.articles.filter(text_fr=""):
        edit_article(world.sg, article, base_version=article.version, text_fr="Texte")
    send_out(world.sg, settle_text(world.sg, agreement))
    paper = issue_agreement(world.sg, agreement.revisions.get())
    page = client.get(f"/D/{paper.code}").content.decode()
    assert "Objet de la convention" in page
    assert "موضوع الاتفاقية" in page
