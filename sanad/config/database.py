"""Turn one address into Django's database settings, with the pragmas that make SQLite a trustworthy store."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# WAL lets readers go on while one writes; FULL survives a power cut; IMMEDIATE takes the write lock at the start,
# so that a command never fails half way with "database is locked".
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
        "PRAGMA recursive_triggers=ON;PRAGMA cache_size=-20000;"
    ),
}
# A server that says nothing at all, as when its machine lost its power, is one that is away: a page says so.
POSTGRESQL_OPTIONS = {"connect_timeout": "10", "tcp_user_timeout": "15000"}  # seconds, milliseconds


def database_settings(address: str) -> dict[str, Any]:
    """Return the entry for `DATABASES`.

    `sqlite:////absolute/path` or `postgresql://user:password@host:port/name?option=value` (a `host=` option names a
    socket folder). Raises ValueError for any other scheme.
    """
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        path = Path(unquote(parts.path.removeprefix("/") if parts.path.startswith("//") else parts.path))
        path.parent.mkdir(parents=True, exist_ok=True)
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": dict(SQLITE_OPTIONS)}
    if parts.scheme in {"postgres", "postgresql"}:
        options = {**POSTGRESQL_OPTIONS, **dict(parse_qsl(parts.query))}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.removeprefix("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", parts.hostname or ""),
            "PORT": str(parts.port or options.pop("port", "")),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    message = f"SANAD_DATABASE must begin with sqlite:// or postgresql://, not {parts.scheme!r}"
    raise ValueError(message)
