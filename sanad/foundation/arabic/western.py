"""Whole numbers in French and English words."""

from collections.abc import Callable

from num2words import num2words

from sanad.foundation.arabic.cardinals import LIMIT

_THOUSAND, _MILLIARD = 10**3, 10**9


def _checked(number: int) -> int:
    if not 0 <= number < LIMIT:
        message = f"{number} is not between 0 and {LIMIT - 1}"
        raise ValueError(message)
    return number


def french(number: int) -> str:
    """«cent vingt-cinq mille», «quatre-vingts», «deux cents», traditional spelling. Raises ValueError out of range."""
    milliards, rest = divmod(_checked(number), _MILLIARD)
    if milliards < _THOUSAND:
        return num2words(number, lang="fr")
    # Money is counted on in milliards: «mille milliards», which the library calls «un billion».
    return f"{french(milliards)} milliards {french(rest) if rest else ''}".rstrip()


def english(number: int) -> str:
    """One hundred and twenty-five thousand: the British manner. Raises ValueError out of range."""
    return num2words(_checked(number), lang="en").replace(",", "")


IN_WORDS: dict[str, Callable[[int], str]] = {"fr": french, "en": english}
