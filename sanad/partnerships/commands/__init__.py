"""Every write of the slice, by noun."""

from sanad.partnerships.commands.agreement import (
    abandon_agreement,
    edit_agreement,
    open_negotiation,
    reopen_text,
    settle_text,
    start_agreement,
)
from sanad.partnerships.commands.amendments import (
    abandon_amendment,
    change_article,
    change_commitment,
    draft_amendment,
    edit_amendment,
    sign_amendment,
    withdraw_article_change,
    withdraw_commitment_change,
)
from sanad.partnerships.commands.ending import (
    lift_suspension,
    link_activity,
    suspend_agreement,
    terminate_agreement,
)
from sanad.partnerships.commands.fulfilment import (
    accept_fulfilment,
    decline_fulfilment,
    submit_fulfilment,
    waive_commitment,
)
from sanad.partnerships.commands.papers import issue_agreement, issue_life_paper
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
from sanad.partnerships.commands.renewal import renew_agreement
from sanad.partnerships.commands.sharing import agree_sharing, give_sharing, withdraw_sharing
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
    "abandon_agreement",
    "abandon_amendment",
    "accept_fulfilment",
    "add_article",
    "add_budget_line",
    "add_commitment",
    "add_instalment",
    "add_party",
    "agree_sharing",
    "change_article",
    "change_commitment",
    "decline_fulfilment",
    "draft_amendment",
    "edit_agreement",
    "edit_amendment",
    "edit_article",
    "edit_budget_line",
    "edit_commitment",
    "edit_party",
    "give_sharing",
    "issue_agreement",
    "issue_life_paper",
    "leave_remark",
    "lift_suspension",
    "link_activity",
    "move_party_up",
    "open_negotiation",
    "place_article",
    "promise_plan_items",
    "prove_mandate",
    "record_signature",
    "remark_article",
    "renew_agreement",
    "reopen_text",
    "send_out",
    "settle_text",
    "sign_amendment",
    "start_agreement",
    "submit_fulfilment",
    "suspend_agreement",
    "take_back",
    "take_remark",
    "terminate_agreement",
    "waive_commitment",
    "withdraw_article",
    "withdraw_article_change",
    "withdraw_budget_line",
    "withdraw_commitment",
    "withdraw_commitment_change",
    "withdraw_instalment",
    "withdraw_party",
    "withdraw_sharing",
]
