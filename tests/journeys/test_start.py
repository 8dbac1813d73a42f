"""The first start of `make run`: the case is loaded, and the server that loaded it serves its papers."""

import os
import re
import subprocess
import sys
from http import HTTPStatus

import pytest

from sanad.demo.case import PASSWORD
from tests.journeys.conftest import ROOT, _free_port, _wait

pytestmark = pytest.mark.journey


@pytest.fixture
def demo_server(tmp_path):
    """The address of `sanad serve --demo` on an empty state."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "SANAD_STATE": str(tmp_path), "SANAD_ADDRESS": address}
    environment.pop("SANAD_DATABASE", None)
    with (tmp_path / "server.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "sanad", "serve", "--demo", "--port", str(port)],
            cwd=ROOT, env=environment, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait(address, process, tmp_path)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def test_the_first_start_serves_the_papers_of_the_case(demo_server, browser):
    page = browser.new_context(base_url=demo_server).new_page()
    page.goto("/")
    page.fill("[name=login]", "sg")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector(".side")
    home = page.request.get("/activities/").text()
    meeting = re.findall(r'href="/activities/([0-9a-f-]{36})/"', home)[0]
    for kind in ("attendance_blank", "follow_ups"):
        paper = page.request.get(f"/activities/papers/{kind}/{meeting}/ar/draft.pdf", timeout=20_000)
        assert paper.status == HTTPStatus.OK
        assert paper.body().startswith(b"%PDF")
