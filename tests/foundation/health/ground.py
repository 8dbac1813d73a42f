"""A database that is away."""

from contextlib import contextmanager

from django.db import connection, connections


@contextmanager
def no_database(folder):
    """What the database is when nothing is where it should be."""
    kept = connections["default"]
    known = {**connections.settings["default"], "NAME": str(folder) if connection.vendor == "sqlite" else "nowhere"}
    connections.settings["default"], before = known, connections.settings["default"]
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"] = kept
        connections.settings["default"] = before
