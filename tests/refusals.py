"""A refusal is expected with its sentence: a test that takes any refusal passes for the wrong reason."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils.translation import override

from sanad.foundation.policy import Refused


@contextmanager
def says_no(
    sentence: str, *, field: str | None = None, kind: type[Refused] = Refused
) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """What is done meanwhile is refused with this sentence, or these words of it, in English, and at this field."""
    with override("en"), pytest.raises(kind) as refusal:
        yield refusal
    with override("en"):
        said = str(refusal.value.message)
    assert sentence, f"name the sentence: {said}"
    assert sentence in said, said
    assert refusal.value.field == field, said
