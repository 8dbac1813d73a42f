from sanad.training.commands.assessment import take_test, type_test
from sanad.training.commands.attendance import attach_sheet, come_in, come_in_late, take_attendance
from sanad.training.commands.courses import course_named
from sanad.training.commands.feedback import give_feedback
from sanad.training.commands.late import add_late_person, write_late_place

__all__ = [
    "add_late_person",
    "attach_sheet",
    "come_in",
    "come_in_late",
    "course_named",
    "give_feedback",
    "take_attendance",
    "take_test",
    "type_test",
    "write_late_place",
]
