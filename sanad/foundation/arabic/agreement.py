"""A verb agrees with who acts: «نظمت الجمعية», «نظم النادي». A catalogue writes both, the feminine first: «{نظمت|نظم}»."""

import re

from sanad.foundation.arabic.fold import fold

_FORMS = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
# What a body is called by, where that is masculine. «جمعية», «منظمة», «شبكة» end with the sign of the feminine; a name
# that begins with none of both, as «أمل تنغير», is that of an association.
_MASCULINE = {
    fold(word)
    for word in [
        "اتحاد",
        "ائتلاف",
        "إطار",
        "بيت",
        "تجمع",
        "تحالف",
        "تكتل",
        "جهاز",
        "حزب",
        "ديوان",
        "صندوق",
        "فرع",
        "فريق",
        "فضاء",
        "قطاع",
        "كونسورسيوم",
        "مجلس",
        "مجمع",
        "محترف",
        "مختبر",
        "مرصد",
        "مركز",
        "مرفق",
        "مسرح",
        "مشروع",
        "معهد",
        "مكتب",
        "ملتقى",
        "منبر",
        "منتدى",
        "موقع",
        "ميثاق",
        "نادي",
        "ناد",
        "نسيج",
        "هلال",
    ]
}


def is_masculine(name: str) -> bool:
    """Whether the Arabic name of a body is masculine, by its first word."""
    first = fold(name).split(" ")[0]
    return first in _MASCULINE or first.removeprefix("ال") in _MASCULINE


def agreeing(sentence: str, name: str) -> str:
    """The sentence with the forms that agree with who acts in it."""
    return _FORMS.sub(lambda forms: forms[2 if is_masculine(name) else 1], sentence)
