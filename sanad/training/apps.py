from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What declares itself when it is imported: the door, papers, half-days, what goes along, what leads on, what comes next, what falls due, seals.
DECLARING = (
    "doors",
    "attendance.commands.clock",
    "attendance.queries",
    "certificates.documents.certificate",
    "certificates.queries.next_step",
    "certificates.seals",
    "sessions.commands.along",
    "papers.documents",
    "demand.queries.answers",
    "queries.halves",
    "sessions.queries.next_step",
    "sessions.queries.onward",
    "sessions.queries.seen",
    "sessions.queries.shown",
    "sessions.reminders",
)


class TrainingConfig(AppConfig):
    name = "sanad.training"
    verbose_name = _("Training")

    def ready(self) -> None:
        """Tell lower slices and parts what training has for them, and the worker what it sees to."""
        for module in DECLARING:
            import_module(f"{self.name}.{module}")
        self._declare_people()
        self._declare_work()

    @staticmethod
    def _declare_people() -> None:
        """Which courses are shown to others, who is told of changes, what one's own page leads on to."""
        from sanad.activities.telling.commands import TELLERS  # noqa: PLC0415  needs the models
        from sanad.courses.policies import SHOWN  # noqa: PLC0415
        from sanad.training.certificates.queries.certificates import OWN_CERTIFICATE  # noqa: PLC0415
        from sanad.training.learning.queries.own_parts import OWN_PARTS  # noqa: PLC0415
        from sanad.training.policies import announced_courses  # noqa: PLC0415
        from sanad.training.registrations.commands.letters import tell_registrations  # noqa: PLC0415
        from sanad.training.registrations.queries.own_page import PARTS  # noqa: PLC0415

        SHOWN.append(announced_courses)
        TELLERS.append(tell_registrations)
        PARTS.extend([OWN_CERTIFICATE, *OWN_PARTS])

    @staticmethod
    def _declare_work() -> None:
        """Runs that lost their task are ended; tasks that older releases queued are found where they stand now."""
        from sanad.foundation.worker import queue  # noqa: PLC0415  needs the models
        from sanad.training.certificates.commands import runs  # noqa: PLC0415
        from sanad.training.registrations.commands import letters  # noqa: PLC0415

        queue.declare(runs.end_lost_runs)
        of_letters = (letters.send_own_page, letters.send_letter, letters.remind_session, letters.ask_again)
        for task in (*of_letters, runs.issue_run, runs.tell_certified):
            queue.moved(f"sanad.training.tasks.{task.name}", task)
        for task in of_letters:
            queue.moved(f"sanad.training.sessions.commands.letters.{task.name}", task)
