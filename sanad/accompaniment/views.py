"""What the pages of an engagement have in common: how it is fetched, where one comes back to."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sanad.accompaniment.models import Engagement
from sanad.accompaniment.policies import visible_to


def to_engagement(row: Any) -> str:
    """The dossier that a row belongs to."""
    return reverse("accompaniment:engagement", args=[getattr(row, "engagement_id", row.pk)])


def fetch_engagement(request: HttpRequest, pk: UUID) -> Engagement:
    """The engagement of an address, with whom it is between. 404 for strangers."""
    rows = visible_to(request.actor, Engagement).select_related(
        "association__seat_place", "referent", "space", "association_space"
    )
    return get_object_or_404(rows, pk=pk)


def within(row: Any) -> dict[str, Any]:
    """For forms that choose among what the engagement has."""
    return {"engagement": row if isinstance(row, Engagement) else row.engagement}
