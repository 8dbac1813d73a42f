"""A content read part by part: each part is read as one thing, or what is wrong with it is told at its place."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.characters import readable
from sanad.foundation.content.words import LANGUAGES, Words
from sanad.foundation.policy import Text

LONGEST_NAME = 42  # of what somebody called a part, when it is told back to them
_MISSING = object()  # a part of which it was told already that it is not there
_NO_TEXT = {
    "ar": _("The text in Arabic is missing."),
    "fr": _("The text in French is missing."),
    "en": _("The text in English is missing."),
}


class Flaw(Exception):
    """What is wrong with a content, and at which place in it; `is_lack`: it is only not written yet."""

    def __init__(self, reason: Text, place: str = "", *, is_lack: bool = False) -> None:
        super().__init__(reason, place)
        self.place, self.reason, self.is_lack = place, reason, is_lack

    def __str__(self) -> str:
        said = {"place": self.place, "reason": self.reason}
        return gettext("%(place)s: %(reason)s") % said if self.place else str(self.reason)


class Twice(dict[str, Any]):
    """A mapping of a file in which a name stands twice; `key` is the first such one."""

    key = ""


@dataclass(frozen=True)
class Part:
    """A value of a content and its place. Each method reads it as one thing.

    Without `flaws` the first flaw is raised. With a list of them each is noted there and the reading goes on with what
    stands for nothing (an empty text, 0, no rows), so that somebody who writes is told everything at once. Places are
    paths (`domains[2].items[0].key`), or `in_words` for people who never see the file: «Question 3».
    """

    value: Any
    place: str = ""
    flaws: list[Flaw] | None = field(default=None, kw_only=True)
    in_words: bool = field(default=False, kw_only=True)

    def tell(self, reason: Text, name: str = "", *, is_lack: bool = False) -> None:
        """Say what is wrong here, or with what is called `name` in it."""
        flaw = Flaw(reason, self._called(name) if name else self.place, is_lack=is_lack)
        if self.flaws is None:
            raise flaw
        self.flaws.append(flaw)

    @property
    def is_there(self) -> bool:
        """False for what is missing, be it that it may be or that it was told."""
        return self.value is not _MISSING

    def called(self, words: str) -> "Part":
        """The same part, at a place that people have a name for."""
        return replace(self, place=words)

    def group(self, *names: str, optional: Collection[str] = (), is_closed: bool = True) -> dict[str, "Part"]:
        """A group of named values: those of these names, each once.

        Closed, it has all of them but the optional ones, and no other; open, what is not there is read as null.
        """
        found = self.value
        if not isinstance(found, dict):
            self._not(_("A group of named values is expected here."))
            return {name: self._below(name, _MISSING) for name in names}
        self._refuse_twice()
        missing = [name for name in names if is_closed and name not in found]
        for name in missing:
            if name not in optional:
                self.tell(_("This is missing."), name)
        for name in found if is_closed else ():
            if name not in names:
                self.tell(_("Nothing of this name is known here."), str(name)[:LONGEST_NAME])
        return {name: self._below(name, _MISSING if name in missing else found.get(name)) for name in names}

    def entries(self, pattern: re.Pattern[str], most: int) -> dict[str, "Part"]:
        """A group of values under short names that the content gives them, so many at most."""
        if not isinstance(self.value, dict):
            self._not(_("A group of named values is expected here."))
            return {}
        self._refuse_twice()
        self._refuse_more(most)
        return {replace(self, value=name).key(pattern): self._below(name, value) for name, value in self.value.items()}

    def rows(self, most: int, *, may_be_empty: bool = False, called: str = "") -> list["Part"]:
        """The rows of a list, so many at most; `called`: what people call one («Question %(number)s»)."""
        if not isinstance(self.value, list):
            self._not(_("A list is expected here."))
            return []
        if not self.value and not may_be_empty:
            self.tell(_("This is empty."))
        self._refuse_more(most)
        return [
            replace(self, value=value, place=self._row(number, called))
            for number, value in enumerate(self.value[:most])
        ]

    def words(
        self, longest: int, languages: Collection[str] = LANGUAGES, *, may_be_empty: bool = False, is_bare: bool = True
    ) -> Words:
        """A text in each of the languages. `is_bare`: no blanks around it, and every sign of it can be printed."""
        if not isinstance(self.value, dict):
            self._not(_("A text in each language is expected here."))
            return Words("", "")
        said = {
            language: part.text(longest, missing=_NO_TEXT[language], may_be_empty=may_be_empty, is_bare=is_bare)
            for language, part in self.group(*languages, is_closed=not self.in_words).items()
        }
        return Words(said.get("ar", ""), said.get("fr", ""), said.get("en", ""))

    def text(
        self,
        longest: int,
        *,
        missing: Text = _("The text is missing."),
        may_be_empty: bool = False,
        is_bare: bool = True,
    ) -> str:
        """A text in one language, or in none of its own as the name of a licence; `missing`: what is said where it is not."""
        text = self.value
        if not isinstance(text, str) or not text.strip():
            if not may_be_empty or text not in ("", None):
                self._not(missing)
            return ""
        if len(text) > longest:
            self.tell(_("The text is too long: %(most)s signs at most.") % {"most": longest})
        if text != readable(text) or (is_bare and text != text.strip()):
            self.tell(_("The text has blanks around it, or signs that cannot be printed."))
        return text

    def whole(self, most: int, least: int = 1) -> int:
        """A whole number between two others, both of them in."""
        if type(self.value) is int and least <= self.value <= most:
            return self.value
        self._not(_("A whole number from %(least)s to %(most)s is expected here.") % {"least": least, "most": most})
        return 0

    def flag(self) -> bool:
        """Yes or no."""
        if not isinstance(self.value, bool):
            self._not(_("This must be true or false."))
        return self.value is True

    def one_of(self, values: Collection[str]) -> str:
        """One of some known words."""
        if isinstance(self.value, str) and self.value in values:
            return self.value
        self._not(_("One of these is expected here: %(values)s.") % {"values": ", ".join(values) or "—"})
        return ""

    def key(self, pattern: re.Pattern[str], taken: set[str] | None = None) -> str:
        """A short name; `taken`: the names of its kind so far, among which it stands once."""
        if not isinstance(self.value, str) or not pattern.fullmatch(self.value):
            self._not(_("A short name in small Latin letters is expected here."))
            return ""
        if taken is not None:
            if self.value in taken:
                self.tell(_("The key %(key)s stands twice.") % {"key": self.value})
            taken.add(self.value)
        return self.value

    def _not(self, reason: Text) -> None:
        """It is not what is read; of what is missing nothing more is said."""
        if self.is_there:
            self.tell(reason)

    def _refuse_twice(self) -> None:
        if isinstance(self.value, Twice):
            self.tell(_("This stands twice."), self.value.key)

    def _refuse_more(self, most: int) -> None:
        if len(self.value) > most:
            self.tell(_("There are too many: %(most)s at most.") % {"most": most})

    def _below(self, name: str, value: Any) -> "Part":
        """What is called so in this group; people are told the row that it stands in."""
        return replace(self, value=value, place=self.place if self.place and self.in_words else self._called(name))

    def _called(self, name: str) -> str:
        return (f"{self.place} · {name}" if self.in_words else f"{self.place}.{name}") if self.place else name

    def _row(self, number: int, called: str) -> str:
        if self.in_words:
            return called % {"number": number + 1} if called else f"{self.place} · {number + 1}"
        return f"{self.place}[{number}]"
