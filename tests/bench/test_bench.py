"""The ten most used pages and the papers, each against its floor in the same run. Figures are printed, not judged.

Floors of a page: a bare view that renders the same template from the objects already in memory, once alone ("x bare")
and once behind the same doors, where the session is read, the person recognised and the answer compressed ("x doors").
Floor of a paper: the bare Typst compile of the same content. SANAD_BENCH=short takes a small data set, full the large.
"""

import json

import pytest
from django.db import connection
from django.utils import timezone, translation

from sanad.accompaniment.models import Engagement
from sanad.activities.models import Activity, PressReport
from sanad.activities.press.documents import PRESS
from sanad.directory.models import Organisation, Person
from sanad.foundation.documents.engine import compile_pdf
from sanad.foundation.documents.papers import TEMPLATE, preview
from tests.bench.generator import SIZES, fill
from tests.bench.measure import NO_FRAME, SIZE, print_headings, print_page, timed


@pytest.fixture
def large(world):
    fill(world.sg, SIZES[SIZE])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a database at work knows how many rows it has; one filled a second ago does not
    return world


def addresses(world) -> dict[str, str]:
    meeting = Activity.objects.filter(space=world.sg.space, kind="meeting", series__isnull=False).first()
    return {
        "home": "/",
        "organisations": "/directory/",
        "organisation search": "/directory/?q=الماء",
        "people": "/directory/people/",
        "organisation": f"/directory/{Organisation.objects.get(pk=world.association.pk).pk}/",
        "person": f"/directory/people/{Person.objects.get(pk=world.people['sg'].pk).pk}/",
        "engagement dossier": f"/accompaniment/{Engagement.objects.get(space=world.sg.space).pk}/",
        "activities": "/activities/",
        "activity": f"/activities/{meeting.pk}/",
        "search": "/search/?q=الزيتوني",
    }


def test_pages(large, browse, settings) -> None:
    client = browse(large.sg)
    print_headings()
    for name, address in addresses(large).items():
        print_page(client, settings, name, address)


def test_papers(world) -> None:
    report = PressReport.objects.filter(space=world.sg.space).latest("created_at")
    with translation.override("ar"):
        content = json.loads(json.dumps(PRESS.build(report).as_json()))
    bare_data = {**content, **NO_FRAME}
    ours, _ = timed(lambda: preview(PRESS, report, "ar"))
    bare, _ = timed(lambda: compile_pdf(TEMPLATE, bare_data, timezone.now()))
    print(f"\npress report: {1000 / ours:.1f} papers a second, {ours / bare:.2f} x the bare compile")
