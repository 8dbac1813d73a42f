"""Sending a stored file."""

from urllib.parse import quote

from django.http import FileResponse

from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.store import open_file


def serve(stored: StoredFile, *, name: str = "", inline: bool = False) -> FileResponse:
    """Send a file so that no browser takes it for a page of ours. The caller has judged who may see it."""
    response = FileResponse(open_file(stored), content_type=stored.media_type)
    shown = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(name or stored.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
