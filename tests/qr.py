"""The QR codes of a PDF, read from the picture of its pages as a phone would."""

import pypdfium2
import zxingcpp

SHARP = 3  # times 72 dots an inch


def codes_of(pdf: bytes) -> list[str]:
    """What every QR code of the PDF holds."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            code.text
            for page in document
            for code in zxingcpp.read_barcodes(_grey(page.render(scale=SHARP, grayscale=True)))
        ]
    finally:
        document.close()


def _grey(picture: pypdfium2.PdfBitmap) -> memoryview:
    """One byte a point, line by line."""
    lines = bytes(picture.buffer)
    starts = range(0, picture.height * picture.stride, picture.stride)
    points = b"".join(lines[start : start + picture.width] for start in starts)
    return memoryview(points).cast("B", (picture.height, picture.width))
