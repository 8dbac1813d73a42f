"""The keys by which a space signs: ES256 (RFC 7518), the public half in the database, the private one sealed on disk."""

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from jwt.algorithms import ECAlgorithm
from jwt.utils import base64url_encode

from sanad.foundation.policy import Refused
from sanad.training.models import SigningKey

ALGORITHM = "ES256"
NAME_LENGTH = 16  # of the 43 signs of a thumbprint: enough to tell the keys of an installation apart


def path_of(key_id: UUID) -> Path:
    """Where the private half of a key lies."""
    return Path(settings.KEYS_ROOT) / f"{key_id}.pem"


def password_of(key_id: UUID) -> bytes:
    """What seals the private half: without the key of the installation a copied file is of no use."""
    return salted_hmac("sanad.training.keys", str(key_id), algorithm="sha256").hexdigest().encode()


def public_of(private: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """The public half as a JSON Web Key, named by its thumbprint (RFC 7638)."""
    known = json.loads(ECAlgorithm.to_jwk(private.public_key()))
    plain = json.dumps({name: known[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    name = base64url_encode(sha256(plain.encode()).digest()).decode()[:NAME_LENGTH]
    return {"kty": known["kty"], "crv": known["crv"], "x": known["x"], "y": known["y"], "alg": ALGORITHM, "kid": name}


@lru_cache(maxsize=64)
def _opened(key_id: UUID, path: Path) -> ec.EllipticCurvePrivateKey:
    found = serialization.load_pem_private_key(path.read_bytes(), password_of(key_id))
    assert isinstance(found, ec.EllipticCurvePrivateKey)  # noqa: S101  nothing else is ever written there
    return found


def private_of(key: SigningKey) -> ec.EllipticCurvePrivateKey:
    """The private half. Refused when its file is gone, or was sealed by another installation."""
    try:
        return _opened(key.pk, path_of(key.pk))
    except (OSError, ValueError) as error:
        raise Refused(_("The key that signs certificates cannot be read on this server. Make a new one.")) from error


def sign(key: SigningKey, content: bytes, **header: str) -> str:
    """The content as a compact JWS (RFC 7515). Refused as `private_of`."""
    return jwt.api_jws.encode(content, private_of(key), ALGORITHM, {"kid": key.public["kid"], "typ": "", **header})
