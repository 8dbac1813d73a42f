"""`web`: the process of the web server, which `serve` starts, and starts again."""

import socket

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

from sanad.foundation.management.processes import end_with, known_at_work
from sanad.foundation.management.web import serve


class Command(BaseCommand):
    help = "Serve behind a socket that `serve` listens on; not started by hand."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--door", type=int, required=True, help="the number of the listening socket")
        parser.add_argument("--beside", type=int, required=True, help="the process that must be alive")

    def handle(self, *, door: int, beside: int, **_options) -> None:
        end_with(beside)
        with known_at_work():
            serve(import_string(settings.WSGI_APPLICATION), socket.socket(fileno=door))
