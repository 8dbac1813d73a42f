"""Drawing a picture anew, in a process of its own: what `pictures` starts, and nothing that Sanad is made of.

The file comes as standard input, what was drawn goes to the descriptor that is named, one word to standard output.
"""

import os
import resource
import sys
import tempfile
from contextlib import suppress
from math import prod
from typing import BinaryIO

from PIL import AvifImagePlugin, Image, PngImagePlugin

MOST_DECLARED = 120_000_000  # pixels; a telephone writes 12 to 108 million
MOST_HELD = 125_000_000  # bytes that a picture may take while it is drawn: docs/adr/0011-uploads.md
MOST_OF_JPEG = 33_000_000  # bytes of its pixels; it is decoded at a half, a quarter or an eighth where it must be
MOST_KEPT = 10_000_000  # pixels; a telephone that shows them holds four bytes for each
LEAST_LEFT = 1_000_000  # pixels of a photograph that was made smaller: a sheet of A4 that can be read
MOST_MEMORY = 3 << 27  # bytes of addresses, most of which are never touched: beyond, the process is given none
MOST_SECONDS = 30  # of work
QUALITY, QUALITY_OF_SMALL = 85, 70
TOO_MANY = "too many pixels"

_READ = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
_SAVED: dict[str, dict[str, int]] = {"WEBP": {"method": 2}}
_KEPT = {"PNG": "image/png", "WEBP": "image/webp", "JPEG": "image/jpeg"}
_GREY = ("1", "L", "I", "I;16", "I;16B", "F")
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
    Image.Transpose.ROTATE_180,
    Image.Transpose.FLIP_TOP_BOTTOM,
    Image.Transpose.TRANSVERSE,
    Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112
STRIP = 256  # lines

Image.MAX_IMAGE_PIXELS = None  # its check warns before it refuses; `_make_fit` refuses before a pixel is decoded
PngImagePlugin.MAX_TEXT_MEMORY = PngImagePlugin.MAX_TEXT_CHUNK
AvifImagePlugin.DEFAULT_MAX_THREADS = 1


class TooMany(Exception):
    """The picture has more pixels than are held."""


def drawn_anew(file: BinaryIO, out: BinaryIO) -> str:
    """Draw the picture of a file anew and say its media type: PNG and WebP stay, all others become JPEG.

    Of a picture that moves the first moment is kept. Raises TooMany, and what decoders raise.
    """
    drawn, form, turn = _decoded(file)
    while prod(drawn.size) > MOST_KEPT:
        drawn = drawn.reduce(2)
    if turn is not None:
        drawn = _turned(drawn, turn)
    if form == "JPEG" and drawn.mode == "RGBA":
        paper = Image.new("RGB", drawn.size, "white")
        paper.paste(drawn, mask=drawn.getchannel("A"))
        drawn = paper
    drawn.info = {}
    drawn.save(out, form, quality=QUALITY, **_SAVED.get(form, {}))
    return _KEPT[form]


def drawn_small(file: BinaryIO, out: BinaryIO, side: int) -> str:
    """Draw a kept picture within a square of so many pixels, to be looked at in a list; always as WebP."""
    drawn, _form, turn = _decoded(file)
    drawn.thumbnail((side, side), reducing_gap=2)
    if turn is not None:
        drawn = drawn.transpose(turn)
    drawn.info = {}
    drawn.save(out, "WEBP", quality=QUALITY_OF_SMALL, **_SAVED["WEBP"])
    return _KEPT["WEBP"]


def is_light(file: BinaryIO) -> bool:
    """Whether a kept picture may be shown as it is: its head says no more pixels than are kept of one today."""
    with suppress(Exception), Image.open(file, formats=tuple(_KEPT)) as image:
        return prod(image.size) <= MOST_KEPT
    return False


def _decoded(file: BinaryIO) -> tuple[Image.Image, str, Image.Transpose | None]:
    """The pixels, and nobody else holds them; the kind of file they are kept in; how they must be turned."""
    _look_ahead(file)
    with Image.open(file, formats=_READ) as image:
        _make_fit(image)
        image.load()
        mode = _mode(image)
        drawn = image._new(image.im) if image.mode == mode else image.convert(mode)  # noqa: SLF001  no second copy
        return drawn, str(image.format if image.format in _KEPT else "JPEG"), _UPRIGHT.get(_held(image) or 1)


def _look_ahead(file: BinaryIO) -> None:
    """What must be known before a file is opened. The decoders of HEIF are large: they come only where they are needed."""
    file.seek(0)
    head = file.read(30)
    file.seek(0)
    if head[4:8] == b"ftyp":
        import pillow_heif  # noqa: PLC0415

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.register_heif_opener(thumbnails=False)
    if head[8:12] == b"WEBP" and _declared_by_webp(head) * _OF_DECODER["WEBP"] > MOST_HELD:
        raise TooMany  # opened, it asks for all of its memory


def _declared_by_webp(head: bytes) -> int:
    """The pixels of which its head speaks, which each of its three kinds writes in its own way."""
    kind, bits = head[12:16], 0x3FFF
    if kind == b"VP8X":
        return (1 + int.from_bytes(head[24:27], "little")) * (1 + int.from_bytes(head[27:30], "little"))
    if kind == b"VP8L":
        sides = int.from_bytes(head[21:25], "little")
        return (1 + (sides & bits)) * (1 + (sides >> 14 & bits))
    return (int.from_bytes(head[26:28], "little") & bits) * (int.from_bytes(head[28:30], "little") & bits)


def _make_fit(image: Image.Image) -> None:
    """Have a JPEG decoded at a half, a quarter or an eighth where it must be. Raises TooMany where nothing helps."""
    declared, sweeps = prod(image.size), _held_in_sweeps(image)
    is_jpeg = image.format == "JPEG"
    for part in (1, 2, 4, 8) if is_jpeg else (1,):
        left = declared // part**2
        if part > 1 and left < LEAST_LEFT:
            break
        needed = _needed(image, left)
        if declared <= MOST_DECLARED and sweeps + needed <= MOST_HELD and (needed <= MOST_OF_JPEG or not is_jpeg):
            image.draft(None, (image.size[0] // part, image.size[1] // part))
            return
    raise TooMany


def _needed(image: Image.Image, pixels: int) -> int:
    """The bytes that are held at most while so many of its pixels are drawn."""
    mode = _mode(image)
    decoded = _OF_DECODER.get(image.format or "", _OF_MODE.get(image.mode, 4))
    converted = 0 if image.mode == mode else _OF_MODE.get(mode, 4)
    return pixels * (decoded + converted)


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


def _stay_small() -> None:
    """A decoder that goes wild is given no more memory and no more time."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # macOS bounds no addresses
            resource.setrlimit(what, (most, most))


def main(target: int, side: int = 0) -> None:
    """Draw standard input to a descriptor, within a square where one is said. What goes wrong otherwise ends the process without a word."""
    _stay_small()
    with os.fdopen(0, "rb", closefd=False) as file, os.fdopen(target, "r+b") as out:
        try:
            said = drawn_small(file, out, side) if side else drawn_anew(file, out)
        except (TooMany, MemoryError):
            said = TOO_MANY
        except Exception:  # noqa: BLE001  decoders meet bytes from outside and raise what they like
            sys.exit(1)
    sys.stdout.write(said)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
