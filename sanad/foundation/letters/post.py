"""Hand one letter to the mail server: never not at all, and twice only where nobody can know better.

The letter is noted as sent, and kept as a `LetterUnderWay`, in one transaction before its text leaves, once the server has
accepted sender and recipient. What fails before is tried again, and so is a letter that the server says it did not take: the
note is taken back. The line that ends the text is sent by a `courier`, which outlives this process. Whatever is killed,
`carry_on` then finds the word of the server, or that the letter never ended: it is sent as it was.
In doubt remains the letter that ended and was not answered, because the line broke or the machine itself died in that moment.
It is sent again under the same Message-ID, by which mailboxes know it for the same.
"""

import logging
import re
import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import make_msgid, parseaddr
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sanad.foundation.letters import courier
from sanad.foundation.letters.courier import NOT_NOW
from sanad.foundation.letters.models import LetterUnderWay
from sanad.foundation.worker.presence import is_gone, my_mark
from sanad.foundation.worker.queue import declare

OK, GO_ON, REFUSED_FOR_GOOD = 250, 354, 500
AGAIN_AFTER = timedelta(minutes=30)  # when the mail server was away
DOUBTS = 3  # times that a letter ends without an answer
GIVEN_UP = timedelta(days=5)
REFUSED = "refused: "

logger = logging.getLogger(__name__)


class NotNow(OSError):
    """The mail server cannot be reached or asks to come back later; nothing was handed over."""


def written(subject: str, lines: list[str], to: str, language: str, stop: str = "") -> EmailMessage:
    """A plain letter in a language. `stop` is the address by which its reader ends letters of its kind (RFC 8058)."""
    ends = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if stop else {}
    return EmailMessage(
        subject,
        "\n".join(lines) + "\n",
        settings.DEFAULT_FROM_EMAIL,
        [to],
        headers={
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
            "Message-ID": make_msgid(domain=urlsplit(settings.PUBLIC_ADDRESS).hostname),
            **ends,
        },
    )


def hand_over(letter: EmailMessage, claim: Callable[[], bool], take_back: Callable[[], object]) -> str:
    """Send the letter when `claim()` allows it, and say how it went. Raises NotNow before the claim, or once it is taken back.

    An address that the server refuses for good, or that no server could take, is claimed too: asking again would not help.
    """
    try:
        sender, recipient = _bare(letter.from_email), _bare(letter.to[0])
    except UnicodeError:
        return "refused: no address" if claim() else "told already"
    text = re.sub(rb"(?m)^\.", b"..", letter.message().as_bytes().replace(b"\n", b"\r\n"))
    with _desk(sender, recipient) as (server, code, answer):
        with transaction.atomic():
            if not claim():
                return "told already"
            if code >= REFUSED_FOR_GOOD:
                return f"{REFUSED}{answer.decode(errors='replace')}"
            under_way = LetterUnderWay.objects.create(sender=sender, recipient=recipient, text=text, process=my_mark())
        word = _text_taken(server, under_way)
    if word is None:
        _wait(under_way, under_way.doubts + 1)
        return "in doubt: no answer"
    code, said = word[0], word[1].decode(errors="replace")
    if OK < code < REFUSED_FOR_GOOD:
        with transaction.atomic():
            take_back()
            _settle(under_way)
        raise NotNow(said)
    _settle(under_way)
    return "sent" if code == OK else f"{REFUSED}{said}"


@declare
def carry_on(now: datetime) -> None:
    """Settle what was under way when a process died, and what is in doubt; one after the other, by one worker each."""
    rows = LetterUnderWay.objects.filter(Q(again_at=None) | Q(again_at__lte=now)).order_by("began_at")
    for under_way in rows if settings.EMAIL_URL else ():
        if courier.is_under_way(under_way.id) or not _is_left(under_way, now):
            continue
        same = LetterUnderWay.objects.filter(
            pk=under_way.pk, process=under_way.process, again_at=under_way.again_at, doubts=under_way.doubts
        )
        if same.update(process=my_mark(), again_at=now + AGAIN_AFTER):
            _carry(under_way, now)


def _is_left(under_way: LetterUnderWay, now: datetime) -> bool:
    """By whoever began it: this process, which is between two tasks, or one that is gone, or one of which nothing is known."""
    process = under_way.process
    is_old = under_way.began_at < now - AGAIN_AFTER
    return under_way.again_at is not None or process == my_mark() or is_gone(process) or is_old


def _carry(under_way: LetterUnderWay, now: datetime) -> None:
    word = courier.written_down(under_way.id)
    if word is None or OK < word[0] < REFUSED_FOR_GOOD:
        word = _sent_again(under_way)
    if word is None:
        _wait(under_way, under_way.doubts + 1)
    elif OK < word[0] < REFUSED_FOR_GOOD:
        _wait(under_way, under_way.doubts)
    if word is not None and word[0] >= REFUSED_FOR_GOOD:
        logger.error(
            "A letter was refused that had been under way: %s %s", under_way.id, word[1].decode(errors="replace")
        )
    is_given_up = under_way.doubts >= DOUBTS or now - under_way.began_at > GIVEN_UP
    if is_given_up:
        logger.error("Given up, as no mail server said that it takes it: letter %s", under_way.id)
    if is_given_up or (word is not None and (word[0] == OK or word[0] >= REFUSED_FOR_GOOD)):
        _settle(under_way)


def _sent_again(under_way: LetterUnderWay) -> courier.Word | None:
    """The word of the server; None when it has none."""
    courier.forget(under_way.id)  # of the time before
    try:
        with _desk(under_way.sender, under_way.recipient) as (server, code, answer):
            return (code, answer) if code >= REFUSED_FOR_GOOD else _text_taken(server, under_way)
    except NotNow as problem:
        return NOT_NOW, str(problem).encode()


def _wait(under_way: LetterUnderWay, doubts: int) -> None:
    under_way.doubts, under_way.again_at = doubts, timezone.now() + AGAIN_AFTER
    under_way.save(update_fields=["doubts", "again_at"])


def _settle(under_way: LetterUnderWay) -> None:
    key = under_way.id  # which is gone with the row
    under_way.delete()
    courier.forget(key)


@contextmanager
def _desk(sender: str, recipient: str) -> Iterator[tuple[smtplib.SMTP, int, bytes]]:
    """A mail server that accepts this sender, and what it says of the recipient. NotNow when it asks to come back later."""
    post = EmailBackend()
    try:
        post.open()
        server = cast("smtplib.SMTP", post.connection)
        server.ehlo_or_helo_if_needed()
        _agreed(server.mail(sender))
        code, answer = server.rcpt(recipient)
        if code < REFUSED_FOR_GOOD:
            _agreed((code, answer))
    except OSError as problem:  # as are all errors of smtplib
        post.close()
        raise NotNow(str(problem)) from problem
    try:
        yield server, code, answer
    finally:
        post.close()


def _text_taken(server: smtplib.SMTP, under_way: LetterUnderWay) -> courier.Word | None:
    """What the server says of the text; None when it says nothing once all of it went out."""
    try:
        code, answer = server.docmd("DATA")
        if code != GO_ON:
            return code, answer
        server.send(bytes(under_way.text))
    except OSError as problem:  # until the line that ends it leaves, it is certain that none was taken
        return NOT_NOW, str(problem).encode()
    return courier.word_of(server, under_way.id)


def _bare(address: str) -> str:
    """The address without a name before it, its domain as the network writes it."""
    local, _at, domain = parseaddr(address)[1].rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


def _agreed(reply: tuple[int, bytes]) -> None:
    if reply[0] not in {OK, 251}:
        raise smtplib.SMTPResponseException(*reply)
