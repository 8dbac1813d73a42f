"""Which places this phone is known for: enough to say who comes in at the door, and for nothing else."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from sanad.foundation.ids import as_uuid
from sanad.training.models import Registration, Session

COOKIE, SALT = "sanad_places", "sanad.training.places"
KEPT_FOR = 365 * 24 * 3600
MOST = 8


def _known(request: HttpRequest) -> list[UUID]:
    signed = request.get_signed_cookie(COOKIE, default="", salt=SALT) or ""
    return [key for key in map(as_uuid, signed.split(".")) if key]


def remember(request: HttpRequest, response: HttpResponse, registration: Registration) -> None:
    """Know this phone again. Given by one's own page, and at the door once the code was right."""
    keys = [registration.pk, *(key for key in _known(request) if key != registration.pk)][:MOST]
    response.set_signed_cookie(
        COOKIE,
        ".".join(map(str, keys)),
        salt=SALT,
        max_age=KEPT_FOR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def recognised(request: HttpRequest, session: Session) -> Registration | None:
    """The confirmed place of this session for which the phone is known."""
    return Registration.objects.filter(pk__in=_known(request), session=session, state="confirmed").first()
