"""What is handed on: a text that ends with a link (`ui/_share.html`)."""

from sanad.foundation.documents.qr import qr_svg
from sanad.foundation.letters.by_hand import to_whom_one_likes


def shared(text: str, link: str) -> dict[str, str]:
    """A text that ends with a link, as it is copied, as the messenger takes it, and the link as a QR code."""
    whole = f"{text}\n{link}"
    return {"text": whole, "message": to_whom_one_likes(whole), "qr": qr_svg(link)}
