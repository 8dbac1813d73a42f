"""The address of a paper for everybody (tests/grounds.py)."""

from sanad.foundation.documents.models import IssuedDocument
from tests.grounds import ANYBODY, at


def rows(case) -> dict:
    codes = IssuedDocument.objects.filter(space=case.sg.space).values_list("code", flat=True)
    return {"D/<str:code>": at(by=ANYBODY, code=codes[0]), "d/<str:code>": at(by=ANYBODY, code=codes[0].lower())}
