"""Primary keys: UUID version 7, so that rows made offline keep their name and indexes stay in order of time."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new key; sorts after every key made earlier on the same machine."""
    return uuid7()
