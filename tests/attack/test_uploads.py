"""The memory of the server that really runs, while twenty send the largest at once, children included.

50 MB more at most; for what a camera seldom sends and no decoder makes smaller on its way, the one that is drawn besides.
"""

import io
import re
import threading
from contextlib import suppress
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

AT_ONCE, MORE_MB, DRAWN_MB = 20, 50, 180
LARGEST = 10 * 1024 * 1024
PDF = b"%PDF-1.4\n" + b"0" * (LARGEST - 9)


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
def inside(site):
    return site.visitor().sign_in("sg")


def paper_of(visitor):
    return re.search(r'href="(/papers/[0-9a-f-]{36}/)"', visitor.get("/papers/").text)[1]


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
            answers[number] = send(number).status
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


def test_papers_that_anybody_compares(site, inside):
    code = re.search(r"/D/([0-9A-Z-]+)", inside.get(paper_of(inside)).text)[1].replace("-", "")
    visitors = [site.visitor() for _number in range(AT_ONCE)]
    fields = [visitor.form(f"/D/{code}") for visitor in visitors]
    answers, more = at_once(site.server.pid, lambda n: visitors[n].send(f"/D/{code}", fields[n], PDF))
    assert set(answers) == {200}
    assert more <= MORE_MB


def test_what_is_far_too_large_from_anybody(site):
    visitor = site.visitor()
    fields = visitor.form("/account/login/")
    answers, more = at_once(site.server.pid, lambda _n: visitor.send("/account/login/", fields, b"0" * 3 * LARGEST))
    assert set(answers) == {413}
    assert more <= MORE_MB


def test_the_longest_that_anybody_may_type(site):
    typed = {"login": "أ" * 170_000}
    answers, more = at_once(site.server.pid, lambda _n: site.visitor().post("/account/login/", typed, timeout=120))
    assert set(answers) <= {403, 413, 422, 429}
    assert more <= MORE_MB


def test_what_does_not_say_its_length(site):
    with suppress(OSError):  # the server may hang up
        answer = site.visitor().ask(
            "POST", "/account/login/", (b"x" * 65536 for _number in range(64)), **{"Transfer-Encoding": "chunked"}
        )
        assert answer.status in {411, 413}


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
def test_signed_copies_and_pictures(site, inside, kind):
    pillow_heif.register_heif_opener()
    most, content = KINDS[kind][0], KINDS[kind][1]()
    assert len(content) <= LARGEST
    scan = f"{paper_of(inside)}scan/"
    fields = [inside.form(scan) for _number in range(AT_ONCE)]
    answers, more = at_once(site.server.pid, lambda n: inside.send(scan, fields[n], content))
    assert set(answers) == {302}
    assert more <= most
