"""The keys by which a space signs: the public halves in the database, the private ones sealed in one file on disk.

Each key has two pairs: ES256, whose signature is small enough for the QR code of a paper and which browsers verify, and RS256,
which every checker of Open Badges must know (RFC 7518). Keys made before the second was there get it when they next sign.
"""

import json
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from jwt.utils import base64url_encode

from sanad.foundation.policy import Refused
from sanad.training.models import SigningKey

PAPERS, CREDENTIALS = "ES256", "RS256"
NAME_LENGTH = 16  # of the 43 signs of a thumbprint: enough to tell the keys of an installation apart
Private = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
_PEM = re.compile(rb"-----BEGIN [^-]+-----.+?-----END [^-]+-----\n?", re.DOTALL)
_THUMBED = {"EC": ("crv", "kty", "x", "y"), "RSA": ("e", "kty", "n")}


def path_of(key_id: UUID) -> Path:
    """Where the private halves of a key lie."""
    return Path(settings.KEYS_ROOT) / f"{key_id}.pem"


def password_of(key_id: UUID) -> bytes:
    """What seals the private halves: without the key of the installation a copied file is of no use."""
    return salted_hmac("sanad.training.keys", str(key_id), algorithm="sha256").hexdigest().encode()


def algorithm_of(private: Private) -> str:
    """The one algorithm by which a private half signs."""
    return PAPERS if isinstance(private, ec.EllipticCurvePrivateKey) else CREDENTIALS


def public_of(private: Private) -> dict[str, str]:
    """The public half as a JSON Web Key, named by its thumbprint (RFC 7638)."""
    if isinstance(private, ec.EllipticCurvePrivateKey):
        known = json.loads(ECAlgorithm.to_jwk(private.public_key()))
    else:
        known = json.loads(RSAAlgorithm.to_jwk(private.public_key()))
    told = {name: known[name] for name in _THUMBED[known["kty"]]}
    name = base64url_encode(sha256(json.dumps(told, separators=(",", ":")).encode()).digest()).decode()[:NAME_LENGTH]
    return {**told, "alg": algorithm_of(private), "kid": name}


@lru_cache(maxsize=64)
def _opened(key_id: UUID, path: Path, _written: int) -> dict[str, Private]:
    password = password_of(key_id)
    found = [
        cast("Private", serialization.load_pem_private_key(block, password))
        for block in _PEM.findall(path.read_bytes())
    ]
    return {algorithm_of(private): private for private in found}


def private_of(key: SigningKey, algorithm: str = PAPERS) -> Any:
    """The private half. Refused when its file is gone, or was sealed by another installation."""
    try:
        path = path_of(key.pk)
        return _opened(key.pk, path, path.stat().st_mtime_ns)[algorithm]
    except (OSError, ValueError, KeyError) as error:
        raise Refused(_("The key that signs certificates cannot be read on this server. Make a new one.")) from error


def signature(key: SigningKey, content: bytes) -> bytes:
    """The 64 bytes by which the paper pair signs the content. Refused as `private_of`."""
    return ECAlgorithm(ECAlgorithm.SHA256).sign(content, private_of(key))


def sign(key: SigningKey, algorithm: str, content: bytes, header: dict[str, Any]) -> str:
    """The content as a compact JWS (RFC 7515). Refused as `private_of`."""
    return jwt.api_jws.encode(content, private_of(key, algorithm), algorithm, header)


def halves_of(key: SigningKey) -> list[dict[str, Any]]:
    """The public halves of a key."""
    return [half for half in (key.public, key.public_rsa) if half]


def half_of(key: SigningKey, algorithm: str) -> dict[str, Any]:
    """The public half of an algorithm."""
    return next(half for half in halves_of(key) if half["alg"] == algorithm)
