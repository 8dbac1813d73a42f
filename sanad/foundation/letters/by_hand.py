"""What is told without e-mail: the message ready for the messenger of a phone, or to be copied."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import ngettext

from sanad.foundation.phones import phone_number
from sanad.foundation.policy import Text

MESSENGER = "https://wa.me"


def messenger(phone: str, text: str) -> str:
    """A link that opens the messenger with the text ready; "" without a number, or for one that cannot be one."""
    number = phone_number(phone)
    return f"{MESSENGER}/{number.removeprefix('+')}?text={quote(text)}" if number else ""


def to_whom_one_likes(text: str) -> str:
    """A link that opens the messenger with the text ready; there one chooses whom it goes to, oneself among them."""
    return f"{MESSENGER}/?text={quote(text)}"


def by_own_mail(contact: str, text: str) -> str:
    """A link that opens the mail program of whoever sends it, with the text ready; to the contact, where it is an address."""
    to = quote(contact.strip(), safe="@") if "@" in contact else ""
    return f"mailto:{to}?subject={quote('Sanad')}&body={quote(text)}"


@dataclass(frozen=True)
class ToTell:
    """Somebody who does not know yet what changed: what it is, the message, and where one notes that they were told.

    `by_mail`: a letter to them is on its way. `is_chosen_there`: whoever has no number here is chosen in the messenger.
    """

    name: str
    phone: str
    what: Text
    text: str
    address: str
    by_mail: bool
    is_chosen_there: bool = False

    @property
    def link(self) -> str:
        """The message in the messenger."""
        return messenger(self.phone, self.text) or (to_whom_one_likes(self.text) if self.is_chosen_there else "")


@dataclass(frozen=True)
class Told:
    """Who was told of something, how and when."""

    name: str
    how: Text
    at: datetime


@dataclass(frozen=True)
class Reached:
    """Who is to be told, by the way in which they are reached: a letter, a message by hand, or nothing that we know of."""

    by_mail: list[ToTell]
    by_hand: list[ToTell]
    out_of_reach: list[ToTell]

    def __bool__(self) -> bool:
        return bool(self.by_mail or self.by_hand or self.out_of_reach)

    def names(self) -> list[tuple[Text, list[Text]]]:
        """By number and by name, for who asks before it is done."""
        letters = ngettext("%(count)s gets a letter by e-mail:", "%(count)s get a letter by e-mail:", len(self.by_mail))
        messages = ngettext(
            "%(count)s is told by you, with a message ready:",
            "%(count)s are told by you, with a message ready:",
            len(self.by_hand),
        )
        nothing = ngettext(
            "%(count)s has neither e-mail nor phone here, and is told in another way:",
            "%(count)s have neither e-mail nor phone here, and are told in another way:",
            len(self.out_of_reach),
        )
        groups = ((letters, self.by_mail), (messages, self.by_hand), (nothing, self.out_of_reach))
        return [(said % {"count": len(rows)}, [row.name for row in rows]) for said, rows in groups if rows]


def reached(rows: Iterable[ToTell]) -> Reached:
    """These people by the way in which they are reached."""
    found = Reached([], [], [])
    for row in rows:
        by_phone = found.by_hand if phone_number(row.phone) else found.out_of_reach
        (found.by_mail if row.by_mail else by_phone).append(row)
    return found


def goes_by_mail(email: str, *, is_refused: bool) -> bool:
    """Whether a letter can reach somebody."""
    return bool(settings.EMAIL_URL and email and not is_refused)
