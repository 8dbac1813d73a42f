"""What the forms of activities choose from."""

from typing import Any

from django.db.models import QuerySet

from sanad.activities.models import Series
from sanad.activities.policies import visible_to
from sanad.directory.policies import visible_to as visible_cards
from sanad.foundation import ui


def own_rows(form: ui.SheetForm, model: Any) -> QuerySet:
    """Series, organisations or people of the space: what others show is read, not chosen."""
    sees = visible_to if model is Series else visible_cards
    return sees(form.actor, model).filter(space=form.actor.space)
