"""An agreement of 60 articles as a PDF, against the bare Typst compile of the same content. Figures are printed, not judged."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from sanad.foundation.documents.engine import compile_pdf
from sanad.foundation.documents.papers import TEMPLATE, preview
from sanad.partnerships.drafting.commands.agreement import settle_text
from sanad.partnerships.drafting.commands.commitments import edit_commitment
from sanad.partnerships.drafting.commands.text import add_article, edit_article
from sanad.partnerships.signing.commands import send_out
from sanad.partnerships.signing.documents import AGREEMENT
from tests.bench.measure import NO_FRAME, timed
from tests.partnerships.table import OUT, complete

ARTICLES = 60
SENTENCE = "يلتزم كل طرف، في ما يخصه، بما ورد في هذه المادة من أحكام، من {starts_on} إلى {ends_on}. "
PHRASE = "Chaque partie s'engage, pour ce qui la concerne, du {starts_on} au {ends_on}. "


def long_agreement(world, languages: str):
    agreement = complete(world, languages=languages, title_fr="Convention")
    for number in range(1, ARTICLES):
        words = {"heading_ar": f"عنوان {number}", "text_ar": SENTENCE * 6}
        if "fr" in languages:
            words |= {"heading_fr": f"Titre {number}", "text_fr": PHRASE * 6}
        add_article(world.sg, agreement, section="other", **words)
    for row in agreement.commitments.all():
        edit_commitment(world.sg, row, text_fr="Cours")
    first = agreement.articles.first()
    edit_article(world.sg, first, base_version=first.version, text_fr="Objet")
    return send_out(world.sg, settle_text(world.sg, agreement), on=OUT).revisions.get()


@pytest.mark.parametrize("languages", ["ar", "ar+fr"])
def test_sixty_articles(world, languages) -> None:
    revision = long_agreement(world, languages)
    with translation.override("ar"):
        content = json.loads(json.dumps(AGREEMENT.build(revision).as_json()))
    bare_data = {**content, **NO_FRAME}
    with CaptureQueriesContext(connection) as queries:
        pdf = preview(AGREEMENT, revision, "ar")
    ours, _ = timed(lambda: preview(AGREEMENT, revision, "ar"))
    bare, _ = timed(lambda: compile_pdf(TEMPLATE, bare_data, timezone.now()))
    print(
        f"\n{connection.vendor}, agreement of {ARTICLES} articles, {languages}: {ours:.0f} ms, {ours / bare:.2f} x the bare "
        f"compile, {len(queries)} queries, {len(pdf) / 1024:.0f} KiB"
    )
    assert len(queries) == 0, "a sealed text is printed from itself"
