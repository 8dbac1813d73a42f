"""A diagnosis of 33 items by 12 raters: its results, its workshop, its paper. Figures are printed."""

import random

import pytest
from django.utils import timezone

from sanad.accompaniment.models import Engagement
from sanad.diagnosis.models import Diagnosis, Rating
from sanad.diagnosis.results.documents import RESULTS_PAPER
from sanad.diagnosis.workshop.commands.diagnoses import move_diagnosis, start_diagnosis
from sanad.diagnosis.workshop.commands.scores import agree_scores
from sanad.diagnosis.workshop.commands.sheets import answer_sheet, open_sheet
from sanad.diagnosis.workshop.queries.progress import asked_keys
from sanad.diagnosis.workshop.queries.results import results_of
from sanad.foundation.documents.papers import preview
from tests.bench.measure import print_headings, print_page, timed

RATERS = 12


@pytest.fixture
def rated(world) -> Diagnosis:
    dice = random.Random(2024)
    engagement = Engagement.objects.get(space=world.sg.space, association=world.association)
    diagnosis = start_diagnosis(
        world.coordinator,
        engagement,
        instrument="sanad-8@1",
        kind="annual",
        mode="workshop",
        held_on=timezone.localdate(),
    )
    keys = asked_keys(diagnosis)
    for number in range(RATERS):
        sheet = open_sheet(world.coordinator, diagnosis, group="association" if number % 4 else "facilitator")
        answers = {key: {"reply": "level", "level": dice.randint(1, 4), "comment": "كما رأينا"} for key in keys}
        answer_sheet(world.coordinator, sheet, answers=answers)
    move_diagnosis(world.coordinator, diagnosis, state="rated")
    scores = {
        key: {"reply": "level", "level": dice.randint(1, 3), "desired": dice.randint(2, 4), "comment": "بعد نقاش"}
        for key in keys
    }
    agree_scores(world.coordinator, diagnosis, scores=scores)
    return diagnosis


def test_the_pages_of_a_diagnosis_by_twelve(world, rated, browse, settings) -> None:
    assert Rating.objects.filter(sheet__diagnosis=rated).count() == 33 * RATERS
    client = browse(world.coordinator)
    print_headings()
    for name in ("results", "workshop"):
        assert print_page(client, settings, name, f"/diagnosis/{rated.pk}/{name}/") <= 16
    move_diagnosis(world.coordinator, rated, state="agreed")
    for name in ("", "gaps/", "change/"):
        print_page(client, settings, f"diagnosis {name}", f"/diagnosis/{rated.pk}/{name}")
    sheet = rated.sheets.first()
    print_page(client, settings, "one sheet", f"/diagnosis/sheets/{sheet.pk}/")
    ours, _ = timed(lambda: results_of(rated))
    paper, _ = timed(lambda: preview(RESULTS_PAPER, rated, "ar"))
    print(f"\nresults of 33 items by {RATERS}: {ours:.1f} ms to count, {paper:.1f} ms to print")
