"""The memory of the server that really runs, while twenty send the largest at once, children included.

50 MB more at most; for what a camera seldom sends and no decoder makes smaller on its way, the one that is drawn besides.
"""

import http.client
import io
import os
import re
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest
from PIL import Image

from sanad.demo.case import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE, MORE_MB, DRAWN_MB = 20, 50, 180
LARGEST = 10 * 1024 * 1024
PDF = b"%PDF-1.4\n" + b"0" * (LARGEST - 9)


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


class Visitor:
    """A browser of few words: keeps cookies, finds the token of a form."""

    def __init__(self, port):
        self.port, self.cookies = port, {"sanad_language": "en"}

    def ask(self, method, path, body=None, kind="", **more):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, **({"Content-Type": kind} if kind else {}), **more}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.partition(";")[0].split("=", 1)
            self.cookies[name] = value
        location = answer.headers.get("Location", "")
        connection.close()
        return answer.status, text, location

    def form(self, path):
        _status, page, _to = self.ask("GET", path)
        pairs = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        return {**pairs, "csrfmiddlewaretoken": pairs.get("csrfmiddlewaretoken", self.cookies.get("csrftoken", ""))}

    def sign_in(self, name, password):
        data = {**self.form("/account/login/"), "login": name, "password": password}
        status, _page, _to = self.ask("POST", "/account/login/", urlencode(data), "application/x-www-form-urlencoded")
        assert status == 302

    def send(self, path, fields, name, content):
        mark = b"----sanad"
        parts = [
            b"--" + mark + b'\r\nContent-Disposition: form-data; name="' + key.encode() + b'"\r\n\r\n' + value.encode()
            for key, value in fields.items()
        ]
        head = f'\r\nContent-Disposition: form-data; name="upload"; filename="{name}"\r\n\r\n'.encode()
        parts.append(b"--" + mark + head + content)
        body = b"\r\n".join(parts) + b"\r\n--" + mark + b"--\r\n"
        return self.ask("POST", path, body, f"multipart/form-data; boundary={mark.decode()}")


def family(pid):
    """A process and all that descend from it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in task.read_text().split():
                found += family(int(child))
    return found


def resident(pid):
    """The megabytes that a process and its children hold by themselves."""
    total = 0
    for one in family(pid):
        with suppress(OSError):
            total += int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{one}/smaps_rollup").read_text(), re.MULTILINE)[1])
    return total / 1024


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    state, port = tmp_path_factory.mktemp("uploads"), free_port()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "sanad.config.settings", "SANAD_STATE": str(state),
                   "SANAD_DATABASE": f"sqlite:///{state / 'sanad.sqlite3'}", "SANAD_MAIL": ""}  # fmt: skip
    with (state / "log").open("w") as log:
        command = [sys.executable, "-m", "sanad", "serve", "--demo", "--no-worker", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        until = time.monotonic() + 400
        while True:
            with suppress(OSError):
                if Visitor(port).ask("GET", "/account/login/")[0] == 200:
                    break
            assert process.poll() is None, (state / "log").read_text()
            assert time.monotonic() < until, (state / "log").read_text()
            time.sleep(0.5)
        yield process.pid, port, (state / "log").read_text()
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def inside(server):
    visitor = Visitor(server[1])
    visitor.sign_in("sg", PASSWORD)
    return visitor


def paper_of(visitor):
    _status, page, _to = visitor.ask("GET", "/papers/")
    return re.search(r'href="(/papers/[0-9a-f-]{36}/)"', page)[1]


def photograph(form, size, mode="RGB", **how):
    out = io.BytesIO()
    noise = Image.effect_noise((size[0] // 8, size[1] // 8), 60).resize(size).convert(mode)
    noise.save(out, form, **how)
    return out.getvalue()


def at_once(pid, send):
    """What twenty were answered, and by how many megabytes the server grew meanwhile at most."""
    send(0)  # what is read once by whoever comes first
    rests, most, answers, is_over = resident(pid), [0.0], [None] * AT_ONCE, threading.Event()

    def watch():
        while not is_over.wait(0.02):
            most[0] = max(most[0], resident(pid) - rests)

    def run(number):
        try:
            answers[number] = send(number)[0]
        except OSError as problem:
            answers[number] = repr(problem)

    watcher = threading.Thread(target=watch)
    watcher.start()
    threads = [threading.Thread(target=run, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    is_over.set()
    watcher.join()
    print(f"\n{most[0]:.0f} MB more, {resident(pid) - rests:.0f} after, answers {sorted(map(str, set(answers)))}")
    return answers, most[0]


def test_papers_that_anybody_compares(server, inside):
    pid, port, _log = server
    code = re.search(r"/D/([0-9A-Z-]+)", inside.ask("GET", paper_of(inside))[1])[1].replace("-", "")
    visitors = [Visitor(port) for _number in range(AT_ONCE)]
    fields = [visitor.form(f"/D/{code}") for visitor in visitors]
    answers, more = at_once(pid, lambda n: visitors[n].send(f"/D/{code}", fields[n], "x.pdf", PDF))
    assert set(answers) == {200}
    assert more <= MORE_MB


def test_what_is_far_too_large_from_anybody(server):
    pid, port, _log = server
    visitor = Visitor(port)
    fields = visitor.form("/account/login/")
    answers, more = at_once(pid, lambda _n: visitor.send("/account/login/", fields, "x.pdf", b"0" * 3 * LARGEST))
    assert set(answers) == {413}
    assert more <= MORE_MB


def test_the_longest_that_anybody_may_type(server):
    pid, port, _log = server
    body = "login=" + "%D8%A7" * 170_000
    answers, more = at_once(
        pid, lambda _n: Visitor(port).ask("POST", "/account/login/", body, "application/x-www-form-urlencoded")
    )
    assert None not in answers
    assert more <= MORE_MB


def test_what_does_not_say_its_length(server):
    _pid, port, _log = server
    chunks = (b"x" * 65536 for _number in range(64))
    try:
        status = Visitor(port).ask("POST", "/account/login/", chunks, "application/x-www-form-urlencoded")[0]
    except OSError:
        return  # the server hung up
    assert status in {411, 413}


TURNED = Image.Exif()
TURNED[0x0112] = 6
KINDS = {
    "pdf": (MORE_MB, lambda: PDF),
    "jpeg8": (MORE_MB, lambda: photograph("JPEG", (3264, 2448))),
    "jpeg12": (MORE_MB, lambda: photograph("JPEG", (4032, 3024))),
    "jpeg108": (MORE_MB, lambda: photograph("JPEG", (12000, 9000), quality=30)),
    "turned": (MORE_MB, lambda: photograph("JPEG", (3264, 2448), exif=TURNED)),
    "sweeps": (DRAWN_MB, lambda: photograph("JPEG", (4032, 3024), progressive=True)),
    "png": (DRAWN_MB, lambda: photograph("PNG", (3640, 2740))),
    "see-through": (DRAWN_MB, lambda: photograph("PNG", (3640, 2740), "RGBA")),
    "webp": (DRAWN_MB, lambda: photograph("WEBP", (3060, 2290))),
    "heif": (DRAWN_MB, lambda: photograph("HEIF", (4032, 3024))),
    "avif": (DRAWN_MB, lambda: photograph("AVIF", (4032, 3024), speed=10)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_signed_copies_and_pictures(server, inside, kind):
    import pillow_heif

    pillow_heif.register_heif_opener()
    most, content = KINDS[kind][0], KINDS[kind][1]()
    assert len(content) <= LARGEST
    paper = paper_of(inside)
    fields = [inside.form(f"{paper}scan/") for _number in range(AT_ONCE)]
    answers, more = at_once(server[0], lambda n: inside.send(f"{paper}scan/", fields[n], "x", content))
    assert set(answers) == {302}
    assert more <= most
