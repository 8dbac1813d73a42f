"""Pictures as they are kept: the right way up, of a sensible size, with nothing beside the pixels.

A photograph carries where it was taken, by which device and when. It is drawn anew, so that none of it is kept: by
`drawing`, in a process that ends with it, so that its memory surely goes back and no decoder harms the server.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import UnsupportedOperation
from threading import Lock
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from sanad.foundation.files import drawing
from sanad.foundation.policy import Refused

TOO_MANY = _("This picture has too many pixels for its kind of file. Send it as JPEG, or save it smaller.")
MOST_SECONDS = 60  # until a picture is given up, whatever else the machine does

_BEGIN = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1", b"avif", b"avis")
_MEDIA_TYPES = ("image/png", "image/webp", "image/jpeg")
# What the process is told of its surroundings: where libraries and the disk are, no secrets.
_SURROUNDINGS = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")
# One heap, not one a thread. What a JPEG that comes in sweeps is held in until the last, in thousands of bytes.
_TOLD = {"MALLOC_ARENA_MAX": "1", "JPEGMEM": str(drawing.MOST_HELD // 1000)}
_one_at_a_time = Lock()  # the memory of the server and its children holds one large picture


def is_picture(content: bytes) -> bool:
    """True when the first bytes are those of a picture that is taken, whatever the name says."""
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    is_heif = content[4:8] == b"ftyp" and content[8:12] in _BRANDS
    return content.startswith(_BEGIN) or is_webp or is_heif


def redrawn(file: BinaryIO, field: str) -> str:
    """Draw the picture of a file anew, in its place, and say its media type: PNG and WebP stay, all others become JPEG.

    Of a picture that moves the first moment is kept. Refused when it is damaged, or has more pixels than are held.
    """
    with _one_at_a_time, tempfile.TemporaryFile() as out, _on_disk(file) as source:
        said = _drawn_by_a_process(source, out.fileno())
        if said == drawing.TOO_MANY:
            raise Refused(TOO_MANY, field)
        if said not in _MEDIA_TYPES:
            raise Refused(
                _("This picture is damaged or was cut short. Take it again, or save it again as JPEG."), field
            )
        _put_in_place(out, file)
    return said


def made_small(file: BinaryIO, side: int) -> bytes | None:
    """The kept picture of a file within a square of so many pixels, as WebP; None for one that cannot be drawn."""
    with _one_at_a_time, tempfile.TemporaryFile() as out, _on_disk(file) as source:
        if _drawn_by_a_process(source, out.fileno(), side) not in _MEDIA_TYPES:
            return None
        out.seek(0)
        return out.read()


def _drawn_by_a_process(source: int, target: int, *side: int) -> str:
    """What the process says that draws one descriptor to the other: nothing when it failed, or was ended."""
    command = [sys.executable, "-I", drawing.__file__, *map(str, (target, *side))]
    told = {name: os.environ[name] for name in _SURROUNDINGS if name in os.environ} | _TOLD
    try:
        done = subprocess.run(  # noqa: S603  our own words
            command,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[target],
            env=told,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode() if done.returncode == 0 else ""


@contextmanager
def _on_disk(file: BinaryIO) -> Iterator[int]:
    """A descriptor of the file, for another process. A short one that lies in memory is written down first."""
    file.seek(0)
    try:
        source = file.fileno()
    except UnsupportedOperation:
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(file, copy)
            copy.flush()
            yield copy.fileno()
        return
    file.flush()
    place = os.lseek(source, 0, os.SEEK_CUR)
    yield source
    os.lseek(source, place, os.SEEK_SET)  # the other process moved it, which `file` does not know


def _put_in_place(out: BinaryIO, file: BinaryIO) -> None:
    file.seek(0)
    file.truncate()
    out.seek(0)
    shutil.copyfileobj(out, file)
    file.seek(0)
