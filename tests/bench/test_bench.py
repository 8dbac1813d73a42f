"""The ten most used pages and the papers, each against its floor in the same run. Figures are printed, not judged.

Floors of a page: a bare view that renders the same template from the objects already in memory, once alone ("x bare")
and once behind the same doors, where the session is read, the person recognised and the answer compressed ("x doors").
Floor of a paper: the bare Typst compile of the same content. SANAD_BENCH=short takes a small data set, full the large.
"""

import gzip
import json
import os
import statistics
import time
from collections.abc import Callable
from types import ModuleType

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.template.loader import get_template
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone, translation

from sanad.accompaniment.models import Engagement
from sanad.activities.documents import PRESS
from sanad.activities.models import Activity, PressReport
from sanad.config import urls
from sanad.directory.models import Organisation, Person
from sanad.foundation.documents.engine import compile_pdf
from sanad.foundation.documents.papers import TEMPLATE, preview
from tests.bench.generator import SIZES, fill

SIZE = os.environ.get("SANAD_BENCH", "short")
ROUNDS = 30 if SIZE == "full" else 5


def timed(act: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds, after one run to warm up."""
    act()
    spent = []
    for _ in range(rounds):
        begin = time.perf_counter()
        act()
        spent.append((time.perf_counter() - begin) * 1000)
    return statistics.median(spent), sorted(spent)[max(0, int(len(spent) * 0.95) - 1)]


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
    client, ours = browse(large.sg), settings.ROOT_URLCONF
    print(f"\n{connection.vendor}, {SIZE} data set, {ROUNDS} rounds")
    print(f"{'page':22}{'queries':>8}{'median ms':>11}{'p95 ms':>9}{'x bare':>8}{'x doors':>9}{'KiB gz':>8}")
    for name, address in addresses(large).items():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        count = len(queries)
        assert response.status_code == 200, (name, response.status_code)
        median, p95 = timed(lambda address=address: client.get(address))
        settings.ROOT_URLCONF = bare_view(response)
        doors, _ = timed(lambda: client.get("/bare/"))
        with override_settings(MIDDLEWARE=[]):
            alone = Client()
            with CaptureQueriesContext(connection) as none:
                alone.get("/bare/")
            assert not none, none.captured_queries
            bare, _ = timed(lambda alone=alone: alone.get("/bare/"))
        settings.ROOT_URLCONF = ours
        weight = len(gzip.compress(response.content)) / 1024
        print(f"{name:22}{count:>8}{median:>11.1f}{p95:>9.1f}{median / bare:>8.2f}{median / doors:>9.2f}{weight:>8.1f}")
        assert weight < 60


def bare_view(response) -> ModuleType:
    """Addresses with one view more, which renders the template of `response` from its objects."""
    found = response.context
    values = found.flatten() if hasattr(found, "flatten") else found[0].flatten()
    template = get_template(response.templates[0].name).template

    def view(_request: HttpRequest) -> HttpResponse:
        with translation.override("ar"):
            return HttpResponse(template.render(Context(values)))

    addresses = ModuleType("bare_addresses")
    addresses.urlpatterns = [path("bare/", view), *urls.urlpatterns]  # type: ignore[attr-defined]
    return addresses


def test_papers(world) -> None:
    report = PressReport.objects.filter(space=world.sg.space).latest("created_at")
    with translation.override("ar"):
        content = json.loads(json.dumps(PRESS.build(report).as_json()))
    bare_data = {
        **content,
        "draft": "",
        "footer": "",
        "page_word": "",
        "check": "",
        "check_word": "",
        "code": "",
        "qr": "",
        "qr_alt": "x",
    }
    ours, _ = timed(lambda: preview(PRESS, report, "ar"))
    bare, _ = timed(lambda: compile_pdf(TEMPLATE, bare_data, timezone.now()))
    print(f"\npress report: {1000 / ours:.1f} papers a second, {ours / bare:.2f} x the bare compile")
