from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccompanimentConfig(AppConfig):
    name = "sanad.accompaniment"
    verbose_name = _("Accompaniment")
