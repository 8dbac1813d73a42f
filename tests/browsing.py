"""Clients that are signed in."""

import time
from typing import Any

from django.test import Client

from sanad.accounts.middleware import IdleMiddleware
from sanad.foundation.spaces.models import User


def signed_in(user: User, **options: Any) -> Client:
    """A client, made with `options`, of somebody who was just seen: however slow the tests, no page writes that down."""
    client = Client(**options)
    client.force_login(user)
    session = client.session
    session[IdleMiddleware.SEEN] = session[IdleMiddleware.SINCE] = int(time.time()) + 3600
    session.save()
    return client
