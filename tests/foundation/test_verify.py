"""What is changed past Sanad is found (docs/adr/0012): every column of every row that counts, on both databases."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from sanad.foundation.history import anchors, covers


@pytest.fixture
def kept(settings, tmp_path):
    """A file of heads of its own: other tests leave theirs."""
    settings.ANCHORS = tmp_path / "anchors.jsonl"
    return settings.ANCHORS


def verify(*arguments) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify", *arguments, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_the_demo_holds(world, kept):
    status, said = verify("--all")
    assert status == 0, said
