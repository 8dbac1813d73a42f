"""Primary keys: UUID version 7, so that rows made offline keep their name and indexes stay in order of time."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new key; sorts after every key made earlier on the same machine."""
    return uuid7()


def as_uuid(text: str | None) -> UUID | None:
    """The key that was typed or sent, None when it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
