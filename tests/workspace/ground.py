"""Addresses of papers and of the history (tests/grounds.py)."""

from sanad.activities.models import MinutesRevision
from sanad.activities.papers.commands import issue_activity_paper
from sanad.foundation.documents.commands import attach_scan
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.history.models import HistoryEntry
from sanad.workspace.commands import skip_step
from sanad.workspace.numbers.queries import RECKONINGS
from tests.grounds import at
from tests.partnerships.lives import scan


def of_association(case) -> tuple[list, list]:
    """Papers and the history of a space are its own."""
    head = case.president
    revision = MinutesRevision.objects.get(space=head.space)
    paper = issue_activity_paper(head, revision, kind="minutes", language="ar")
    line = HistoryEntry.objects.filter(space=head.space).first()
    return [], [paper, attach_scan(head, paper, upload=scan()), line, skip_step(head, step="statutes")]


def rows(case) -> dict:
    paper = IssuedDocument.objects.filter(space=case.sg.space, withdrawal=None, replaced_by=None).first()
    return {
        "steps/<slug:step>/": at(step="seat", is_shared=True),
        "steps/<uuid:pk>/": at(skip_step(case.sg, step="seat")),
        "numbers/<slug:key>/": [
            at(key=key, is_shared=True, query=query) for key in RECKONINGS for query in ("", "?reached=yes")
        ],
        "numbers/attendance/<int:year>/": at(year=2023, is_shared=True),
        "history/<uuid:pk>/": at(HistoryEntry.objects.filter(space=case.sg.space).first()),
        "papers/<uuid:pk>/": at(paper),
        "scans/<uuid:pk>/": at(attach_scan(case.sg, paper, upload=scan())),
    }
