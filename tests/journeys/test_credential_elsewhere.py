"""Somebody else's validator is handed a credential and nothing more: no key, no account; it asks the running server."""

import gzip
import json
import urllib.request
from base64 import urlsafe_b64decode
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier
from playwright.sync_api import Page

from sanad.demo.case import PASSWORD
from tests.journeys.conftest import held
from tests.journeys.test_case import fill

pytestmark = pytest.mark.journey


def fetched(address: str, *_more: Any, **_options: Any) -> bytes:
    """What is at an address for anybody: from any page, without signing in, and nowhere else."""
    with urllib.request.urlopen(
        urllib.request.Request(address, headers={"Origin": "https://checker.example"})
    ) as answer:
        assert answer.url == address
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        return answer.read()


def key_of(protected: Any) -> RSAKey:
    """OB 3.0, 8.2.5: `kid` is dereferenced to the key, as JWK."""
    return RSAKey.import_key(json.loads(fetched(protected.headers()["kid"])))


def opened(token: str) -> dict[str, Any]:
    """What a compact JWS says, when its signature holds by RS256, which every validator must know."""
    return json.loads(jws.deserialize_compact(token, key_of, algorithms=["RS256"]).payload)


def accepted(token: str) -> dict[str, Any]:
    """OB 3.0, 8.2.6 and what it names, step by step."""
    said = opened(token)
    assert said["iss"] == said["issuer"]["id"]
    assert said["sub"] == said["credentialSubject"]["id"]
    assert said["jti"] == said["id"]
    assert datetime.fromisoformat(said["validFrom"]).timestamp() == said["nbf"]
    for named in (said["issuer"], said["credentialSubject"]["achievement"]):
        assert json.loads(fetched(named["id"]))["id"] == named["id"]
    keys = json.loads(fetched(json.loads(fetched(said["iss"]))["jwks_uri"]))
    assert jws.deserialize_compact(token, KeySet.import_key_set(keys), algorithms=["RS256"])
    return said


def is_revoked(said: dict[str, Any]) -> bool:
    status = said["credentialStatus"]
    gone = opened(fetched(status["statusListCredential"]).decode())
    assert gone["id"] == status["statusListCredential"]
    assert gone["issuer"] == said["iss"]
    packed = gone["credentialSubject"]["encodedList"]
    assert packed[0] == "u"
    bits, index = gzip.decompress(urlsafe_b64decode(packed[1:] + "==")), int(status["statusListIndex"])
    return bool(bits[index // 8] & 0x80 >> index % 8)


@pytest.fixture(scope="module")
def credentials(browser, demo) -> dict[str, str]:
    """The credentials of two certificates of the case, by how they stand."""
    found = {}
    with held(browser, demo) as page:
        page.goto("/account/login/")
        fill(page, login="sg", password=PASSWORD)
        page.locator("form.sheet button.primary").click()
        page.wait_for_url("**/")
        for standing in ("valid", "revoked"):
            found[standing] = _first(page, standing)
    return found


def _first(page: Page, standing: str) -> str:
    page.goto(f"/training/certificates/?standing={standing}")
    page.locator("#rows a[href*='/training/certificates/']").first.click()
    address = page.locator("a[href$='/credential/']").get_attribute("href") or ""
    return page.request.get(address).text()


def test_a_validator_that_was_handed_nothing_accepts_it(credentials, socket_enabled):
    assert not is_revoked(accepted(credentials["valid"]))
    assert is_revoked(accepted(credentials["revoked"]))


def test_a_changed_one_is_refused(credentials, socket_enabled):
    header, content, signature = credentials["valid"].split(".")
    other = credentials["revoked"].split(".")[1]
    assert content != other
    with pytest.raises(JoseError):
        opened(f"{header}.{other}.{signature}")


def test_a_library_for_badges_finds_the_same_by_the_key_that_it_fetched(credentials, socket_enabled):
    header = json.loads(urlsafe_b64decode(credentials["valid"].split(".")[0] + "=="))
    key = RSAKey.import_key(json.loads(fetched(header["kid"])))
    verifier = OB3Verifier(key.as_pem(private=False))
    assert verifier.verify(credentials["valid"], check_status=True, download=fetched)
    with pytest.raises(OB3VerificationError, match="revocation"):
        verifier.verify(credentials["revoked"], check_status=True, download=fetched)


class Checker(BaseHTTPRequestHandler):
    """A page of somebody else."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<title>checker</title>")

    def log_message(self, *_more):
        pass


def test_a_validator_in_a_browser_reads_the_key_from_a_page_of_another(browser, credentials, socket_enabled):
    header = json.loads(urlsafe_b64decode(credentials["valid"].split(".")[0] + "=="))
    with HTTPServer(("127.0.0.1", 0), Checker) as other, browser.new_context() as context:
        Thread(target=other.serve_forever, daemon=True).start()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{other.server_port}/")
        key = page.evaluate("(address) => fetch(address).then((answer) => answer.json())", header["kid"])
        assert (key["kty"], key["kid"]) == ("RSA", header["kid"])
        other.shutdown()
