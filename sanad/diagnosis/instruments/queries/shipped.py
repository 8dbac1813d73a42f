"""The instruments that come with Sanad."""

from functools import cache
from pathlib import Path
from typing import Any

from sanad.diagnosis.instruments.queries.blueprint import Blueprint, read_blueprint
from sanad.foundation.content.files import contents_in

DATA = Path(__file__).parents[2] / "data"


@cache
def _contents() -> dict[str, dict[str, Any]]:
    return {content["key"]: content for content in contents_in(DATA).values()}


@cache
def shipped_instruments() -> dict[str, Blueprint]:
    """The instruments that come with Sanad, by their key."""
    return {key: read_blueprint(content) for key, content in _contents().items()}


def shipped_content(key: str) -> dict[str, Any]:
    """The content of an instrument that comes with Sanad. KeyError for any other."""
    return _contents()[key]
