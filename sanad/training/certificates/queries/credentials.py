"""Certificates as other programs read them: the Open Badges 3.0 credential, and what it names.

The credential is a Verifiable Credential 2.0, secured as a JWT (OB 3.0, 8.2: the payload is the credential, with `iss`,
`nbf`, `sub` and `jti`), signed with RS256. Whoever has it needs nothing else: `kid` is the address of the one key that signed
it. Revoked and replaced ones are told by a Bitstring Status List 1.0, one for each key, signed by it. The
person is named as on the paper; the subject has an identifier that is good for this credential alone.
"""

import base64
import gzip
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from jwt.utils import base64url_decode

from sanad.courses.models import Course
from sanad.courses.queries.syllabus import syllabus
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.models import Space
from sanad.training.certificates.queries.certificates import WITHOUT_COURSE
from sanad.training.certificates.queries.keys import CREDENTIALS, PAPERS, half_of, halves_of, sign
from sanad.training.models import Certificate, Session, SigningKey

VC = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
LIST_BITS = 131_072  # the least that the standard allows: a single bit hides among many
LIST_IS_FRESH = timedelta(days=7)


@dataclass(frozen=True)
class Badge:
    """What a credential says. `name` is the name that may be public, `criteria` what had to be reached."""

    certificate_id: UUID
    name: str
    space: Space
    title: str
    about: str
    criteria: str
    achievement: str
    issued_on: date
    valid_until: date | None
    status_index: int


@lru_cache(maxsize=256)
def _absolute(name: str, *args: Any) -> str:
    return settings.PUBLIC_ADDRESS + reverse(f"training:{name}", args=args)


def issuer_address(space_id: UUID) -> str:
    """The identifier of an organisation as an issuer."""
    return _absolute("issuer", space_id)


def achievement_address(course: Course) -> str:
    """The identifier of what is reached in a course."""
    return _absolute("achievement", course.space_id, course.pk)


def session_address(session: Session) -> str:
    """The identifier of what is reached in a session without a course."""
    return _absolute("achievement_of_session", session.space_id, session.pk)


def key_address(space_id: UUID, name: str) -> str:
    """Where the public half of that name is, alone."""
    return _absolute("issuer_key", space_id, name)


def status_address(space_id: UUID, name: str) -> str:
    """Where the list of revoked credentials of a key is, signed by its half of that name."""
    return _absolute("status_list", space_id, name)


def _compact(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _signed(key: SigningKey, algorithm: str, content: bytes) -> str:
    """Content signed so that whoever has it finds the key."""
    address = key_address(key.space_id, half_of(key, algorithm)["kid"])
    return sign(key, algorithm, content, {"typ": "JWT", "kid": address})


def jwk_of(key: SigningKey, half: dict[str, Any]) -> dict[str, Any]:
    """A public half as others fetch it: called by its address."""
    return {**half, "kid": key_address(key.space_id, half["kid"])}


def credential_of(key: SigningKey, badge: Badge) -> str:
    """The credential as a JWT."""
    issuer, begins = issuer_address(badge.space.pk), _begin_of(badge.issued_on)
    holder = f"urn:uuid:{badge.certificate_id}#holder"
    list_address = status_address(key.space_id, half_of(key, CREDENTIALS)["kid"])
    content: dict[str, Any] = {
        "@context": [VC, OB],
        "id": f"urn:uuid:{badge.certificate_id}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": badge.space.name_ar},
        "name": badge.title,
        "validFrom": begins.isoformat(),
        "credentialSubject": {
            "id": holder,
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": badge.name, "identityType": "name"}
            ],
            "achievement": {
                "id": badge.achievement,
                "type": ["Achievement"],
                "name": badge.title,
                "description": badge.about,
                "criteria": {"narrative": badge.criteria},
            },
        },
        "credentialStatus": {
            "id": f"{list_address}#{badge.status_index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(badge.status_index),
            "statusListCredential": list_address,
        },
        "iss": issuer,
        "sub": holder,
        "nbf": int(begins.timestamp()),
        "jti": f"urn:uuid:{badge.certificate_id}",
    }
    if badge.valid_until:
        ends = _begin_of(badge.valid_until + timedelta(days=1)) - timedelta(seconds=1)
        content |= {"validUntil": ends.isoformat(), "exp": int(ends.timestamp())}
    return _signed(key, CREDENTIALS, _compact(content))


def findable(certificate: Certificate) -> str | None:
    """The credential as it goes out; None when what is kept is none: what it said is not made up again.

    Those of before named their key by no address: they are signed again, word for word, by the same key. Where that is gone,
    they go out as they are.
    """
    try:
        header, content, _signature = certificate.credential.split(".")
        named = json.loads(base64url_decode(header))["kid"]
    except (ValueError, KeyError, TypeError):
        return None
    if "://" in str(named):
        return certificate.credential
    try:
        return _signed(certificate.key, PAPERS, base64url_decode(content))
    except Refused:
        return certificate.credential


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone()).astimezone(UTC)


def status_list(key: SigningKey, algorithm: str = CREDENTIALS, now: datetime | None = None) -> str:
    """The list of the credentials of a key that do not stand, as a JWT signed by the half of that algorithm; good for a week."""
    rows = Certificate.objects.filter(key=key)
    gone = rows.exclude(pk__in=rows.live())
    indices = set(gone.values_list("status_index", flat=True))
    size = max(LIST_BITS, *(8 * (index // 8 + 1) for index in indices)) if indices else LIST_BITS
    bits = bytearray(size // 8)
    for index in indices:
        bits[index // 8] |= 0x80 >> index % 8
    packed = base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")
    begins = (now or timezone.now()).astimezone(UTC).replace(microsecond=0)
    address, issuer = status_address(key.space_id, half_of(key, algorithm)["kid"]), issuer_address(key.space_id)
    return _signed(
        key,
        algorithm,
        _compact(
            {
                "@context": [VC],
                "id": address,
                "type": ["VerifiableCredential", "BitstringStatusListCredential"],
                "issuer": issuer,
                "validFrom": begins.isoformat(),
                "validUntil": (begins + LIST_IS_FRESH).isoformat(),
                "credentialSubject": {
                    "id": f"{address}#list",
                    "type": "BitstringStatusList",
                    "statusPurpose": "revocation",
                    "encodedList": f"u{packed}",
                },
                "iss": issuer,
                "sub": f"{address}#list",
                "jti": address,
                "nbf": int(begins.timestamp()),
                "exp": int((begins + LIST_IS_FRESH).timestamp()),
            }
        ),
    )


def issuer_profile(space: Space) -> dict[str, Any]:
    """Who issues, for machines."""
    return {
        "@context": [VC, OB],
        "id": issuer_address(space.pk),
        "type": ["Profile"],
        "name": space.name_ar,
        "otherName": space.name_fr,
        "url": settings.PUBLIC_ADDRESS,
        "jwks_uri": _absolute("issuer_keys", space.pk),
    }


def key_set(space: Space) -> dict[str, Any]:
    """The public keys of a space, old ones too (RFC 7517); by the short names too by which credentials of before call them."""
    keys = list(SigningKey.objects.filter(space=space))
    return {"keys": [*(jwk_of(key, half) for key in keys for half in halves_of(key)), *(key.public for key in keys)]}


def half_named(space_id: UUID, name: str) -> tuple[SigningKey, dict[str, Any]] | None:
    """The key of a space with the half of that name."""
    rows = SigningKey.objects.filter(space=space_id)
    return next(((key, half) for key in rows for half in halves_of(key) if half.get("kid") == name), None)


def achievement_of(course: Course) -> dict[str, Any]:
    """What is reached in a course, for machines."""
    text = syllabus(course.content)
    reached = "\n".join(f"- {line}" for line in text.objectives)
    return _achievement(course.space_id, achievement_address(course), text.title, text.about, reached)


def achievement_of_session(session: Session) -> dict[str, Any]:
    """What is reached in a session without a course, for machines."""
    title, asked = session.activity.title, criteria_of(WITHOUT_COURSE, 0)
    return _achievement(session.space_id, session_address(session), title, session.activity.purpose or title, asked)


def criteria_of(attendance_percent: int, test_percent: int) -> str:
    """What had to be reached, in sentences."""
    lines = [_("Attendance of at least %(asked)s%%.") % {"asked": attendance_percent}]
    if test_percent:
        lines.append(_("Test after the course: at least %(asked)s%%.") % {"asked": test_percent})
    return " ".join(lines)


def _achievement(space_id: UUID, address: str, title: str, about: str, criteria: str) -> dict[str, Any]:
    return {
        "@context": [VC, OB],
        "id": address,
        "type": ["Achievement"],
        "name": title,
        "description": about,
        "criteria": {"narrative": criteria},
        "creator": {"id": issuer_address(space_id), "type": ["Profile"]},
    }
