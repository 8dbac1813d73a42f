"""A real mail server in the tests: it takes letters, or refuses them as it is told."""

import asyncio
import socket
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Desk(SMTP):
    """aiosmtpd asks no handler before it lets the text come."""

    async def smtp_DATA(self, arg):  # noqa: N802  aiosmtpd's name
        if self.event_handler.leaves_before_text:
            self.transport.close()
        elif self.event_handler.before_text:
            await self.push(self.event_handler.before_text)
        else:
            await super().smtp_DATA(arg)


class Office(Controller):
    """A server that can say no to DATA."""

    def factory(self):
        return Desk(self.handler, **self.SMTP_kwargs)


class PostOffice:
    """`letters` are those that were taken; `answers` is what the server says to an address instead of yes."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.before_text = ""  # an answer to DATA instead of `go on`
        self.after_text = "250 OK"
        self.leaves_before_text = False
        self.hangs_up = False
        self.waits = 0.0  # seconds before an address is accepted
        self.thinks = 0.0  # seconds between taking a letter and saying so
        self.asked: Counter[str] = Counter()
        self.port = free_port()
        self._controller = Office(self, hostname="127.0.0.1", port=self.port)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802  aiosmtpd's name
        self.asked[address] += 1
        await asyncio.sleep(self.waits)
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802  aiosmtpd's name
        if self.after_text[:1] != "2":
            return self.after_text
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append(letter)
        await asyncio.sleep(self.thinks)
        if self.hangs_up:
            # Not closed: the courier is a child of this process, and holds the server's end of the line, too.
            server.transport.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        return self.after_text

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]

    def open(self) -> None:
        self._controller.start()

    def close(self) -> None:
        self._controller.stop(no_assert=True)
