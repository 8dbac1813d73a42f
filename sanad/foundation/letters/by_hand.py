"""What is told without e-mail: the message ready for the messenger of a phone, or to be copied."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings

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


def goes_by_mail(email: str, *, is_refused: bool) -> bool:
    """Whether a letter can reach somebody."""
    return bool(settings.EMAIL_URL and email and not is_refused)
