"""The same text and the same digest on every machine and database."""

import hashlib
import json
from typing import Any

from django.core.files.base import File
from django.core.serializers.json import DjangoJSONEncoder


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: the same text on every machine and database."""
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of_file(file: File) -> str:
    """SHA-256 of the bytes of a file from its beginning, in hexadecimal; never all of it in memory."""
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    return found.hexdigest()


def digest_of(value: Any) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
