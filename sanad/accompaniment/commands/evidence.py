"""Evidence: what shows that something is so."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, Evidence
from sanad.accompaniment.policies import can_add_evidence
from sanad.foundation.command import amend, command
from sanad.foundation.files.store import keep_upload
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor


def file_evidence(
    actor: Actor,
    engagement: Engagement | None,
    *,
    title: str,
    upload: UploadedFile | None = None,
    kept_at: str = "",
    room: UUID | None = None,
    **details: Any,
) -> Evidence:
    """File a paper or picture, inside a command. Refused with neither a file nor the place where it is kept.

    `room`: the space that keeps it when it is part of no file; the actor's own unless said.
    """
    if upload is None and not kept_at:
        raise Refused(_("Attach it, or say where the paper is kept."), "upload")
    space_id = engagement.space_id if engagement else room or actor.space_id
    evidence = Evidence(space_id=space_id, engagement=engagement, title=title, kept_at=kept_at, by=actor.user)
    amend(evidence, details)
    if upload is not None:
        evidence.file = keep_upload(space_id, upload)
    evidence.save()
    return evidence


@command(can_add_evidence, says=_("filed evidence"))
def add_evidence(
    actor: Actor,
    engagement: Engagement,
    *,
    title: str,
    upload: UploadedFile | None = None,
    kept_at: str = "",
    **details: Any,
) -> Evidence:
    """File what shows that something is so, from either side. Refused with neither a file nor a place."""
    return file_evidence(actor, engagement, title=title, upload=upload, kept_at=kept_at, **details)
