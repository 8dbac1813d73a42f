"""Keeping bytes on disk and giving them back."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sanad.foundation.files.models import StoredFile
from sanad.foundation.policy import Refused

# extension → (media type, first bytes that such a file must have)
ALLOWED: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "webp": ("image/webp", (b"RIFF",)),
}


def keep_upload(space_id: UUID, upload: UploadedFile, field: str = "upload") -> StoredFile:
    """Store what somebody sent. Refused when empty, too large, of a type not taken, or not what its name says."""
    if not upload.size:
        raise Refused(_("This file is empty."), field)
    if upload.size > settings.FILE_MAX_BYTES:
        raise Refused(_("This file is too large: 10 MB at most."), field)
    name = Path(upload.name or "file").name[-200:]
    extension = name.rpartition(".")[2].lower()
    if extension not in ALLOWED:
        raise Refused(_("Only PDF files and pictures (JPEG, PNG, WebP) are taken."), field)
    content = upload.read()
    media_type, signatures = ALLOWED[extension]
    if not content.startswith(signatures) or media_type not in _sniffed(content):
        raise Refused(_("This file is not what its name says. Save it again as a PDF or a picture."), field)
    return keep_bytes(space_id, content, name=name, media_type=media_type)


def _sniffed(content: bytes) -> set[str]:
    try:
        return {match.mime_type for match in puremagic.magic_string(content)}
    except puremagic.PureError:
        return set()


def keep_bytes(space_id: UUID, content: bytes, *, name: str, media_type: str) -> StoredFile:
    """Store bytes that Sanad made itself."""
    stored = written(space_id, content, name=name, media_type=media_type)
    stored.save(force_insert=True)
    return stored


def written(space_id: UUID, content: bytes, *, name: str, media_type: str) -> StoredFile:
    """The row of bytes that are on disk now; the caller saves it. Asks nothing of the database."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = _path(space_id, sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).rename(path)
    return StoredFile(space_id=space_id, sha256=sha256, size=len(content), media_type=media_type, name=name)


def open_file(stored: StoredFile) -> BinaryIO:
    """The bytes, to be read and closed by the caller."""
    return _path(stored.space_id, stored.sha256).open("rb")


def _path(space_id: UUID, sha256: str) -> Path:
    return Path(settings.FILES_ROOT) / str(space_id) / sha256[:2] / sha256
