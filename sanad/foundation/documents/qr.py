"""QR codes as pictures, wherever Sanad shows one."""

import re
from typing import Any

import zxingcpp

SCALE = 4  # pixels a module, where nothing else says how large it is
_DARK = re.compile(b"\x00+")


def qr_svg(text: str, quiet: int = 0) -> str:
    """The text as an SVG picture, one unit a module, with so many white modules around it.

    A quarter of the modules may be spoilt, at least. Upper-case addresses make the smallest code.
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
