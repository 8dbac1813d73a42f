"""The six Arabic plural forms of gettext, in Django's numbering.

Babel's header for Arabic swaps the last two forms (python-babel/babel#816), so catalogues take theirs from here.
"""

PLURAL_FORMS = (
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
)
"""The `Plural-Forms` header of the Arabic catalogue, as in Django's own."""
