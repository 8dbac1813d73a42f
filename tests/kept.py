"""Files that are kept already, as rows of a test."""

from uuid import UUID

from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.store import written


def keep_bytes(space_id: UUID, content: bytes, *, name: str, media_type: str) -> StoredFile:
    """The file of these bytes, with its row."""
    stored = written(space_id, content, name=name, media_type=media_type)
    stored.save(force_insert=True)
    return stored
