"""Whether a screen keeps anybody out: what axe-core says of it, and whether it is wider than a phone or a desk."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.journeys.conftest import PHONE

RULES: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "preload": {"assets": ["media"]},  # the style sheets, which axe would fetch again, no rule of these tags reads
}
DESK = {"width": 1280, "height": 800}
SIZES = {"phone": PHONE, "desk": DESK}
# Empties what a form brings along, and lets it go out all the same.
EMPTY = """form => {
  form.noValidate = true;
  for (const box of form.elements) {
    if (box.type === "checkbox" || box.type === "radio") box.checked = false;
    else if (box.type !== "hidden" && box.tagName !== "BUTTON") box.value = "";
  }
}"""


def judged(where: Page | BrowserContext) -> None:
    """Each page that is opened there from now on brings along what judges it: sent once, not to every screen."""
    where.add_init_script(Axe().axe_script)


def faults(page: Page, *, colours: bool = True) -> list[str]:
    """What is wrong with the screen as it stands. Half of what axe does is to look at colours, which can be left out."""
    rules = {**RULES, "rules": {"color-contrast": {"enabled": colours}}}
    own_size = page.viewport_size or PHONE
    found = page.evaluate("rules => axe.run(rules)", rules)["violations"]
    said = [f"{page.url} {rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        said += [f"{page.url} is {wide} px too wide on a {name}"] if wide > 0 else []
    page.set_viewport_size(own_size)
    return said


def refused(page: Page, path: str) -> list[str]:
    """What is wrong with a form that was sent empty, as it comes back."""
    page.goto(path)
    page.locator("form.sheet").first.evaluate(EMPTY)
    with page.expect_navigation() as sent:
        page.locator("form.sheet button.primary").first.click()
    assert sent.value.status == 422, f"{path} sent empty: {sent.value.status}"
    return faults(page)
