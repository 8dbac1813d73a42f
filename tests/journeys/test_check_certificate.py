"""A stranger checks a certificate by its QR code: with a network and without, genuine, altered, revoked."""

import base64
import json

import pytest
from playwright.sync_api import Page, expect

from sanad.demo.case import PASSWORD
from tests.journeys.conftest import held
from tests.journeys.test_case import fill
from tests.qr import codes_of

pytestmark = pytest.mark.journey


def verdict(page: Page, address: str) -> str:
    """What the page says of what the address carries."""
    page.goto("about:blank")
    page.goto(address)
    line = page.locator("#verdict")
    expect(line).to_be_visible()
    return line.get_attribute("data-verdict") or ""


def altered(address: str) -> str:
    """The same with another name, under the old signature."""
    place, token = address.split("#")
    header, content, signature = token.split(".")
    said = json.loads(base64.urlsafe_b64decode(content + "=" * (-len(content) % 4)))
    said["f"]["name"] = "اسم آخر"
    forged = base64.urlsafe_b64encode(json.dumps(said, ensure_ascii=False).encode()).decode().rstrip("=")
    return f"{place}#{header}.{forged}.{signature}"


@pytest.fixture
def addresses(browser, demo) -> dict[str, str]:
    """What the QR codes of the certificates of the case hold, by how they stand."""
    found = {}
    with held(browser, demo) as page:
        page.goto("/account/login/")
        fill(page, login="sg", password=PASSWORD)
        page.locator("form.sheet button.primary").click()
        page.wait_for_url("**/")
        for standing in ("valid", "revoked"):
            page.goto(f"/training/certificates/?standing={standing}")
            page.locator("#rows a[href*='/training/certificates/']").first.click()
            paper = page.locator("a[href$='/paper/']").get_attribute("href") or ""
            found[standing] = codes_of(page.request.get(paper).body())[0]
    return found


def test_with_a_network(browser, demo, addresses):
    with held(browser, demo) as page:
        assert verdict(page, addresses["valid"]) == "valid"
        expect(page.locator("#seal")).to_contain_text("المنظمة الدولية للعمل التطوعي")
        assert verdict(page, altered(addresses["valid"])) == "forged"
        expect(page.locator("[data-of-code]").first).to_be_hidden()
        assert verdict(page, addresses["revoked"]) == "revoked"
        other = addresses["valid"].split("#")[1]
        assert verdict(page, f"{addresses['revoked'].split('#')[0]}#{other}") == "forged"
        page.goto(addresses["valid"].split("#")[0])
        expect(page.locator(".verdict")).to_contain_text("سارية")


def test_without_a_network(browser, demo, addresses):
    with held(browser, demo) as page:
        page.goto(addresses["valid"].split("#")[0])
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.context.set_offline(True)
        assert verdict(page, addresses["valid"]) == "valid"
        expect(page.locator("#seal")).to_contain_text("دون شبكة")
        assert verdict(page, altered(addresses["valid"])) == "unknown"
        assert verdict(page, addresses["revoked"]) == "revoked"
