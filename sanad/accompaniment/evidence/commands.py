"""Evidence: what shows that something is so."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.evidence.policies import can_add_evidence, can_withdraw_evidence
from sanad.accompaniment.models import Engagement, Evidence
from sanad.foundation.command import amend, command, stated
from sanad.foundation.days import refuse_future
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
    space_id: UUID | None = None,
    **details: Any,
) -> Evidence:
    """File a paper or picture, inside a command. Refused with neither a file nor the place where it is kept.

    `space_id`: the space that keeps it when it is part of no engagement; the actor's own unless said.
    """
    if upload is None and not kept_at:
        raise Refused(_("Attach it, or say where the paper is kept."), "upload")
    space_id = engagement.space_id if engagement else space_id or actor.space_id
    evidence = Evidence(space_id=space_id, engagement=engagement, title=title, kept_at=kept_at, by=actor.user)
    amend(evidence, details)
    refuse_future(evidence.seen_on, "seen_on")
    if upload is not None:
        evidence.file = keep_upload(space_id, upload)
    evidence.save()
    return evidence


def gather_evidence(
    actor: Actor,
    engagement: Engagement,
    known: list[Evidence],
    *,
    title: str = "",
    upload: UploadedFile | None = None,
    kept_at: str = "",
) -> list[Evidence]:
    """Evidence that stands in the engagement, and one more that is filed now, inside a command.

    Refused for evidence of another engagement (C1) or withdrawn, and for a paper without a title.
    """
    here = Evidence.objects.select_for_update(no_key=True).standing().filter(engagement=engagement)
    found = list(here.filter(pk__in=[row.pk for row in known]))
    if len(found) < len({row.pk for row in known}):
        raise Refused(_("This choice does not exist."), "evidence")
    if not (title or upload or kept_at):
        return found
    if not title:
        raise Refused(_("Say what it is."), "title")
    return [*found, file_evidence(actor, engagement, title=title, upload=upload, kept_at=kept_at)]


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


@command(can_withdraw_evidence, says=_("withdrew evidence"), is_final=True)
def withdraw_evidence(actor: Actor, evidence: Evidence, *, reason: str = "") -> Evidence:
    """Take back what was filed by mistake: it stays in the list with its reason, its file is no longer shown."""
    evidence.withdrawn_at, evidence.withdrawal = timezone.now(), stated(reason)
    evidence.save()
    return evidence
