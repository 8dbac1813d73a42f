from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# The door, what others see through it, what comes next, the papers, what falls due, and the seals, part by part.
DECLARES = (
    "doors",
    "queries.seen",
    "queries.onward",
    "drafting.queries.next_step",
    "commitments.queries.next_step",
    "life.queries",
    "signing.documents",
    "signing.reminders",
    "signing.seals",
    "commitments.documents",
    "commitments.queries.answers",
    "commitments.reminders",
    "sharing.reminders",
    "life.documents",
    "life.reminders",
    "life.seals",
)


class PartnershipsConfig(AppConfig):
    name = "sanad.partnerships"
    verbose_name = _("Partnerships")

    def ready(self) -> None:
        """Declare them, and which cards stay, whoever asks for them first: a page, a command of the shell, a test."""
        for module in DECLARES:
            import_module(f"{self.name}.{module}")
        keeps = import_module(f"{self.name}.policies").keeps_card
        import_module("sanad.directory.policies").KEEPS.append(keeps)
