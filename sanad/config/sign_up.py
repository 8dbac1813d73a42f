"""Who may open a space on this installation."""

from django.core.exceptions import ImproperlyConfigured

NOBODY, ON_REQUEST, EVERYBODY = "nobody", "on_request", "everybody"


def sign_up_setting(said: str) -> str:
    """What `SANAD_SIGN_UP` says; on request, when it says nothing. Raises ImproperlyConfigured for another word."""
    chosen = said.strip().lower() or ON_REQUEST
    if chosen not in {NOBODY, ON_REQUEST, EVERYBODY}:
        message = f"SANAD_SIGN_UP is {NOBODY}, {ON_REQUEST} or {EVERYBODY}, not {said!r}."
        raise ImproperlyConfigured(message)
    return chosen
