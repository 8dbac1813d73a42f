"""Which numbered papers stand."""

from django.db.models import QuerySet

from sanad.activities.models import MinutesRevision
from sanad.foundation.documents.models import IssuedDocument


def numbered_minutes(revision: MinutesRevision) -> QuerySet[IssuedDocument]:
    """The numbered papers of approved minutes that neither were withdrawn nor gave way to another."""
    papers = IssuedDocument.objects.filter(space=revision.space_id, kind="minutes", subject_id=revision.pk)
    return papers.filter(withdrawal=None, replaced_by=None).select_related("file").order_by("issued_at")
