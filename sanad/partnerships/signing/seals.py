"""The seals of the texts that went out to sign, and of what they froze."""

from typing import Any

from django.utils.translation import gettext as _

from sanad.foundation.history.seals import Seal, declare, is_next
from sanad.partnerships.models import Agreement, Revision
from sanad.partnerships.queries.placeholders import filled_articles
from sanad.partnerships.queries.snapshot import content_of, snapshot_of

# What of a signed text nobody changes afterwards; names and addresses of the parties follow the directory.
STAYS = ("object", "kind", "languages", "starts_on", "budget", "currency", "commitments", "budget_lines", "articles")


def revision(row: Revision) -> str:
    """The content is the one that was sealed, on top of the revision before."""
    if row.computed_seal() != row.hash:
        return _("the text of this agreement is not as it was sealed when it went out to sign")
    is_upon = is_next(row, row.agreement.revisions)
    return "" if is_upon else _("the text before this one is not the one it was sealed upon")


def agreement(row: Agreement) -> str:
    """A signed agreement says what the revision says that was signed."""
    last = row.revisions.newest() if row.signed_on else None
    if last is None:
        return ""
    if why := revision(last):
        return why
    now = content_of(snapshot_of(row))
    said: dict[str, Any] = {**now, "articles": filled_articles(last.content, now["articles"])}
    other = [part for part in STAYS if said[part] != last.content[part]]
    return _("differs from the text that was signed: %(parts)s") % {"parts": ", ".join(other)} if other else ""


declare(Seal(Revision, revision, ("agreement",)))
declare(Seal(Agreement, agreement, ("engagement",)))
