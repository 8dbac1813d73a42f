"""`sanad serve | work | remind | demo | keeper | entry | doctor | put-clock-right | backup | restore | verify | export-documents`: Django's commands under the words people use."""

import os
import sys

WORDS = {
    "serve": "serve",
    "work": "work",
    "remind": "remind",
    "demo": "demo",
    "keeper": "keeper",
    "entry": "entry",
    "doctor": "doctor",
    "put-clock-right": "put_clock_right",
    "backup": "backup",
    "restore": "restore",
    "verify": "verify",
    "export-documents": "export_documents",
}


def main() -> None:
    """Run the named command; anything else is handed to Django as it stands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanad.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  settings must be named first

    arguments = sys.argv[1:] or ["help"]
    execute_from_command_line(["sanad", WORDS.get(arguments[0], arguments[0]), *arguments[1:]])
