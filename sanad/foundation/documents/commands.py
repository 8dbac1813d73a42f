"""What happens to a paper after its issue."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command, stated
from sanad.foundation.documents.models import DocumentScan, DocumentWithdrawal, IssuedDocument
from sanad.foundation.documents.policies import can_attach_scan, can_withdraw
from sanad.foundation.files.store import keep_upload
from sanad.foundation.spaces.actor import Actor


@command(can_attach_scan, says=_("attached the signed copy of a paper"))
def attach_scan(actor: Actor, document: IssuedDocument, *, upload: UploadedFile, note: str = "") -> DocumentScan:
    """Keep the scan of the signed copy. Refused as `files.store.judged` says."""
    return DocumentScan.objects.create(
        space_id=document.space_id,
        document=document,
        file=keep_upload(document.space_id, upload),
        by=actor.user,
        note=note,
    )


@command(can_withdraw, says=_("withdrew a paper"), is_final=True)
def withdraw_document(actor: Actor, document: IssuedDocument, *, reason: str) -> DocumentWithdrawal:
    """State that the paper no longer stands; its public page says so at once."""
    return DocumentWithdrawal.objects.create(
        space_id=document.space_id, document=document, by=actor.user, reason=stated(reason)
    )
