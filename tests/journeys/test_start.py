"""The first start of `make run`: the case is loaded, and the server that loaded it serves its papers."""

import re
from http import HTTPStatus

import pytest

from sanad.demo.case import PASSWORD

pytestmark = pytest.mark.journey


def test_the_first_start_serves_the_papers_of_the_case(demo, browser):
    page = browser.new_context(base_url=demo).new_page()
    page.goto("/")
    page.locator("main a.primary").click()
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
