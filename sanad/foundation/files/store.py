"""Keeping bytes on disk and giving them back."""

import errno
import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sanad.foundation.files.drawing import is_light
from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.pictures import is_picture, redrawn
from sanad.foundation.history.digests import digest_of_file
from sanad.foundation.policy import Refused

ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
}
# What a box asks for. HEIC is taken too, but not asked for: then a telephone converts it by itself.
ACCEPT_PICTURES = "image/jpeg,image/png,image/webp"
ACCEPT = f"{ACCEPT_PICTURES},application/pdf"
_ENDING = re.compile(r"\.(pdf|p?jpe?g|jpe|jfif|pjp|mpo|a?png|webp|hei[cf]s?|hif|avifs?|gif|bmp|tiff?)$", re.IGNORECASE)
_BLANK = b"\xef\xbb\xbf \t\r\n\x00"
_LONGEST_NAME = 200
_HEAD = 1024  # bytes, by which a file is known
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Judged(UploadedFile):
    """What somebody sent, as it will be kept: judged by its content and named after it. It lies where it was laid."""


def judged(upload: UploadedFile, field: str = "upload") -> Judged:
    """The paper as it came, or the picture drawn anew. Refused when empty, too large, neither of them, or damaged.

    Takes time for a picture: outside the transaction of a command where that can be. Never is the whole file in memory.
    """
    if isinstance(upload, Judged):
        return upload
    if not upload.size:
        raise Refused(_("This file is empty."), field)
    if upload.size > settings.FILE_MAX_BYTES:
        raise Refused(_("This file is too large: 10 MB at most."), field)
    file: Any = upload.file
    file.seek(0)
    head, media_type = file.read(_HEAD), "application/pdf"
    if is_picture(head):
        media_type = redrawn(file, field)
    elif not head.lstrip(_BLANK).startswith(b"%PDF-"):
        raise Refused(_("Only PDF files and pictures (JPEG, PNG, WebP, HEIC) are taken."), field)
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return Judged(file, named_after(media_type, upload.name or ""), media_type, size)


def named_after(media_type: str, name: str) -> str:
    """The name with the ending of what the file is; signs that cannot be seen are left out."""
    shown = "".join(sign for sign in Path(name).name if sign.isprintable()).strip()
    stem, endings = _ENDING.sub("", shown), ENDINGS[media_type]
    ending = next((one for one in endings if shown == stem + one), endings[0])
    return (stem or "file")[: _LONGEST_NAME - len(ending)] + ending


def keep_upload(space_id: UUID, upload: UploadedFile, field: str = "upload") -> StoredFile:
    """Store what somebody sent. Refused as `judged` says."""
    ready = judged(upload, field)
    stored = StoredFile(
        space_id=space_id,
        sha256=digest_of_file(ready),
        size=int(ready.size or 0),
        media_type=str(ready.content_type),
        name=str(ready.name),
    )
    lay_down(_path(space_id, stored.sha256), ready.chunks(), field)
    stored.save(force_insert=True)
    return stored


def written(space_id: UUID, content: bytes, *, name: str, media_type: str) -> StoredFile:
    """The row of bytes that are on disk now; the caller saves it. Asks nothing of the database."""
    sha256 = hashlib.sha256(content).hexdigest()
    lay_down(_path(space_id, sha256), [content])
    return StoredFile(space_id=space_id, sha256=sha256, size=len(content), media_type=media_type, name=name)


class NotAsKept(OSError):
    """The bytes of a file are not there, or are others than were kept; says which."""


def content_of(stored: StoredFile) -> bytes:
    """The bytes, which are those that were kept. Raises NotAsKept when they are not."""
    try:
        content = _path(stored.space_id, stored.sha256).read_bytes()
    except OSError as problem:
        message = _("is not there") if isinstance(problem, FileNotFoundError) else _("cannot be read")
        raise NotAsKept(message) from problem
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        message = _("was changed on the disk")
        raise NotAsKept(message)
    return content


def is_full(problem: BaseException | None) -> bool:
    """Whether the system had no room left on a disk."""
    return isinstance(problem, OSError) and problem.errno in _NO_ROOM


def lay_down(path: Path, chunks: Iterable[bytes], field: str | None = None) -> None:
    """Put the bytes under their name, whole or not at all; one that lies there already is told that it is wanted.

    Refused when the disk is full.
    """
    with suppress(FileNotFoundError):
        os.utime(path)  # `orphans.collect` leaves it where it is
        return
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as out:
            out.writelines(chunks)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).rename(path)
    except OSError as problem:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        if is_full(problem):
            raise Refused(
                _("The disk of the server is full: tell whoever keeps it. This was not stored."), field
            ) from problem
        raise


def open_file(stored: StoredFile) -> BinaryIO:
    """The same to be read on. Raises NotAsKept."""
    return io.BytesIO(content_of(stored))


def is_shown(stored: StoredFile) -> bool:
    """Whether a kept picture is small enough in pixels to stand in a page; one of before may not be, nor one that is lost."""
    try:
        with _path(stored.space_id, stored.sha256).open("rb") as file:
            return is_light(file)
    except OSError:
        return False


def name_of(space_id: UUID, sha256: str) -> str:
    """Where bytes lie below the folder of the files."""
    return f"{space_id}/{sha256[:2]}/{sha256}"


def _path(space_id: UUID, sha256: str) -> Path:
    return Path(settings.FILES_ROOT) / name_of(space_id, sha256)
