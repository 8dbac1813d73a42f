"""Certificates as others read them: the signed fields in the QR code, and the Open Badges 3.0 credential with what it names.

The credential is a Verifiable Credential 2.0, secured as a JWT (OB 3.0, 8.2: the payload is the credential, with `iss`,
`nbf` and `jti`). Revoked and replaced ones are told by a Bitstring Status List 1.0, one for each key, signed by it. The
person is named as on the paper and has no identifier.
"""

import base64
import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from sanad.foundation.spaces.models import Space
from sanad.training.models import Certificate, Course, SigningKey
from sanad.training.queries.keys import sign
from sanad.training.queries.syllabus import syllabus

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


def status_address(key: SigningKey) -> str:
    """Where the list of revoked credentials of a key is."""
    return _absolute("status_list", key.space_id, key.public["kid"])


def _compact(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def sealed(key: SigningKey, code: str, language: str, fields: Iterable[tuple[str, str]], until: date | None) -> str:
    """The printed fields (name of the field, what is printed) and the code of the paper, signed: a compact JWS."""
    content: dict[str, Any] = {"c": code, "l": language, "f": dict(fields)}
    if until:
        content["u"] = until.isoformat()
    return sign(key, _compact(content))


def credential_of(key: SigningKey, badge: Badge) -> str:
    """The credential as a JWT."""
    issuer, begins = issuer_address(badge.space.pk), _begin_of(badge.issued_on)
    content: dict[str, Any] = {
        "@context": [VC, OB],
        "id": f"urn:uuid:{badge.certificate_id}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": badge.space.name_ar},
        "name": badge.title,
        "validFrom": begins.isoformat(),
        "credentialSubject": {
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
            "id": f"{status_address(key)}#{badge.status_index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(badge.status_index),
            "statusListCredential": status_address(key),
        },
        "iss": issuer,
        "nbf": int(begins.timestamp()),
        "jti": f"urn:uuid:{badge.certificate_id}",
    }
    if badge.valid_until:
        ends = _begin_of(badge.valid_until + timedelta(days=1)) - timedelta(seconds=1)
        content |= {"validUntil": ends.isoformat(), "exp": int(ends.timestamp())}
    return sign(key, _compact(content), typ="JWT")


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone()).astimezone(UTC)


def status_list(key: SigningKey, now: datetime | None = None) -> str:
    """The list of the credentials of a key that do not stand, as a JWT; good for a week."""
    rows = Certificate.objects.filter(key=key)
    gone = rows.filter(document__withdrawal__isnull=False) | rows.filter(document__replaced_by__isnull=False)
    indices = set(gone.values_list("status_index", flat=True))
    size = max(LIST_BITS, *(8 * (index // 8 + 1) for index in indices)) if indices else LIST_BITS
    bits = bytearray(size // 8)
    for index in indices:
        bits[index // 8] |= 0x80 >> index % 8
    packed = base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")
    begins = (now or timezone.now()).astimezone(UTC).replace(microsecond=0)
    address, issuer = status_address(key), issuer_address(key.space_id)
    return sign(key, _compact({
        "@context": [VC],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": begins.isoformat(),
        "validUntil": (begins + LIST_IS_FRESH).isoformat(),
        "credentialSubject": {
            "id": f"{address}#list", "type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": f"u{packed}",
        },
        "iss": issuer,
        "sub": f"{address}#list",
        "jti": address,
        "nbf": int(begins.timestamp()),
        "exp": int((begins + LIST_IS_FRESH).timestamp()),
    }), typ="JWT")  # fmt: skip


def issuer_profile(space: Space) -> dict[str, Any]:
    """Who issues, for machines."""
    return {
        "@context": [VC, OB], "id": issuer_address(space.pk), "type": ["Profile"], "name": space.name_ar,
        "otherName": space.name_fr, "url": settings.PUBLIC_ADDRESS, "jwks_uri": _absolute("issuer_keys", space.pk),
    }  # fmt: skip


def key_set(space: Space) -> dict[str, Any]:
    """The public keys of a space, old ones too (RFC 7517)."""
    return {"keys": [key.public for key in SigningKey.objects.filter(space=space)]}


def achievement_of(course: Course) -> dict[str, Any]:
    """What is reached in a course, for machines."""
    text = syllabus(course.content)
    return {
        "@context": [VC, OB], "id": achievement_address(course), "type": ["Achievement"], "name": text.title,
        "description": text.about, "criteria": {"narrative": "\n".join(f"- {line}" for line in text.objectives)},
        "creator": {"id": issuer_address(course.space_id), "type": ["Profile"]},
    }  # fmt: skip
