"""The address of a paper, and of a topic of help, for everybody (tests/grounds.py)."""

from sanad.foundation.documents.models import IssuedDocument
from tests.grounds import ANYBODY, at


def rows(case) -> dict:
    codes = IssuedDocument.objects.filter(space=case.sg.space).values_list("code", flat=True)
    return {
        "help/<slug:key>/": at(by=ANYBODY, key="minutes"),
        "D/<str:code>": at(by=ANYBODY, code=codes[0]),
        "d/<str:code>": at(by=ANYBODY, code=codes[0].lower()),
    }
