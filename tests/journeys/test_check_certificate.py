"""A stranger checks a certificate by its QR code: with a network and without, genuine, altered, revoked."""

import json

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone
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
    """The same with another sign in what is said, under the old signature."""
    place, token = address.split("#")
    other = "A" if token[-20] != "A" else "B"
    return f"{place}#{token[:-20]}{other}{token[-19:]}"


@pytest.fixture(scope="module")
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
        # Every printed line, not only those that the code carries.
        for label in ("الاسم الكامل", "المدة", "الأيام", "الحضور", "صدرت"):
            expect(page.locator("#seal")).to_contain_text(label)
        expect(page.locator("#seal")).not_to_contain_text("باقي سطور الورقة")
        # What was asked is in the banner; the rest opens with one touch.
        name = page.locator("#seal dd").first
        expect(name).to_be_hidden()
        expect(page.locator("#verdict .whose")).to_have_text(name.text_content() or "?")
        page.locator("#seal summary").click()
        expect(name).to_be_visible()
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
        expect(page.locator("#seal")).to_contain_text("الاسم الكامل")
        expect(page.locator("#seal")).to_contain_text("باقي سطور الورقة")
        assert verdict(page, altered(addresses["valid"])) == "unknown"
        assert verdict(page, addresses["revoked"]) == "revoked"


def test_what_the_server_tells_is_shown_only_when_it_is_what_was_signed(browser, demo, addresses):
    with held(browser, demo) as page:

        def lie(route):
            answer = route.fetch()
            route.fulfill(response=answer, body=answer.text().replace("seal-facts", "seal-lies"))

        page.route("**/D/*", lie)
        assert verdict(page, addresses["valid"]) == "valid"
        expect(page.locator("#seal")).to_contain_text("باقي سطور الورقة")


@pytest.mark.parametrize(("changed", "says"), [("", "valid"), ("name", "forged"), ("code", "forged")])
def test_papers_of_before_are_read_still(browser, demo, addresses, changed, says):
    """Their code is a compact JWS of every printed field."""
    private, address = ec.generate_private_key(ec.SECP256R1()), addresses["valid"].split("#")[0]
    code = "0123456789ABCDEF" if changed == "code" else address.rpartition("/")[2]
    said = {
        "c": code,
        "l": "ar",
        "f": {"name": "فاطنة الزعيم", "number": "1/2026"},
        "u": f"{timezone.localdate().year + 1}-01-01",
    }
    token = jwt.api_jws.encode(
        json.dumps(said, ensure_ascii=False).encode(), private, "ES256", {"kid": "before", "typ": ""}
    )
    if changed == "name":
        token = token.replace(token.split(".")[1], token.split(".")[1][::-1])
    public = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(private.public_key()))
    lists = {"as_of": "2026-01-01 10:00", "keys": {"before": {"key": public, "name": "المنظمة"}}, "gone": {}}
    with held(browser, demo) as page:
        page.route("**/check/keys.json", lambda route: route.fulfill(json=lists))
        assert verdict(page, f"{address}#{token}") == says
        if says == "valid":
            expect(page.locator("#seal")).to_contain_text("فاطنة الزعيم")
