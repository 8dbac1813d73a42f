"""What a page costs against a bare view that renders the same template from the objects already in memory."""

import gzip
import os
import statistics
import time
from collections.abc import Callable
from types import ModuleType

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.template.loader import get_template
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import translation

from sanad.config import urls

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


# What stands around the content on every paper, left out (`papers._framed`).
NO_FRAME: dict[str, object] = {
    **dict.fromkeys(
        ("draft", "footer", "page_word", "check", "check_word", "code", "code_word", "line", "line_word", "qr"), ""
    ),
    "lacks": [],
    "qr_alt": "x",
}


def bare_view(response) -> ModuleType:
    """Addresses with one view more, which renders the template of `response` from its objects."""
    found = response.context
    values = found.flatten() if hasattr(found, "flatten") else found[0].flatten()
    template = get_template(response.templates[0].name).template

    def view(_request: HttpRequest) -> HttpResponse:
        with translation.override("ar"):
            return HttpResponse(template.render(Context(values)))

    addresses = ModuleType("bare_addresses")
    addresses.urlpatterns = [path("bare/", view), *urls.urlpatterns]  # type: ignore[attr-defined]  # a module made by hand
    return addresses


def print_headings() -> None:
    print(f"\n{connection.vendor}, {SIZE} data set, {ROUNDS} rounds")
    print(f"{'page':22}{'queries':>8}{'median ms':>11}{'p95 ms':>9}{'x bare':>8}{'x doors':>9}{'KiB gz':>8}")


def print_page(client: Client, settings, name: str, address: str) -> int:
    """Measure one page, print its line and give its number of queries; no page weighs more than 60 KiB."""
    ours = settings.ROOT_URLCONF
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    count = len(queries)
    assert response.status_code == 200, (name, response.status_code)
    median, p95 = timed(lambda: client.get(address))
    settings.ROOT_URLCONF = bare_view(response)
    doors, _ = timed(lambda: client.get("/bare/"))
    with override_settings(MIDDLEWARE=[]):
        alone = Client()
        with CaptureQueriesContext(connection) as none:
            alone.get("/bare/")
        assert not none, none.captured_queries
        bare, _ = timed(lambda: alone.get("/bare/"))
    settings.ROOT_URLCONF = ours
    weight = len(gzip.compress(response.content)) / 1024
    print(f"{name:22}{count:>8}{median:>11.1f}{p95:>9.1f}{median / bare:>8.2f}{median / doors:>9.2f}{weight:>8.1f}")
    assert weight < 60
    return count
