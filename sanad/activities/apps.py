from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "sanad.activities"
    verbose_name = _("Activities")

    def ready(self) -> None:
        """Declare the doors, the papers, what falls due, the seals, what comes next and where tasks stood, whoever asks for them first: a page, a command of the shell, a test."""
        import_module("sanad.activities.doors")
        import_module("sanad.activities.papers.documents")
        import_module("sanad.activities.outcome.reminders")
        import_module("sanad.activities.minutes.seals")
        import_module("sanad.activities.telling.commands")
        import_module("sanad.activities.queries.seen")
        import_module("sanad.activities.queries.onward")
        for part in ("programme", "outcome", "minutes", "press"):
            import_module(f"sanad.activities.{part}.queries")
