"""Pictures as they are kept: the right way up, of a sensible size, with nothing beside the pixels.

A photograph carries where it was taken, by which device and when. It is drawn anew, so that none of it is kept.
"""

import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from math import prod
from threading import Lock
from typing import BinaryIO

import pillow_heif
from django.utils.translation import gettext_lazy as _
from PIL import Image, PngImagePlugin

from sanad.foundation.policy import Refused

MOST_DECLARED = 120_000_000  # pixels; a telephone writes 12 to 108 million
MOST_HELD = 40_000_000  # bytes that a picture may take while it is drawn: docs/adr/0011-uploads.md
MOST_KEPT = 10_000_000  # pixels; a telephone that shows them holds four bytes for each
LEAST_LEFT = 1_000_000  # pixels of a photograph that was made smaller: a sheet of A4 that can be read
QUALITY = 85
TOO_MANY = _("This picture has too many pixels for its kind of file. Send it as JPEG, or save it smaller.")
# What a JPEG that comes in several sweeps is held in, until the last; beyond, its decoder gives up. In thousands of bytes.
os.environ.setdefault("JPEGMEM", str(MOST_HELD // 1000))

_READ = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
_SAVED: dict[str, dict[str, int]] = {"WEBP": {"method": 2}}
_KEPT = {"PNG": "image/png", "WEBP": "image/webp", "JPEG": "image/jpeg"}
_GREY = ("1", "L", "I", "I;16", "I;16B", "F")
_BEGIN = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1", b"avif", b"avis")
# Bytes that a pixel takes: in memory as Pillow holds it, and of decoders that hold a picture several times over (measured).
_OF_MODE = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2}
_OF_DECODER = {"WEBP": 17, "HEIF": 9, "AVIF": 10}
# The sides to change so that the picture stands upright, by what the device says of how it was held.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LIES = {Image.Transpose.TRANSPOSE, Image.Transpose.ROTATE_270, Image.Transpose.TRANSVERSE, Image.Transpose.ROTATE_90}
_LAST_FIRST = {
    Image.Transpose.ROTATE_180, Image.Transpose.FLIP_TOP_BOTTOM, Image.Transpose.TRANSVERSE, Image.Transpose.ROTATE_90
}  # fmt: skip
_ORIENTATION = 0x0112
STRIP = 256  # lines

pillow_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = None  # its check warns before it refuses; `redrawn` refuses before a pixel is decoded
PngImagePlugin.MAX_TEXT_MEMORY = PngImagePlugin.MAX_TEXT_CHUNK
_one_at_a_time = Lock()  # the memory of a process holds one large picture


def is_picture(content: bytes) -> bool:
    """True when the first bytes are those of a picture that is taken, whatever the name says."""
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    is_heif = content[4:8] == b"ftyp" and content[8:12] in _BRANDS
    return content.startswith(_BEGIN) or is_webp or is_heif


def redrawn(file: BinaryIO, field: str) -> str:
    """Draw the picture of a file anew, in its place, and say its media type: PNG and WebP stay, all others become JPEG.

    Of a picture that moves the first moment is kept. Refused when it is damaged, or has more pixels than are held.
    """
    # In a thread of its own: each thread of the server would keep for itself what it once held, as the C library does.
    with _one_at_a_time, ThreadPoolExecutor(1) as drawer:
        try:
            return drawer.submit(_redrawn, file, field).result()
        except Refused:
            raise
        except Exception as error:  # decoders meet bytes from outside and raise what they like
            raise Refused(
                _("This picture is damaged or was cut short. Take it again, or save it again as JPEG."), field
            ) from error


def is_light(file: BinaryIO) -> bool:
    """Whether a picture may be shown as it is: its head says no more pixels than are kept of one today."""
    with suppress(Exception), Image.open(file, formats=_READ) as image:
        return prod(image.size) <= MOST_KEPT
    return False


def _redrawn(file: BinaryIO, field: str) -> str:
    drawn, form, turn = _decoded(file, field)
    while prod(drawn.size) > MOST_KEPT:
        drawn = drawn.reduce(2)
    if turn is not None:
        drawn = _turned(drawn, turn)
    if form == "JPEG" and drawn.mode == "RGBA":
        paper = Image.new("RGB", drawn.size, "white")
        paper.paste(drawn, mask=drawn.getchannel("A"))
        drawn = paper
    drawn.info = {}
    with tempfile.TemporaryFile() as out:
        drawn.save(out, form, quality=QUALITY, **_SAVED.get(form, {}))
        _put_in_place(out, file)
    return _KEPT[form]


def _decoded(file: BinaryIO, field: str) -> tuple[Image.Image, str, Image.Transpose | None]:
    """The pixels, and nobody else holds them; the kind of file they are kept in; how they must be turned."""
    file.seek(0)
    with Image.open(file, formats=_READ) as image:
        _make_fit(image, field)
        image.load()
        mode = _mode(image)
        drawn = image._new(image.im) if image.mode == mode else image.convert(mode)  # noqa: SLF001  no second copy
        return drawn, str(image.format if image.format in _KEPT else "JPEG"), _UPRIGHT.get(_held(image) or 1)


def _put_in_place(out: BinaryIO, file: BinaryIO) -> None:
    file.seek(0)
    file.truncate()
    out.seek(0)
    shutil.copyfileobj(out, file)
    file.seek(0)


def _make_fit(image: Image.Image, field: str) -> None:
    """Have a JPEG decoded at a half, a quarter or an eighth where it must be. Refused where nothing helps."""
    declared = prod(image.size)
    for part in (1, 2, 4, 8) if image.format == "JPEG" else (1,):
        left = declared // part**2
        if part > 1 and left < LEAST_LEFT:
            break
        if declared <= MOST_DECLARED and _needed(image, left) <= MOST_HELD:
            image.draft(None, (image.size[0] // part, image.size[1] // part))
            return
    raise Refused(TOO_MANY, field)


def _needed(image: Image.Image, pixels: int) -> int:
    """The bytes that are held at most while so many of its pixels are drawn."""
    mode = _mode(image)
    decoded = _OF_DECODER.get(image.format or "", _OF_MODE.get(image.mode, 4))
    converted = 0 if image.mode == mode else _OF_MODE.get(mode, 4)
    return _held_in_sweeps(image) + pixels * (decoded + converted)


def _held_in_sweeps(image: Image.Image) -> int:
    """The bytes of a JPEG that comes in sweeps: two for each value of each colour, however small it is decoded."""
    if not image.info.get("progressive"):
        return 0
    layers = [(across, down) for _name, across, down, _table in image.layer]  # type: ignore[attr-defined]  # of JPEG alone
    whole = max(across for across, _down in layers) * max(down for _across, down in layers)
    return 2 * prod(image.size) * sum(map(prod, layers)) // whole


def _turned(drawn: Image.Image, turn: Image.Transpose) -> Image.Image:
    """The picture with its sides changed, strip by strip and by way of the disk: two of them at once would not fit."""
    mode, (width, height) = drawn.mode, drawn.size
    lies, is_last_first = turn in _LIES, turn in _LAST_FIRST
    size = (height, width) if lies else (width, height)
    with tempfile.TemporaryFile() as disk:
        for top, end in _strips(size[1]):
            begin, over = (size[1] - end, size[1] - top) if is_last_first else (top, end)
            box = (begin, 0, over, height) if lies else (0, begin, width, over)
            disk.write(drawn.crop(box).transpose(turn).tobytes())
        drawn.close()
        disk.seek(0)
        turned = Image.new(mode, size)
        for top, end in _strips(size[1]):
            strip = size[0], end - top
            turned.paste(Image.frombytes(mode, strip, disk.read(prod(strip) * len(mode))), (0, top))
    return turned


def _strips(lines: int) -> list[tuple[int, int]]:
    return [(top, min(top + STRIP, lines)) for top in range(0, lines, STRIP)]


def _mode(image: Image.Image) -> str:
    if image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in _GREY else "RGB"


def _held(image: Image.Image) -> int | None:
    with suppress(Exception):  # what a device wrote wrongly about a picture is no fault of the picture
        return image.getexif().get(_ORIENTATION)
    return None
