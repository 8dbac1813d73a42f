from sanad.training.policies.learning import (
    can_add_late,
    can_attach_sheet,
    can_come_in,
    can_give_feedback,
    can_take_attendance,
    can_take_test,
    can_teach,
    can_type_test,
    is_feedback_open,
    is_test_open,
)
from sanad.training.policies.seeing import visible_to

__all__ = [
    "can_add_late",
    "can_attach_sheet",
    "can_come_in",
    "can_give_feedback",
    "can_take_attendance",
    "can_take_test",
    "can_teach",
    "can_type_test",
    "is_feedback_open",
    "is_test_open",
    "visible_to",
]
