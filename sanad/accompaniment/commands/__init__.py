"""Every write of the slice, by noun; plain functions (`write_…`, `file_…`) are for the commands of higher slices."""

from sanad.accompaniment.commands.engagement import (
    close_engagement,
    connect_space,
    edit_engagement,
    move_engagement,
    open_engagement,
)
from sanad.accompaniment.commands.evidence import add_evidence, file_evidence
from sanad.accompaniment.commands.needs import edit_need, move_need, voice_need, write_need
from sanad.accompaniment.commands.plan import edit_item, move_item, propose_item, write_plan_item

__all__ = [
    "add_evidence",
    "close_engagement",
    "connect_space",
    "edit_engagement",
    "edit_item",
    "edit_need",
    "file_evidence",
    "move_engagement",
    "move_item",
    "move_need",
    "open_engagement",
    "propose_item",
    "voice_need",
    "write_need",
    "write_plan_item",
]
