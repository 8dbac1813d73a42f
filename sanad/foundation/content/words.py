"""A text in the languages of the house."""

from dataclasses import dataclass

from django.utils.translation import get_language

LANGUAGES = ("ar", "fr", "en")


@dataclass(frozen=True)
class Words:
    """A text in Arabic and French, and English where it has that; `str` gives it in the language of the page."""

    ar: str
    fr: str
    en: str = ""

    def __str__(self) -> str:
        return {"ar": self.ar, "fr": self.fr}.get(get_language() or "ar", self.en) or self.fr or self.ar
