from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "sanad.training"
    verbose_name = _("Training")

    def ready(self) -> None:
        """Declare what goes along, the papers, the half-days, what leads on to them, what falls due, who is told, what the worker sees to, and the seals."""
        import_module("sanad.training.commands.along")
        import_module("sanad.training.commands.clock")
        import_module("sanad.training.documents.certificate")
        import_module("sanad.training.documents.convening")
        import_module("sanad.training.queries.halves")
        import_module("sanad.training.queries.onward")
        import_module("sanad.training.reminders")
        import_module("sanad.training.seals")
        import_module("sanad.training.tasks")
