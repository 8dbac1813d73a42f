"""How a reader ends letters with one click, without signing in: an address that only their letters hold.

Who has no account is known by a mark made from space and address, so that neither stands in a link or in a table; who has
one by their account. Nothing of it is stored until somebody ends letters.
"""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import salted_hmac

from sanad.foundation.letters.models import LetterStop
from sanad.foundation.spaces.models import Space, User

MARK_LENGTH = 32  # hexadecimal signs: 128 bits
SIGNED = Signer(sep="~", salt="sanad.letters.stop")


def mark_of(space_id: UUID, email: str) -> str:
    """What stands for an address in a space; upper and lower case are one."""
    made = salted_hmac("sanad.letters.mark", f"{space_id}/{email.strip().lower()}", algorithm="sha256")
    return made.hexdigest()[:MARK_LENGTH]


def stop_of_reader(space_id: UUID, email: str) -> str:
    """The address by which somebody without an account ends the letters of a space."""
    return _address(f"{space_id.hex}.{mark_of(space_id, email)}")


def stop_of_member(user: User) -> str:
    """The address by which a member ends the reminders by e-mail."""
    return _address(user.pk.hex)


def _address(value: str) -> str:
    return settings.PUBLIC_ADDRESS + reverse("accounts:stop_letters", args=[SIGNED.sign(value)])


def reader_of(token: str) -> tuple[Space, str] | User | None:
    """Whose letters an address ends: a space and a mark, or a member; None when we did not make it."""
    try:
        key, _dot, mark = SIGNED.unsign(token).partition(".")
    except BadSignature:
        return None
    if not mark:
        return User.objects.filter(pk=key, is_active=True).first()
    space = Space.objects.filter(pk=key).first()
    return (space, mark) if space is not None else None


def standing_stop(space_id: UUID, mark: str) -> LetterStop | None:
    """The stop that holds for a mark."""
    return LetterStop.objects.filter(space=space_id, mark=mark, ended_at=None).first()


def is_stopped(space_id: UUID, email: str) -> bool:
    """Whether the reader at an address wants no more letters from a space."""
    return standing_stop(space_id, mark_of(space_id, email)) is not None
