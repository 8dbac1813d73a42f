"""The printed guide: `python scripts/guide.py [ar fr en]` writes build/guide.<language>.pdf.

An empty state, the demo in it, a server on it, a browser the size of a phone: each screen is that of the demo, taken now,
in the language of the guide; the texts are those of the help (`sanad.foundation.help`).
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
sys.path.insert(0, str(ROOT))
WIDE, HIGH, SHARPNESS, QUALITY = 390, 844, 2, 80  # a phone
SHOWN = 520  # pixels of the height of a screen
STARTS_WITHIN = 240  # seconds
SEEN = """async () => {
  await document.fonts.ready;
  const near = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight);
  await Promise.all(near.map((image) => image.decode().catch(() => null)));
}"""


def say(text: str) -> None:
    print(text, flush=True)


def chromium() -> str:
    """The browser of this machine."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return found or sys.exit("Chromium is not installed (Debian: apt-get install chromium)")


@contextmanager
def served(state: Path) -> Iterator[str]:
    """The address of a server with the demo on that state, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    os.environ.update(SANAD_STATE=str(state), SANAD_ADDRESS=address, DJANGO_SETTINGS_MODULE="sanad.config.settings")
    os.environ.pop("SANAD_DATABASE", None)
    command = [sys.executable, "-m", "sanad", "serve", "--demo", "--no-worker", "--port", str(port)]
    with (state / "server.log").open("w") as log:
        process = subprocess.Popen([*command, "--beside", str(os.getpid())], cwd=ROOT, stdout=log, stderr=log)
        try:
            _wait(address, process, state / "server.log")
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < ends and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/check/", timeout=2):  # noqa: S310  our own server
                return
        except OSError:
            time.sleep(0.5)
    sys.exit(f"The server did not answer:\n{log.read_text()}")


def paths() -> dict[str, tuple[str, str]]:
    """By topic, who opens which page of the demo for its screen."""
    from django.urls import reverse  # noqa: PLC0415  the settings are known by now

    from sanad.accompaniment.models import Engagement  # noqa: PLC0415
    from sanad.activities.models import Activity  # noqa: PLC0415
    from sanad.diagnosis.models import Diagnosis  # noqa: PLC0415
    from sanad.foundation.documents.models import IssuedDocument  # noqa: PLC0415
    from sanad.partnerships.models import Agreement  # noqa: PLC0415
    from sanad.training.models import Registration, Session  # noqa: PLC0415
    from sanad.training.registrations.queries.own_page import own_address  # noqa: PLC0415

    def at(name: str, *which: Any) -> str:
        return reverse(name, args=which)

    meeting = Activity.objects.filter(minutes__state="approved").latest("starts_at")
    file = Engagement.objects.get()
    closed = Diagnosis.objects.filter(state="closed").earliest("created_at")
    signed = Agreement.objects.filter(state="signed").latest("created_at")
    held = Session.objects.filter(activity__state="held", registrations__certificates__isnull=False).first()
    held = held or Session.objects.filter(state="closed").latest("created_at")
    coming = Session.objects.filter(state="open", course__isnull=False).latest("created_at")
    learner = Registration.objects.filter(session=held, state="confirmed").earliest("created_at")
    minutes = IssuedDocument.objects.filter(kind="minutes").latest("issued_at")
    return {
        "home": ("driss", at("workspace:home")),
        "organisations": ("sg", at("directory:organisation", file.association_id)),
        "activity": ("sg", at("activities:activity", meeting.pk)),
        "outcome": ("sg", at("activities:outcome", meeting.pk)),
        "minutes": ("sg", at("activities:minutes", meeting.pk)),
        "file": ("driss", at("accompaniment:engagement", file.pk)),
        "plan": ("sg", at("accompaniment:plan", file.pk)),
        "results": ("sg", at("diagnosis:results", closed.pk)),
        "agreements": ("sg", at("partnerships:agreement", signed.pk)),
        "promises": ("driss", at("partnerships:follow_up", signed.pk)),
        "sessions": ("sg", at("training:session", coming.pk)),
        "certificates": ("sg", at("training:certificates", held.pk)),
        "own_page": ("", own_address(learner)),
        "papers": ("sg", at("workspace:paper", minutes.pk)),
        "check": ("", at("public:document", minutes.code)),
    }


def photographed(page: Page, address: str) -> bytes:
    """The screen as somebody sees it who just opened it, without the bars that stand on every page."""
    page.goto(address)
    page.evaluate(SEEN)
    top = page.locator("header").first.bounding_box() or {"y": 0, "height": 0}
    below = top["y"] + top["height"]
    return page.screenshot(type="jpeg", quality=QUALITY, clip={"x": 0, "y": below, "width": WIDE, "height": SHOWN})


def screens(address: str, language: str) -> dict[str, Any]:
    """The screens of the guide in a language, by topic."""
    from django.urls import resolve  # noqa: PLC0415

    from sanad.demo.case import PASSWORD  # noqa: PLC0415
    from sanad.foundation.help.guide import Screen  # noqa: PLC0415
    from sanad.foundation.help.topics import topic_of  # noqa: PLC0415

    found: dict[str, Any] = {}
    pages: dict[str, Page] = {}
    asked = paths()
    for topic, (_who, path) in asked.items():
        found_topic = topic_of(resolve(urlsplit(path).path).view_name)
        if found_topic is None or found_topic.key != topic:
            sys.exit(f"{path} is not the screen of {topic}.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])  # our own pages

        def opened(who: str) -> Page:
            context = browser.new_context(
                viewport={"width": WIDE, "height": HIGH}, device_scale_factor=SHARPNESS, reduced_motion="reduce"
            )
            context.add_cookies([{"name": "sanad_language", "value": language, "url": address}])
            page = context.new_page()
            if who:
                page.goto(f"{address}/account/login/")
                page.fill("[name=login]", who)
                page.fill("[name=password]", PASSWORD)
                page.click("button.primary")
                page.wait_for_url(lambda url: "/login/" not in url)
            return page

        for number, (topic, (who, path)) in enumerate(asked.items(), 1):
            pages[who] = pages.get(who) or opened(who)
            picture = photographed(pages[who], address + urlsplit(path).path)
            found[topic] = Screen(picture, WIDE, SHOWN)
            say(f"  {language} {number}/{len(asked)} {topic}")
        browser.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", default=["ar", "fr"], help="ar fr (en)")
    parser.add_argument("--at", default="", help="a server with the demo, on the state folder that SANAD_STATE names")
    parser.add_argument("--into", type=Path, default=BUILD, help="the folder of the guides")
    given = parser.parse_args()
    given.into.mkdir(exist_ok=True)
    if given.at:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanad.config.settings")
        write(given.at, given.languages, given.into)
        return
    with tempfile.TemporaryDirectory(prefix="sanad-guide-") as folder:
        say("The demo is being made…")
        with served(Path(folder)) as address:
            write(address, given.languages, given.into)


def write(address: str, languages: list[str], into: Path) -> None:
    """The guides, with screens of the demo on that server."""
    django.setup()
    from django.utils import timezone  # noqa: PLC0415  the settings are known by now

    from sanad.foundation.help.guide import printed_guide  # noqa: PLC0415

    for language in languages:
        say(f"Screens of the guide in {language}:")
        pdf = printed_guide(language, screens(address, language), timezone.now())
        path = into / f"guide.{language}.pdf"
        path.write_bytes(pdf)
        say(f"{path}: {len(pdf) // 1024} KiB")


if __name__ == "__main__":
    main()
