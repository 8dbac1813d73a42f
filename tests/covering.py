"""Rows that a test put there by itself, as if a command had written them."""

from sanad.foundation.history import covers
from sanad.foundation.history.chain import append
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import Actor


def cover_what_is_there(actor: Actor) -> HistoryEntry:
    """A line of the actor's space that covers every row as it is now."""
    written = {model: set(model._base_manager.values_list("pk", flat=True)) for model in covers.covered_models()}
    return append(
        actor.space_id,
        user=actor.user,
        actor_space=actor.space,
        command="x",
        object_type="foundation.space",
        object_id=actor.space_id,
        subject_id=actor.space_id,
        label="",
        changes={},
        key=None,
        digest="",
        written=written,
    )
