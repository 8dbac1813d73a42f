"""The papers of a diagnosis, read back as text."""

import pytest
from django.utils import translation

from sanad.diagnosis.instruments.documents import blank_form
from sanad.diagnosis.instruments.queries.shipped import shipped_instruments
from sanad.diagnosis.results.commands import answer_gap, issue_results
from sanad.diagnosis.results.documents import RESULTS_PAPER
from sanad.foundation.documents.papers import preview, printable
from sanad.foundation.spaces.models import Space
from tests.diagnosis.tiny import agreed, answered, began, closed, said, tiny
from tests.pdf import words_of
from tests.refusals import says_no


def test_the_results_tell_what_was_said_agreed_and_what_follows(world):
    diagnosis = agreed(world, began(world, facilitator=world.people["coordinator"]), 1, 2, 3, 4, None)
    scores = {score.item: score for score in diagnosis.scores.all()}
    answer_gap(world.coordinator, scores["receipt"], answer="new", statement="وصل الإيداع النهائي")
    told = words_of(preview(RESULTS_PAPER, diagnosis, "ar"))
    for words in ("نص الأوراق", "وصل الإيداع النهائي", "نص الوصل", "1,5", "3,5", "AGPL"):
        assert words in told, words
    assert "نص المحاضر" in told
    answer_gap(world.coordinator, scores["minutes"], answer="waive", waiver="ليس الآن")
    assert "ليس الآن" in words_of(preview(RESULTS_PAPER, diagnosis, "ar"))
    content = RESULTS_PAPER.build(diagnosis).as_json()
    (picture,) = [block for block in content["blocks"] if block["kind"] == "picture"]
    assert picture["svg"].startswith("<svg")
    assert "1,5" in picture["alt"]


def test_results_without_answers_have_no_radar(world):
    diagnosis = began(world)
    content = RESULTS_PAPER.build(diagnosis).as_json()
    assert "picture" not in {block["kind"] for block in content["blocks"]}
    assert words_of(preview(RESULTS_PAPER, diagnosis, "fr"))


def test_issue_results_when_they_are_agreed(world, client):
    diagnosis = began(world)
    answered(world.coordinator, diagnosis, 1)
    with says_no("The scores are not agreed yet."):
        issue_results(world.sg, diagnosis, language="ar")
    diagnosis = agreed(world, diagnosis, 1, 2, 3, 4, None)
    first = issue_results(world.sg, diagnosis, language="ar")
    second = issue_results(world.sg, diagnosis, language="ar")
    assert second.replaces == first
    assert second.number == first.number + 1
    page = client.get(f"/D/{second.code}").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert "نص الوصل" in page
    with says_no("This belongs to another space."):
        issue_results(world.president, closed(world, began(world, tiny("other")), 1, 1, 1, 1, 1), language="ar")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_form_to_fill_in_by_hand_has_every_level(world, language):
    diagnosis = began(world)
    with translation.override(language):
        told = words_of(printable(blank_form(diagnosis.instrument, world.sg.space, core_only=False)))
        short = words_of(printable(blank_form(diagnosis.instrument, world.sg.space, core_only=True)))
        assert str(shipped_instruments()["sanad-8"].title)
    assert all(said(f"receipt {level}")[language] in told for level in range(1, 5))
    assert said("petition")[language] in told
    assert said("petition")[language] not in short


def test_a_form_of_the_residents_asks_for_the_household(world):
    diagnosis = began(world, tiny("houses", subject="residents"))
    bare = Space.objects.create(kind="support", name_ar="منظمة بلا بطاقة")
    with translation.override("ar"):
        told = words_of(printable(blank_form(diagnosis.instrument, bare, core_only=False)))
    assert "منظمة بلا بطاقة" in told
    assert "دوار" in told
