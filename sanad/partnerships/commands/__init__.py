"""Every write of the slice, by noun."""

from sanad.partnerships.commands.agreement import (
    abandon_agreement,
    edit_agreement,
    open_negotiation,
    reopen_text,
    settle_text,
    start_agreement,
)
from sanad.partnerships.commands.parties import add_party, edit_party, move_party_up, prove_mandate, withdraw_party
from sanad.partnerships.commands.promises import (
    add_budget_line,
    add_commitment,
    add_instalment,
    edit_budget_line,
    edit_commitment,
    promise_plan_items,
    withdraw_budget_line,
    withdraw_commitment,
    withdraw_instalment,
)
from sanad.partnerships.commands.signing import record_signature, send_out, take_back
from sanad.partnerships.commands.text import (
    add_article,
    edit_article,
    leave_remark,
    place_article,
    remark_article,
    take_remark,
    withdraw_article,
)

__all__ = [
    "abandon_agreement", "add_article", "add_budget_line", "add_commitment", "add_instalment", "add_party",
    "edit_agreement", "edit_article", "edit_budget_line", "edit_commitment", "edit_party",
    "leave_remark", "move_party_up", "open_negotiation", "place_article", "promise_plan_items", "prove_mandate",
    "record_signature", "remark_article", "reopen_text", "send_out", "settle_text", "start_agreement", "take_back",
    "take_remark", "withdraw_article", "withdraw_budget_line", "withdraw_commitment", "withdraw_instalment",
    "withdraw_party",
]  # fmt: skip
