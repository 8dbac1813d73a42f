"""Hand one letter to the mail server, so that it is never handed over twice.

Between the server's word that it takes the letter and our note of it lies a moment in which either side can fail. So the
note is made before the text goes out, once the server has accepted sender and recipient. What fails before is tried again,
and so is a letter that the server says it did not take: the note is taken back. Where the text went out and no answer
came, it is in doubt, and not sent a second time.
"""

import re
import smtplib
from collections.abc import Callable
from datetime import timedelta
from email.utils import make_msgid, parseaddr
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

OK, GO_ON, NOT_NOW, REFUSED_FOR_GOOD = 250, 354, 421, 500
AGAIN_AFTER = timedelta(minutes=30)  # when the mail server was away
REFUSED = "refused: "


class NotNow(OSError):
    """The mail server cannot be reached or asks to come back later; nothing was handed over."""


def written(subject: str, lines: list[str], to: str, language: str, stop: str = "") -> EmailMessage:
    """A plain letter in a language. `stop` is the address by which its reader ends letters of its kind (RFC 8058)."""
    ends = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if stop else {}
    return EmailMessage(
        subject, "\n".join(lines) + "\n", settings.DEFAULT_FROM_EMAIL, [to],
        headers={
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
            "Message-ID": make_msgid(domain=urlsplit(settings.PUBLIC_ADDRESS).hostname),
            **ends,
        },
    )  # fmt: skip


def hand_over(letter: EmailMessage, claim: Callable[[], bool], take_back: Callable[[], object]) -> str:
    """Send the letter when `claim()` allows it, and say how it went. Raises NotNow before the claim, or once it is taken back.

    An address that the server refuses for good, or that no server could take, is claimed too: asking again would not help.
    """
    try:
        recipient = _bare(letter.to[0])
    except UnicodeError:
        return "refused: no address" if claim() else "told already"
    post, text = EmailBackend(), letter.message().as_bytes().replace(b"\n", b"\r\n")
    try:
        post.open()
        server = cast("smtplib.SMTP", post.connection)
        server.ehlo_or_helo_if_needed()
        _agreed(server.mail(_bare(letter.from_email)))
        code, answer = server.rcpt(recipient)
        if code < REFUSED_FOR_GOOD:
            _agreed((code, answer))
    except OSError as problem:  # as are all errors of smtplib
        post.close()
        raise NotNow(str(problem)) from problem
    try:
        if not claim():
            return "told already"
        if code < REFUSED_FOR_GOOD:
            code, answer = _text_taken(server, text)
        said = answer.decode(errors="replace")
        if code == OK:
            return "sent"
        if code < REFUSED_FOR_GOOD:
            take_back()
            raise NotNow(said)
        return f"{REFUSED}{said}"
    finally:
        post.close()


def _text_taken(server: smtplib.SMTP, text: bytes) -> tuple[int, bytes]:
    """What the server says of the text. Raises only when all of it went out: until then it is certain that none was taken."""
    try:
        code, answer = server.docmd("DATA")
        if code == GO_ON:
            server.send(re.sub(rb"(?m)^\.", b"..", text) + b".\r\n")
    except OSError as problem:
        return NOT_NOW, str(problem).encode()
    return server.getreply() if code == GO_ON else (code, answer)


def _bare(address: str) -> str:
    """The address without a name before it, its domain as the network writes it."""
    local, _at, domain = parseaddr(address)[1].rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


def _agreed(reply: tuple[int, bytes]) -> None:
    if reply[0] not in {OK, 251}:
        raise smtplib.SMTPResponseException(*reply)
