"""Every screen in both faces and three languages, on a phone or on a desk: checked by axe-core against WCAG 2.1 A and AA,
no wider than the window, and light at its first load."""

import re
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from sanad.demo.case import PASSWORD
from tests.journeys.conftest import PHONE
from tests.journeys.seen import SIZES, faults, judged, refused
from tests.journeys.test_case import agree, fill, press, save

pytestmark = pytest.mark.journey

SIGN_IN = "/account/login/"
OUTSIDE = [
    "/",
    SIGN_IN,
    "/account/password/reset/",
    "/space/new/",
    "/o/oivdm/",
    "/check/",
    "/check/offline/",
    "/D/NOTHING",
]
# Screens that no link leads to, or that show more when asked something.
ASKED = [
    "/search/?q=مكناس",
    "/search/?q=قفطان",
    "/activities/calendar/?month=2023-12",
    "/directory/?q=قفطان",
    "/nowhere/",
]
# After all others: it has kept what pages are made of, so from then on no page is loaded for the first time.
LAST = "/check/offline/"
# Forms that are sent empty, so that they come back refused.
SENT_EMPTY = {
    "keeper": ["/members/invite/"],
    "support": [
        "/activities/new/",
        "/directory/new/",
        "/directory/people/new/",
        "/accompaniment/new/",
        "/training/sessions/new/",
    ],
    "association": ["/activities/new/", "/directory/people/new/", "/agreements/new/"],
}
# Where the one link to it stands on the own card.
ASKED_BY_KEEPER = ["/our-page/"]
# What must be among the screens found by following links; `*` stands for the key of a row.
MAIN_OF_SUPPORT = {
    "/",
    "/directory/",
    "/directory/*/",
    "/directory/*/edit/",
    "/directory/people/",
    "/directory/people/*/",
    "/diagnosis/",
    "/diagnosis/*/",
    "/diagnosis/*/workshop/",
    "/diagnosis/*/results/",
    "/diagnosis/*/gaps/",
    "/diagnosis/*/change/",
    "/diagnosis/file/*/",
    "/diagnosis/file/*/new/",
    "/diagnosis/sheets/*/",
    "/diagnosis/instruments/",
    "/diagnosis/instruments/*/",
    "/accompaniment/",
    "/accompaniment/*/",
    "/activities/",
    "/activities/calendar/",
    "/activities/follow-ups/",
    "/activities/new/",
    "/activities/*/",
    "/activities/*/people/",
    "/activities/*/outcome/",
    "/activities/*/minutes/",
    "/activities/*/papers/",
    "/activities/minutes/*/write/",
    "/activities/press/*/",
    "/papers/",
    "/papers/*/",
    "/members/",
    "/history/",
    "/history/*/",
    "/me/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/sessions/",
    "/account/password/change/",
    "/places/*/",
    "/training/",
    "/training/courses/",
    "/training/courses/*/",
    "/training/courses/*/lessons/*/",
    "/training/courses/*/write/",
    "/training/demand/",
    "/training/results/",
    "/training/trainers/",
    "/training/trainers/fields/*/",
    "/training/of-engagement/*/",
    "/training/sessions/new/",
    "/training/sessions/*/",
    "/training/sessions/*/people/",
    "/training/sessions/*/people/new/",
    "/training/sessions/*/proposed/",
    "/training/sessions/*/attendance/",
    "/training/sessions/*/results/",
    "/training/sessions/*/certificates/",
    "/training/sessions/*/file/",
    "/training/registrations/*/",
    "/training/certificates/",
    "/training/certificates/*/",
    "/training/mine/*/*/",
    "/training/mine/*/*/lessons/*/",
    "/training/mine/*/*/opinion/hot/",
    "/training/join/*/",
    "/help/",
    "/help/words/",
    "/help/*/",
}
MAIN_OF_ASSOCIATION = {
    "/",
    "/directory/",
    "/directory/*/",
    "/accompaniment/",
    "/accompaniment/*/",
    "/accompaniment/*/plan/",
    "/agreements/",
    "/agreements/*/",
    "/activities/",
    "/activities/new/",
    "/activities/*/",
    "/activities/*/minutes/",
    "/activities/calendar/",
    "/diagnosis/*/",
    "/papers/",
    "/members/",
    "/training/",
    "/training/sessions/*/",
    "/training/sessions/*/people/new/",
    "/me/",
}
# What nobody else of their space meets: who keeps the installation, and decides for the organisation.
MAIN_OF_KEEPER = {"/requests/", "/first-page/", "/members/invite/", "/members/*/role/"}
FACES = {
    "support": ("karima", MAIN_OF_SUPPORT),
    "association": ("driss", MAIN_OF_ASSOCIATION),
    "keeper": ("sg", MAIN_OF_KEEPER),
}
LOOKS = [
    ("keeper", "ar", "desk"),
    ("keeper", "fr", "phone"),
    ("support", "ar", "phone"),
    ("support", "fr", "desk"),
    ("support", "en", "phone"),
    ("association", "ar", "phone"),
    ("association", "fr", "phone"),
    ("association", "en", "desk"),
]
# Half of what axe does is to look at colours. They are those of the style, in any language: once for a face and a size.
COLOURED = {(face, size): language for face, language, size in reversed(LOOKS)}
HEAVIEST = 60 * 1024  # bytes of a page at its first load, compressed, without the font that is loaded once and kept
HEAVIEST_DOOR = 30 * 1024  # all that is sent of the page that a visitor meets, on a device that keeps nothing of it
HEAVIEST_FONT = 50 * 1024  # its two files
# A page as it was sent, and the style and the scripts that its head asks for, which later pages find kept.
WEIGHT = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const asked = [...document.querySelectorAll("head > script[src], head > link[rel=stylesheet]")].map(one => one.src || one.href);
  // Where a worker keeps pages for a time without a network, what it keeps is not compressed, and is no first load.
  const isKept = navigator.serviceWorker?.controller;
  const parts = isKept ? [] : performance.getEntriesByType("resource").filter(part => asked.includes(part.name));
  return [page.transferSize, parts.reduce((sum, part) => sum + part.encodedBodySize, 0)];
}"""
# All that came for a page, by name, with its bytes and the heads of the answers.
SENT = """() => performance.getEntries().filter(one => one.transferSize !== undefined)
  .map(one => [new URL(one.name).pathname, one.transferSize])"""
# Keys of rows, secret addresses, and the names of courses and of their parts: one of each kind is enough.
KEY = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/mine/.{36}/)\w+|(?<=/join/)[\w-]+|(?<=/help/)(?!words/)\w+|(?<=/D/)\w+"
    r"|((?<=/courses/)|(?<=/lessons/)|(?<=/programme/)|(?<=/test/)|(?<=/feedback/)|(?<=/feedback_later/))(?!new/)\w+"
)
# Of a session that is over more can be seen than of the next one, to which the links lead first.
OVER, OF_SESSION = "/training/?state=closed", re.compile(r"/training/(sessions|mine|slots|registrations)/")
# Of a meeting of which the press was told, too.
TOLD, OF_MEETING = "/activities/?q=لقاء تواصلي مع", re.compile(r"/activities/(?!calendar|new|series|follow-ups)")
# Where the links of a page lead, as the server sends it; null for what is no page, as papers and what is saved to disk.
LINKS = """async path => {
  const answer = await fetch(path);
  if (!answer.headers.get("content-type")?.startsWith("text/html")) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const links = [...page.querySelectorAll("a[href]:not([download])")].map(a => new URL(a.getAttribute("href"), answer.url));
  return links.filter(link => link.origin === location.origin).map(link => link.pathname);
}"""


def open_in(browser: Browser, server: str, language: str, size: dict[str, int] = PHONE) -> Page:
    context = browser.new_context(viewport=size, base_url=server)
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "sanad_language", "value": language, "url": server}])
    return context.new_page()


def sign_in(page: Page, face: str = "support") -> None:
    page.goto(SIGN_IN)
    fill(page, login=FACES[face][0], password=PASSWORD)
    page.locator("form.sheet button.primary").click()
    page.wait_for_url("**/")


def pattern(path: str) -> str:
    return KEY.sub("*", path)


@pytest.fixture(scope="module")
def screens(browser, demo) -> dict[str, list[str]]:
    """By face: one address of every kind that the links of the pages lead to."""
    page = open_in(browser, demo, "ar")
    sign_in(page, "support")
    page.goto("/activities/new/")
    fill(page, kind="لقاء تواصلي", title="لقاء ثالث", day="2024-01-10", begins="10:00", ends="12:00", venue="مكناس")
    save(page)
    agree(page, "تم عقده")
    page.goto(page.url + "minutes/")
    press(page, "بدء تحرير المحضر")
    page.context.close()
    found = {face: met(browser, demo, face) for face in FACES}
    common = {pattern(path) for path in found["support"]}
    return {**found, "keeper": [path for path in found["keeper"] if pattern(path) not in common]}


@pytest.fixture(scope="module")
def letter(browser, demo) -> tuple[str, str]:
    """The page of an invitation, and the address that it tells; whoever opens that has no account yet."""
    page = open_in(browser, demo, "ar")
    sign_in(page, "keeper")
    page.goto("/members/invite/")
    fill(page, name="سعاد العلوي", contact="0612345678")
    page.locator("select[name=role]").select_option(index=1)
    save(page)
    words, where = page.locator("#letter").inner_text(), page.url
    page.context.close()
    return urlsplit(where).path, urlsplit(re.search(r"https?://\S+", words)[0]).path


def met(browser: Browser, demo: str, face: str) -> list[str]:
    """One address of every kind that somebody meets who follows links; it holds the main ones of that face."""
    page = open_in(browser, demo, "ar")
    sign_in(page, face)
    found = follow(page, ["/"], lambda _path: True)
    page.goto(OVER)
    session = page.locator("#rows a[href*='/sessions/']").first.get_attribute("href") or ""
    over = follow(page, [session], OF_SESSION.match)
    page.goto(TOLD)
    meeting = page.locator("#rows a[href^='/activities/']").first.get_attribute("href") or ""
    told = follow(page, [meeting], OF_MEETING.match)
    page.context.close()
    met = {**told, **over, **found}
    print(face, *met, sep="\n")
    main = FACES[face][1]
    assert met.keys() >= main, main - met.keys()
    return [path for path in met.values() if path]


def follow(page: Page, waiting: list[str], wanted: Callable[[str], object]) -> dict[str, str]:
    """One address of every kind that links lead to; "" for what is no page."""
    found: dict[str, str] = {}
    while waiting:
        path = waiting.pop(0)
        if pattern(path) in found or not wanted(path):
            continue
        links = page.evaluate(LINKS, path)
        found[pattern(path)] = "" if links is None else path
        waiting += links or []
    return found


def problems(page: Page, path: str, *, colours: bool = True) -> list[str]:
    """What is wrong with a screen, and whether it is heavy."""
    page.goto(path)
    own, beside = page.evaluate(WEIGHT)
    said = faults(page, colours=colours)
    return [*said, f"{path} weighs {own} and {beside} bytes"] if own + beside > HEAVIEST else said


@pytest.mark.parametrize(("face", "language", "size"), LOOKS)
def test_no_screen_keeps_anybody_out(browser, demo, screens, letter, face, language, size) -> None:
    page = open_in(browser, demo, language, SIZES[size])
    judged(page)
    look = partial(problems, page, colours=COLOURED[face, size] == language)
    found = [line for path in [*OUTSIDE, letter[1]] for line in look(path)]
    sign_in(page, face)
    asked = [*ASKED_BY_KEEPER, letter[0]] if face == "keeper" else ASKED
    found += [line for path in [*screens[face], *asked, LAST] for line in look(path)]
    if size == "phone" and COLOURED[face, size] == language:  # once for a face
        found += [line for path in SENT_EMPTY[face] for line in refused(page, path)]
    page.context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_first_screen_of_all_keeps_nobody_out(browser, office, language) -> None:
    page = open_in(browser, office, language)
    judged(page)
    found = problems(page, "/start/")
    assert page.locator("[name=code]").count()
    page.context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_all_that_is_sent_of_the_front_door_is_light(browser, demo, language) -> None:
    """Whatever is asked for counts: page, style, scripts, pictures, what a browser fetches by itself."""
    page = open_in(browser, demo, language)
    page.goto("/", wait_until="networkidle")
    assert page.locator("main a[href='/account/login/']").count()
    sent = page.evaluate(SENT)
    assert {"/"} < {name for name, _bytes in sent}
    assert not [name for name, _bytes in sent if name.endswith("woff2")], "the font waits for the next page"
    assert all(dict(reversed(sent)).values()), f"kept from before, so not counted: {sent}"
    assert sum(weight for _name, weight in sent) <= HEAVIEST_DOOR, sent
    page.goto(SIGN_IN, wait_until="networkidle")
    fonts = [weight for name, weight in page.evaluate(SENT) if name.endswith("woff2")]
    assert len(fonts) == 2
    assert sum(fonts) <= HEAVIEST_FONT, fonts
    page.context.close()
