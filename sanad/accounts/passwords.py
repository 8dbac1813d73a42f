"""How long a password is, said in the three languages (Django's own sentence lacks Arabic)."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext

LONG_ENOUGH = 10


class LongEnough(MinimumLengthValidator):
    """At least `min_length` signs."""

    def get_error_message(self) -> str:
        return self.get_help_text()

    def get_help_text(self) -> str:
        return ngettext(
            "The password has at least %(count)s character.",
            "The password has at least %(count)s characters.",
            self.min_length,
        ) % {"count": self.min_length}
