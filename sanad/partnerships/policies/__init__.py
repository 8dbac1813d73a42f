"""Who sees agreements, and who may do what with them: `drafting` until signature, `life` afterwards."""

from sanad.partnerships.policies.drafting import (
    can_abandon,
    can_answer_remark,
    can_draft,
    can_issue_agreement,
    can_negotiate,
    can_record_signature,
    can_remark,
    can_reopen,
    can_send_out,
    can_settle,
    can_start,
    can_take_back,
)
from sanad.partnerships.policies.seeing import joined, visible_to

__all__ = [
    "can_abandon",
    "can_answer_remark",
    "can_draft",
    "can_issue_agreement",
    "can_negotiate",
    "can_record_signature",
    "can_remark",
    "can_reopen",
    "can_send_out",
    "can_settle",
    "can_start",
    "can_take_back",
    "joined",
    "visible_to",
]
