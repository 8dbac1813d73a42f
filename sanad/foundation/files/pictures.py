"""Pictures as they are kept: the right way up, of a sensible size, with nothing beside the pixels.

A photograph carries where it was taken, by which device and when. It is drawn anew, so that none of it is kept.
"""

import io
from contextlib import suppress
from math import prod
from threading import Lock

import pillow_heif
from django.utils.translation import gettext_lazy as _
from PIL import Image

from sanad.foundation.policy import Refused

LONGEST, SHORTEST = 4000, 1000  # a sheet of A4 at 340 dpi; a long strip keeps the width that makes it readable
MOST_DECLARED = 120_000_000  # a telephone writes 12 to 108 million
MOST_PIXELS = 50_000_000  # decoded, at four bytes each
QUALITY = 85

_READ = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
_SAVED: dict[str, dict[str, int]] = {"JPEG": {"optimize": 1}, "WEBP": {"method": 2}}
_KEPT = {"PNG": "image/png", "WEBP": "image/webp", "JPEG": "image/jpeg"}
_GREY = ("1", "L", "I", "I;16", "I;16B", "F")
_BEGIN = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1", b"avif", b"avis")
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
_ORIENTATION = 0x0112

pillow_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = None  # its check warns before it refuses; `redrawn` refuses before a pixel is decoded
_one_at_a_time = Lock()  # the memory of a process holds one large picture


def is_picture(content: bytes) -> bool:
    """True when the first bytes are those of a picture that is taken, whatever the name says."""
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    is_heif = content[4:8] == b"ftyp" and content[8:12] in _BRANDS
    return content.startswith(_BEGIN) or is_webp or is_heif


def redrawn(content: bytes, field: str) -> tuple[bytes, str]:
    """The picture drawn anew, and its media type: PNG and WebP stay what they are, all others become JPEG.

    Of a picture that moves the first moment is kept. Refused when it is damaged, or has more pixels than are held.
    """
    with _one_at_a_time:
        try:
            return _redrawn(content, field)
        except Refused:
            raise
        except Exception as error:  # decoders meet bytes from outside and raise what they like
            raise Refused(
                _("This picture is damaged or was cut short. Take it again, or save it again as JPEG."), field
            ) from error


def _redrawn(content: bytes, field: str) -> tuple[bytes, str]:
    with Image.open(io.BytesIO(content), formats=_READ) as image:
        form = image.format if image.format in _KEPT else "JPEG"
        declared = image.size
        image.draft(
            None, _fitting(declared)
        )  # a JPEG is decoded at a half, a quarter or an eighth where that is enough
        if prod(declared) > MOST_DECLARED or prod(image.size) > MOST_PIXELS:
            raise Refused(_("This picture has too many pixels: 50 million at most. Save it smaller."), field)
        image.load()
        drawn = image.convert(_mode(image))
        turn = _UPRIGHT.get(_held(image) or 1)
    if drawn.size != (size := _fitting(drawn.size)):
        drawn = drawn.resize(size, Image.Resampling.LANCZOS)
    if turn is not None:
        drawn = drawn.transpose(turn)
    if form == "JPEG" and drawn.mode == "RGBA":
        drawn = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("RGB")
    drawn.info = {}
    out = io.BytesIO()
    drawn.save(out, form, quality=QUALITY, **_SAVED.get(form, {}))
    return out.getvalue(), _KEPT[form]


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, max(LONGEST / max(size), SHORTEST / min(size)))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _mode(image: Image.Image) -> str:
    if image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in _GREY else "RGB"


def _held(image: Image.Image) -> int | None:
    with suppress(Exception):  # what a device wrote wrongly about a picture is no fault of the picture
        return image.getexif().get(_ORIENTATION)
    return None
