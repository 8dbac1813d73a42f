"""A whole installation on loopback for the attacks: its server, a mail server, and visitors who remember what they were told.

`Site` is `sanad serve` with a state folder of its own, on the database of SANAD_DATABASE or else on SQLite. `Visitor` signs
in, fills in the forms of the pages and sends them again with the same key until they are acknowledged.
"""

import http.client
import os
import re
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg

from sanad.config.database import database_settings
from sanad.demo.case import PASSWORD
from tests.foundation.reminders.installation import Installation, until
from tests.foundation.reminders.post_office import free_port
from tests.pages import forms

KILLS = int(os.environ.get("KILLS", "60"))


class Site(Installation):
    """`sanad serve` that can be killed and started again on the same port."""

    def __init__(self, state: Path, database: str, *words: str) -> None:
        super().__init__(state, database)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.words = words
        self.environment |= {"SANAD_ADDRESS": self.address, "PORT": str(self.port)}
        self.server = None  # the process

    def open(self) -> None:
        """Start the server, and wait until it answers."""
        self.server = self.start("serve", "--port", str(self.port), *self.words)
        until(lambda: self.answers() or self.server.poll() is not None, 240)
        assert self.server.poll() is None, self.log()

    def close(self) -> None:
        self.server.terminate()
        self.server.wait(60)

    def log(self) -> str:
        """What the server, and its children, said."""
        return (self.state / "serve.log").read_text()

    def answers(self, path: str = "/check/", timeout: float = 5) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return self.visitor().get(path, timeout=timeout).status == 200
        return False

    def visitor(self) -> "Visitor":
        return Visitor(self.port)

    def connect(self, source: str = "127.0.0.1") -> socket.socket:
        """A bare connection, from an address of this machine."""
        return socket.create_connection(("127.0.0.1", self.port), 10, (source, 0))

    def children(self) -> dict[str, list[int]]:
        """The processes of the server by the command they run: `work`, `web`."""
        found: dict[str, list[int]] = {}
        for path in Path(f"/proc/{self.server.pid}/task").glob("*/children"):
            for child in path.read_text().split():
                with suppress(OSError):
                    words = Path(f"/proc/{child}/cmdline").read_text().split("\0")
                    found.setdefault(words[3] if len(words) > 3 else words[0], []).append(int(child))
        return found

    def kill(self, process: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)

    def memory(self) -> float:
        """MB of the web process."""
        [web] = self.children()["web"]
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{web}/status").read_text())[1]) / 1024


@contextmanager
def database(state: Path) -> Iterator[str]:
    """The address of an empty database: of its own on the server of SANAD_DATABASE, else SQLite in the state folder."""
    given = os.environ.get("SANAD_DATABASE", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{state / 'sanad.sqlite3'}"
        return
    known, name = database_settings(given), f"attack_{os.getpid()}_{time.monotonic_ns()}"
    at = {"host": known["HOST"], "port": known["PORT"] or None, "user": known["USER"], "password": known["PASSWORD"]}
    with psycopg.connect(dbname=known["NAME"], autocommit=True, **at) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield urlsplit(given)._replace(path=f"/{name}").geturl()
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class Answer:
    """What came back: `status`, `headers`, `body`, `text`."""

    def __init__(self, given: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = given.status, given.headers, given.read()

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


class Visitor:
    """A browser without a screen: one request on each connection, with the cookies that it was given."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, {"sanad_language": "ar"}

    def ask(self, method: str, path: str, body: bytes | None = None, timeout: float = 30, **headers: str) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            line.request(method, path, body, {"Cookie": cookies, "Connection": "close", **headers})
            answer = Answer(line.getresponse())
        finally:
            line.close()
        for said in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(said).items()}
        return answer

    def get(self, path: str, timeout: float = 30) -> Answer:
        return self.ask("GET", path, timeout=timeout)

    def post(self, path: str, data: dict[str, Any], timeout: float = 30) -> Answer:
        """Send fields as a form does; the token of the site is added."""
        data = {**data, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(data, doseq=True).encode(), timeout, **headers)

    def send(
        self, path: str, fields: dict[str, Any], content: bytes, name: str = "upload", timeout: float = 120
    ) -> Answer:
        """Send fields and a file as a form with a file does."""
        mark = b"----sanad"
        lines = [(key, value) for key, values in fields.items() for value in values if key != name]
        lines.append(("csrfmiddlewaretoken", self.cookies.get("csrftoken", "")))
        said = b"--" + mark + b'\r\nContent-Disposition: form-data; name="%s"'
        parts = [said % key.encode() + b"\r\n\r\n" + value.encode() for key, value in lines]
        parts.append(said % name.encode() + b'; filename="x.pdf"\r\n\r\n' + content)
        body = b"\r\n".join(parts) + b"\r\n--" + mark + b"--\r\n"
        return self.ask(
            "POST", path, body, timeout, **{"Content-Type": f"multipart/form-data; boundary={mark.decode()}"}
        )

    def form(self, path: str, **changes: Any) -> dict[str, list[str]]:
        """The form that stands on a page and is sent to it, with other values under some names."""
        page = self.get(path)
        assert page.status == 200, (path, page.status)
        [form] = [each for each in forms(page.text) if each.method == "post" and each.action in {"", path}]
        return form.data(**changes)

    def sign_in(self, name: str, password: str = PASSWORD) -> "Visitor":
        data = self.form("/account/login/", login=name, password=password)
        assert self.post("/account/login/", data).status == 302
        return self

    def is_done(self, path: str, data: dict[str, Any], seconds: float = 60) -> bool:
        """Send until it is acknowledged, always with the same key; False when it never was."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with suppress(OSError, http.client.HTTPException):
                answer = self.post(path, data, timeout=10)
                if answer.status == 302:
                    assert "/login/" not in answer.headers["Location"]
                    return True
                assert answer.status == 503, (answer.status, answer.text[:2000])
            time.sleep(0.1)
        return False
