from sanad.training.commands.assessment import take_test, type_test
from sanad.training.commands.attendance import attach_sheet, come_in, come_in_late, take_attendance
from sanad.training.commands.certificates import (
    ask_certificates,
    issue_next,
    pass_over,
    reissue_certificate,
    revoke_certificate,
    stop_run,
)
from sanad.training.commands.course_files import add_course_file, withdraw_course_file
from sanad.training.commands.courses import course_named
from sanad.training.commands.feedback import give_feedback
from sanad.training.commands.keys import live_key, rotate_key
from sanad.training.commands.late import add_late_person, write_late_registration
from sanad.training.commands.lessons import finish_lesson, finish_own_lesson, write_lesson_read
from sanad.training.commands.papers import issue_session_paper
from sanad.training.commands.registration import (
    ask_own_page,
    confirm_registration,
    edit_registration,
    join_session,
    leave_session,
    register_person,
    renew_link,
    vouch_all,
    vouch_registration,
    withdraw_registration,
)
from sanad.training.commands.seats import write_registration
from sanad.training.commands.sessions import (
    cancel_session,
    close_session,
    confirm_session,
    edit_session,
    open_session,
    plan_in_activity,
    plan_session,
    reopen_session,
)
from sanad.training.commands.slots import (
    add_cost,
    add_slot,
    add_trainer,
    edit_slot,
    withdraw_cost,
    withdraw_slot,
    withdraw_trainer,
    write_report,
)
from sanad.training.commands.telling import note_registration_told
from sanad.training.commands.trainers import add_trainer_field, name_mandate, withdraw_trainer_field
from sanad.training.commands.writing import begin_course, edit_course, import_course, remove_course_part

__all__ = [
    "add_cost",
    "add_course_file",
    "add_late_person",
    "add_slot",
    "add_trainer",
    "add_trainer_field",
    "ask_certificates",
    "ask_own_page",
    "attach_sheet",
    "begin_course",
    "cancel_session",
    "close_session",
    "come_in",
    "come_in_late",
    "confirm_registration",
    "confirm_session",
    "course_named",
    "edit_course",
    "edit_registration",
    "edit_session",
    "edit_slot",
    "finish_lesson",
    "finish_own_lesson",
    "give_feedback",
    "import_course",
    "issue_next",
    "issue_session_paper",
    "join_session",
    "leave_session",
    "live_key",
    "name_mandate",
    "note_registration_told",
    "open_session",
    "pass_over",
    "plan_in_activity",
    "plan_session",
    "register_person",
    "reissue_certificate",
    "remove_course_part",
    "renew_link",
    "reopen_session",
    "revoke_certificate",
    "rotate_key",
    "stop_run",
    "take_attendance",
    "take_test",
    "type_test",
    "vouch_all",
    "vouch_registration",
    "withdraw_cost",
    "withdraw_course_file",
    "withdraw_registration",
    "withdraw_slot",
    "withdraw_trainer",
    "withdraw_trainer_field",
    "write_late_registration",
    "write_lesson_read",
    "write_registration",
    "write_report",
]
