"""Every write of the slice, by noun; plain functions (`write_…`, `file_…`) are for the commands of higher slices."""

from sanad.accompaniment.commands.agreement import agree_item
from sanad.accompaniment.commands.change import record_change, resolve_need, write_change
from sanad.accompaniment.commands.engagement import (
    close_engagement,
    connect_space,
    edit_engagement,
    move_engagement,
    open_engagement,
)
from sanad.accompaniment.commands.evidence import add_evidence, file_evidence, gather_evidence, withdraw_evidence
from sanad.accompaniment.commands.needs import edit_need, move_need, voice_need, write_need
from sanad.accompaniment.commands.plan import (
    attach_evidence,
    edit_item,
    finish_item,
    move_item,
    propose_item,
    write_plan_item,
)

__all__ = [
    "add_evidence",
    "agree_item",
    "attach_evidence",
    "close_engagement",
    "connect_space",
    "edit_engagement",
    "edit_item",
    "edit_need",
    "file_evidence",
    "finish_item",
    "gather_evidence",
    "move_engagement",
    "move_item",
    "move_need",
    "open_engagement",
    "propose_item",
    "record_change",
    "resolve_need",
    "voice_need",
    "withdraw_evidence",
    "write_change",
    "write_need",
    "write_plan_item",
]
