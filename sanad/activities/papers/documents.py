"""The papers of activities, and which row each of them is about."""

from django.db.models import Model

from sanad.activities.minutes.documents import MINUTES
from sanad.activities.models import Activity, Invitation, MinutesRevision, PressReport
from sanad.activities.outcome.documents import FOLLOW_UPS
from sanad.activities.people.documents import BLANK_SHEET, FILLED_SHEET, INVITATION
from sanad.activities.press.documents import PRESS
from sanad.foundation.documents.papers import Paper

_ABOUT: tuple[tuple[Paper, type[Model]], ...] = (
    (INVITATION, Invitation),
    (BLANK_SHEET, Activity),
    (FILLED_SHEET, Activity),
    (MINUTES, MinutesRevision),
    (PRESS, PressReport),
    (FOLLOW_UPS, Activity),
)
BY_KIND = {paper.kind: paper for paper, _model in _ABOUT}
SUBJECTS = {paper.kind: model for paper, model in _ABOUT}
