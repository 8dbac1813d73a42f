"""The QR codes of a PDF, read from the picture of its pages as a phone would."""

import pypdfium2
import zxingcpp

SHARP = 3  # times 72 dots an inch
POINT, INCH = 72, 25.4


def codes_of(pdf: bytes, dots: float = SHARP * POINT) -> list[str]:
    """What every QR code of the PDF holds, when its pages are seen at so many dots an inch."""
    return [code.text for code in _found(pdf, dots)]


def module_of(pdf: bytes) -> float:
    """How wide a module of the first QR code of the PDF is printed, in millimetres."""
    dots = 4 * POINT
    (code, *_more) = _found(pdf, dots)
    corners = code.position
    side = abs(corners.top_right.x - corners.top_left.x) / dots * INCH
    modules = 17 + 4 * int(code.extra["Version"])
    return side / modules


def version_of(pdf: bytes) -> int:
    """How large the first QR code of the PDF is."""
    return int(_found(pdf, SHARP * POINT)[0].extra["Version"])


def _found(pdf: bytes, dots: float) -> list[zxingcpp.Barcode]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            code
            for page in document
            for code in zxingcpp.read_barcodes(
                _grey(page.render(scale=dots / POINT, grayscale=True)), formats=zxingcpp.BarcodeFormat.QRCode
            )
        ]
    finally:
        document.close()


def _grey(picture: pypdfium2.PdfBitmap) -> memoryview:
    """One byte a point, line by line."""
    lines = bytes(picture.buffer)
    starts = range(0, picture.height * picture.stride, picture.stride)
    points = b"".join(lines[start : start + picture.width] for start in starts)
    return memoryview(points).cast("B", (picture.height, picture.width))
