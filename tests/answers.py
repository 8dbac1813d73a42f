"""Ending an answer in a test: its files are closed, the connection that the test's transaction lives on is not."""

from django.core.signals import request_finished
from django.db import close_old_connections


def ended(response):
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)
    return response
