from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "sanad.training"
    verbose_name = _("Training")

    def ready(self) -> None:
        """Declare the papers, the half-days, what leads on to them, what falls due and who is told, whoever asks first."""
        import_module("sanad.training.documents.certificate")
        import_module("sanad.training.documents.convening")
        import_module("sanad.training.queries.halves")
        import_module("sanad.training.queries.onward")
        import_module("sanad.training.reminders")
