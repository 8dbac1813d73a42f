"""Turn one address into the settings of a mail server."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True)
class Mail:
    """A mail server; `starts_tls`: after a greeting in the clear, `is_tls`: from the first byte."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False


def mail_settings(address: str) -> Mail:
    """`host:port`, or `smtp://user:password@host:port`; `smtp+tls://` and `smtps://` are encrypted.

    Raises ValueError for any other scheme.
    """
    if not address:
        return Mail("localhost", 25)
    parts = urlsplit(address if "://" in address else f"smtp://{address}")
    if parts.scheme not in PORTS:
        message = f"SANAD_MAIL must be host:port or begin with {', '.join(PORTS)}, not {parts.scheme!r}"
        raise ValueError(message)
    return Mail(
        host=parts.hostname or "localhost",
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_tls=parts.scheme == "smtp+tls",
        is_tls=parts.scheme == "smtps",
    )
