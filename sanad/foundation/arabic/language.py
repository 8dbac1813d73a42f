"""What is written in both languages, said in that of the page."""

from django.utils.translation import get_language


def in_language(arabic: str, french: str) -> str:
    """The words in the language of the page (French for every other than Arabic), else those there are."""
    return (arabic or french) if get_language() == "ar" else (french or arabic)
