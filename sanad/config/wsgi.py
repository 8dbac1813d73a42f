"""The entry point of the web server."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from sanad.config.frames import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanad.config.settings")
_answer = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    """What is answered to a request."""
    return with_room(_answer, environ, start_response)
