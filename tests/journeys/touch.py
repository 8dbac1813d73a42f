"""Somebody who follows only what the screen says: every tap and every field of theirs is counted, and no address is opened."""

import json
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page, expect

# Card, Moran and Newell, 1980, seconds: the keys of somebody who seldom types, to point at something, to make up one's mind.
KEY, POINT, THINK = 0.28, 1.1, 1.35


def says(message: str, **names: str) -> str:
    """What the screen says for a message, in Arabic."""
    with override("ar"):
        words = gettext(message)
    return " ".join((words % names if names else words).split())


@dataclass
class Hand:
    """A hand on a phone: taps are clicks that load or choose, fields what is typed or chosen from a list."""

    page: Page
    taps: int = 0
    fields: int = 0
    keys: int = 0
    noted: dict[str, tuple[int, int]] = field(default_factory=dict)
    since: tuple[int, int] = (0, 0)

    def opens(self) -> None:
        """The one address that somebody was told."""
        self.page.goto("/")

    def touch(self, what: Locator) -> None:
        """One tap, wherever it leads."""
        what.first.click()
        self.page.wait_for_load_state()
        self.taps += 1

    def taps_on(self, message: str, within: str = "body", **names: str) -> None:
        """Touch what bears these words and can be seen."""
        self.touch(self._bearing(says(message, **names), within))

    def taps_text(self, text: str, within: str = "main") -> None:
        """Touch what bears words that somebody typed, as a name."""
        self.touch(self._bearing(text, within))

    def agrees(self, message: str, **names: str) -> None:
        """What cannot be taken back: its page says what will happen, and has the button that does it."""
        self.taps_on(message, **names)
        expect(self.page.locator(".ahead li").first).to_be_visible()
        self.touch(self.page.locator("form.asked button.primary"))

    def writes(self, **typed: str) -> None:
        """Type into the fields that stand open, or choose from their lists; a box or a circle is one tap."""
        for name, value in typed.items():
            box = self.page.locator(f"form.sheet [name={name}]:visible")
            assert box.count(), f"{name} is not to be seen at {self.page.url}"
            if box.first.get_attribute("type") in {"radio", "checkbox"}:
                self.page.locator(f"form.sheet [name={name}][value='{value}']").check()
                self.taps += 1
            elif box.first.evaluate("node => node.tagName") == "SELECT":
                box.first.select_option(label=value)
                self.fields += 1
            else:
                box.first.fill(value)
                self.fields += 1
                self.keys += len(value)

    @property
    def seconds(self) -> float:
        """What all this takes somebody, estimated: a key, to point, to think what comes next (the keystroke-level model)."""
        return self.keys * KEY + (self.taps + self.fields) * (POINT + THINK)

    def opens_more(self) -> None:
        """What a form asks later stands behind one tap."""
        self.touch(self.page.locator("details.later:not([open]) summary").first)

    def saves(self) -> None:
        """The one button of the form; nothing may be wrong with it."""
        self.touch(self.page.locator("form.sheet button.primary"))
        assert not self.page.locator(".problems").count(), self.page.locator(".problems").all_inner_texts()

    def reads(self, message: str, **names: str) -> None:
        """These words stand on the screen."""
        expect(self.page.locator("main")).to_contain_text(re.compile(re.escape(says(message, **names))))

    def notes(self, row: str) -> None:
        """So many taps and fields since the last note."""
        self.noted[row] = (self.taps - self.since[0], self.fields - self.since[1])
        self.since = (self.taps, self.fields)
        print(json.dumps({row: self.noted[row]}, ensure_ascii=False))

    def _bearing(self, words: str, within: str) -> Locator:
        shown = self.page.locator(within)
        for role in ("link", "button"):
            found = shown.get_by_role(role, name=words, exact=True).locator("visible=true")
            if found.count():
                return found.first
        found = shown.locator("summary:visible", has_text=words)
        assert found.count(), f"«{words}» is not to be seen at {self.page.url}"
        return found.first
