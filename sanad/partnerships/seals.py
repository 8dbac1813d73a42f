"""The seals of the texts that went out to sign, and of signed amendments."""

from sanad.foundation.history.seals import Seal, declare, is_next
from sanad.partnerships.commands import amendments, signing
from sanad.partnerships.models import Agreement, Amendment, Revision
from sanad.partnerships.queries.placeholders import filled_articles
from sanad.partnerships.queries.whole import content_of, whole

# What of a signed text nobody changes afterwards; names and addresses of the parties follow the directory.
STAYS = ("object", "kind", "languages", "starts_on", "budget", "currency", "commitments", "budget_lines", "articles")


def revision(row: Revision) -> str:
    """The content is the one that was sealed, on top of the revision before."""
    if signing.seal(row) != row.hash:
        return "the text of this agreement is not as it was sealed when it went out to sign"
    return "" if is_next(row, row.agreement.revisions) else "the text before this one is not the one it was sealed upon"


def amendment(row: Amendment) -> str:
    """What a signed amendment says is what was sealed."""
    if row.state != Amendment.State.SIGNED:
        return ""
    return "" if amendments.seal(row) == row.hash else "this signed amendment is not as it was sealed"


def agreement(row: Agreement) -> str:
    """A signed agreement says what the revision says that was signed."""
    last = row.revisions.order_by("-number").first() if row.signed_on else None
    if last is None:
        return ""
    if why := revision(last):
        return why
    now = content_of(whole(row))
    now["articles"] = filled_articles({**last.content, "articles": now["articles"]})
    other = [part for part in STAYS if now[part] != last.content[part]]
    return f"differs from the text that was signed: {', '.join(other)}" if other else ""


declare(Seal(Revision, revision, ("agreement",)))
declare(Seal(Amendment, amendment, ("agreement",)))
declare(Seal(Agreement, agreement, ("engagement",)))
