"""Which numbered papers stand."""

from django.db.models import QuerySet

from sanad.activities.models import MinutesRevision, PressReport
from sanad.foundation.documents.models import IssuedDocument


def numbered(kind: str, approved: MinutesRevision | PressReport) -> QuerySet[IssuedDocument]:
    """The numbered papers of what was approved that neither were withdrawn nor gave way to another."""
    papers = IssuedDocument.objects.filter(space=approved.space_id, kind=kind, subject_id=approved.pk)
    return papers.filter(withdrawal=None, replaced_by=None).select_related("file").order_by("issued_at")
