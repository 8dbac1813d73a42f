"""The tables of the foundation, gathered where Django looks for them."""

from sanad.foundation.clock.models import KnownClock
from sanad.foundation.documents.models import DocumentScan, DocumentWithdrawal, IssuedDocument
from sanad.foundation.files.models import StoredFile
from sanad.foundation.history.models import CoveredColumns, HistoryEntry, RowCover
from sanad.foundation.letters.models import LetterStop, LetterUnderWay
from sanad.foundation.numbering.models import Series
from sanad.foundation.reminders.models import SentReminder
from sanad.foundation.spaces.models import Beginning, Invitation, Keeper, Membership, Opening, Space, SpaceRequest, User

__all__ = [
    "Beginning",
    "CoveredColumns",
    "DocumentScan",
    "DocumentWithdrawal",
    "HistoryEntry",
    "Invitation",
    "IssuedDocument",
    "Keeper",
    "KnownClock",
    "LetterStop",
    "LetterUnderWay",
    "Membership",
    "Opening",
    "RowCover",
    "SentReminder",
    "Series",
    "Space",
    "SpaceRequest",
    "StoredFile",
    "User",
]
