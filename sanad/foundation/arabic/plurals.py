"""The six Arabic plural forms of gettext, in Django's numbering.

Babel's header for Arabic swaps the last two forms (python-babel/babel#816), so catalogues take theirs from here.
"""

PLURAL_FORMS = (
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
)
"""The `Plural-Forms` header of the Arabic catalogue, as in Django's own."""

ZERO, ONE, TWO, FEW, MANY, OTHER = range(6)

_FEW, _MANY = range(3, 11), range(11, 100)


def plural_index(number: int) -> int:
    """The form for a count: ZERO, ONE, TWO, FEW (3 منخرطين), MANY (11 منخرطا) or OTHER (100 منخرط).

    Raises ValueError when negative.
    """
    if number < 0:
        message = f"{number} is no count"
        raise ValueError(message)
    if number <= TWO:
        return number
    if number % 100 in _FEW:
        return FEW
    return MANY if number % 100 in _MANY else OTHER
