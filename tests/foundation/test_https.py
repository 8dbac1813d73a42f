"""An installation that is reached by https sends everybody there, and says so to browsers."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A page that asks no database.
ASKS = """
import json
import django
django.setup()
from django.conf import settings
from django.test import Client
from django.urls import reverse
found = {"cookies": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE]}
for way, options in {"plain": {}, "secure": {"secure": True}, "behind": {"headers": {"x-forwarded-proto": "https"}}}.items():
    answer = Client(headers={"host": "sanad.example.org"}).get(reverse("public:worker"), **options)
    found[way] = [answer.status_code, answer.headers.get("Location"), answer.headers.get("Strict-Transport-Security")]
print(json.dumps(found))
"""


def asked(state, **environment) -> dict:
    """What one sees who comes over http, over https, and over https through a proxy."""
    there = {**os.environ, "SANAD_STATE": str(state), "DJANGO_SETTINGS_MODULE": "sanad.config.settings", **environment}
    done = subprocess.run([sys.executable, "-c", ASKS], env=there, capture_output=True, text=True, cwd=ROOT, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(("below", "ending"), [("", ""), ("1", "; includeSubDomains")])
def test_whoever_comes_over_http_is_led_to_https(tmp_path, below, ending):
    found = asked(tmp_path, SANAD_ADDRESS="https://sanad.example.org", SANAD_HSTS_SUBDOMAINS=below)
    status, location, _told = found["plain"]
    assert status == 301
    assert location.startswith("https://sanad.example.org/")
    assert found["secure"] == found["behind"] == [200, None, f"max-age=31536000{ending}"]
    assert found["cookies"] == [True, True]


def test_without_https_nobody_is_sent_to_it(tmp_path):
    found = asked(tmp_path, SANAD_ADDRESS="http://sanad.example.org")
    assert found["plain"] == found["behind"] == [200, None, None]
    assert found["cookies"] == [False, False]
