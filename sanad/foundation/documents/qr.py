"""QR codes as pictures, wherever Sanad shows one."""

import re
from typing import Any

import zxingcpp

SCALE = 4  # pixels a module, where nothing else says how large it is
LARGEST = 97  # modules a side, version 20: what cheap phones still read from paper
ROOM = 666 * 8  # bits of the largest code at level M
# What a run of signs costs beside the signs: its kind and its length.
_BYTES, _CAPITALS = 4 + 16, 4 + 13
_DARK = re.compile(b"\x00+")


def qr_svg(text: str, quiet: int = 0) -> str:
    """The text as an SVG picture, one unit a module, with so many white modules around it.

    A seventh of the modules may be spoilt, at least. Upper-case addresses make the smallest code.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture: Any = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)
    size, pixels = picture.shape[0], memoryview(picture).tobytes()
    runs = []
    for line in range(size):
        for run in _DARK.finditer(pixels[line * size : (line + 1) * size]):
            start, end = run.span()
            runs.append(f"M{start} {line}h{end - start}v1H{start}z")
    whole = size + 2 * quiet
    frame = f'width="{whole * SCALE}" height="{whole * SCALE}" viewBox="{-quiet} {-quiet} {whole} {whole}"'
    white = f'<path fill="#fff" d="M{-quiet} {-quiet}h{whole}v{whole}H{-quiet}z"/>' if quiet else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>{white}<path d="{"".join(runs)}"/></svg>'


def modules_of(svg: str) -> int:
    """How many modules a side such a picture has."""
    found = re.search(r'viewBox="\S+ \S+ (\d+)', svg)
    return int(found[1]) if found else 0


def capitals_beside(address: str) -> int:
    """How many capitals, digits and signs of the small alphabet ($%*+-./:) the largest code holds after that address."""
    bits = ROOM - _BYTES - 8 * len(address.encode()) - _CAPITALS
    return max(0, bits // 11 * 2)
