"""Addresses of papers and of the history (tests/grounds.py)."""

from sanad.foundation.documents.commands import attach_scan
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.history.models import HistoryEntry
from tests.grounds import at
from tests.partnerships.lives import scan


def rows(case) -> dict:
    paper = IssuedDocument.objects.filter(space=case.sg.space, withdrawal=None, replaced_by=None).first()
    return {
        "history/<uuid:pk>/": at(HistoryEntry.objects.filter(space=case.sg.space).first()),
        "papers/<uuid:pk>/": at(paper),
        "scans/<uuid:pk>/": at(attach_scan(case.sg, paper, upload=scan())),
    }
