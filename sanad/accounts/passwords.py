"""What a password must be, said in the three languages and in our sentences."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.utils.translation import gettext, ngettext

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


class UnlikeItsOwner(UserAttributeSimilarityValidator):
    """Not the name, the user name or the e-mail once more."""

    def get_error_message(self) -> str:
        return gettext("This password is too close to your name or your e-mail. Choose another.")

    def get_help_text(self) -> str:
        return gettext("It does not resemble your name or your e-mail.")


class NotOneOfMany(CommonPasswordValidator):
    """None of those that are tried first."""

    def get_error_message(self) -> str:
        return gettext("Many people use this password: it is guessed at once. Choose another.")

    def get_help_text(self) -> str:
        return gettext("It is not one that many people use.")


class NotFiguresAlone(NumericPasswordValidator):
    """Not a telephone number."""

    def get_error_message(self) -> str:
        return gettext("This password is of figures alone. Add letters.")

    def get_help_text(self) -> str:
        return gettext("It is not of figures alone.")
