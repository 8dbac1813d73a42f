"""Sending stored files, one or many."""

import io
import logging
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext

from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.small import MEDIA_TYPE, small
from sanad.foundation.files.store import NotAsKept, content_of

logger = logging.getLogger(__name__)
GONE = 410


def serve(stored: StoredFile, *, name: str = "", inline: bool = False) -> FileResponse:
    """Send a file so that no browser takes it for a page of ours. The caller has judged who may see it.

    One that is not there, or is not as it was kept, is not sent: a page says so.
    """
    try:
        content = content_of(stored)
    except NotAsKept:
        logger.exception("The file %s (%s)", stored.pk, stored.sha256)
        page = io.BytesIO(render_to_string("ui/not_as_kept.html").encode())
        return FileResponse(page, content_type="text/html; charset=utf-8", status=GONE)
    response = FileResponse(io.BytesIO(content), content_type=stored.media_type)
    shown = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(name or stored.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def serve_small(stored: StoredFile | None, side: int) -> HttpResponse:
    """Send a picture made small, to be looked at in a page. The caller has judged who may see it. 404 where there is none."""
    content = small(stored, side) if stored is not None else None
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["X-Content-Type-Options"] = "nosniff"
    return response


Packed = tuple[str, Callable[[], bytes]]  # the name in the folder, and what makes the bytes when their turn comes
_PACKED_ALREADY = (".pdf", ".jpg", ".jpeg", ".png", ".webp")


class _Sink(io.RawIOBase):
    """Takes what the archive writes until it is sent; an archive that cannot be wound back needs no memory of itself."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
        self.held += data
        return len(data)

    def taken(self) -> bytes:
        data, self.held = bytes(self.held), bytearray()
        return data


def packed(files: Iterable[Packed]) -> Iterator[bytes]:
    """The files as a ZIP archive, one after the other: never more than one is in memory."""
    sink = _Sink()
    with ZipFile(sink, "w") as archive:
        for name, content in files:
            way = ZIP_STORED if name.endswith(_PACKED_ALREADY) else ZIP_DEFLATED
            try:
                archive.writestr(name, content(), way)
            except NotAsKept:
                logger.exception("The file %s", name)
                archive.writestr(f"{name}.txt", gettext("This file cannot be given"))
            yield sink.taken()
    yield sink.taken()


def folder(name: str, files: Iterable[Packed]) -> StreamingHttpResponse:
    """Send files as one folder. The caller has judged who may see them."""
    response = StreamingHttpResponse(packed(files), content_type="application/zip")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.zip"
    response["X-Content-Type-Options"] = "nosniff"
    return response
