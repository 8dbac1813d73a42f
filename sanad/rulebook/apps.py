from hashlib import sha256
from importlib import import_module
from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sanad.foundation.reference import Reference, declare

RULES = Path(__file__).parent / "data" / "ma.json"


def _version() -> str:
    """Rules have no number: another text is another version."""
    return sha256(RULES.read_bytes()).hexdigest()[:12]


class RulebookConfig(AppConfig):
    name = "sanad.rulebook"
    verbose_name = _("Rules")

    def ready(self) -> None:
        """Declare the door, and the reference that ages."""
        import_module("sanad.rulebook.doors")
        declare(Reference("rules-ma", _("Rules of Morocco"), 365, _version))
