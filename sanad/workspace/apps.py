from importlib import import_module

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "sanad.workspace"

    def ready(self) -> None:
        """Declare the doors."""
        import_module("sanad.workspace.doors")
