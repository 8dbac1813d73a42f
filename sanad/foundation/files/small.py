"""Pictures made small for lists: drawn when first looked at, and kept beside the files as long as one likes."""

from contextlib import suppress
from pathlib import Path

from django.conf import settings

from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.pictures import made_small
from sanad.foundation.files.store import NotAsKept, lay_down, name_of, open_file

SMALL, LARGE = 240, 960  # pixels of the longer side: in a list, on a page of its own
MEDIA_TYPE = "image/webp"


def is_picture(stored: StoredFile | None) -> bool:
    """Whether a kept file can be looked at as a picture."""
    return stored is not None and stored.media_type.startswith("image/")


def small(stored: StoredFile, side: int) -> bytes | None:
    """The picture within a square of so many pixels; None for what is no picture, or is not as it was kept."""
    if not is_picture(stored):
        return None
    path = Path(settings.SMALL_ROOT) / f"{name_of(stored.space_id, stored.sha256)}-{side}"
    try:
        # Also where a small one lies ready: what is lost or changed is not shown as if it stood.
        original = open_file(stored)
    except NotAsKept:
        return None
    with suppress(FileNotFoundError):
        return path.read_bytes()
    content = made_small(original, side)
    if content is not None:
        lay_down(path, [content])
    return content
