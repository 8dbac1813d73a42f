from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiagnosisConfig(AppConfig):
    name = "sanad.diagnosis"
    verbose_name = _("Diagnosis")

    def ready(self) -> None:
        """Declare the door, the paper of the results, what is measured and what comes next, whoever asks for them first."""
        import_module("sanad.diagnosis.doors")
        import_module("sanad.diagnosis.results.documents")
        import_module("sanad.diagnosis.instruments.queries.measures")
        import_module("sanad.diagnosis.workshop.queries.seen")
        import_module("sanad.diagnosis.workshop.queries.next_step")
        import_module("sanad.diagnosis.workshop.queries.onward")
