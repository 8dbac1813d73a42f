"""What the QR code of a certificate carries, read by the words of its ADR and by none of our own code."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$-+/:"
FIELDS = {"n": "name", "r": "number", "s": "subject", "i": "issuer", "d": "days"}


@dataclass(frozen=True)
class Seal:
    """What was signed. `agrees` says whether facts are those whose digest was."""

    language: str
    until: str
    fields: dict[str, str]
    digest: bytes

    def agrees(self, code: str, fields: list[list[str]]) -> bool:
        facts = json.dumps([code, self.language, self.until, fields], ensure_ascii=False, separators=(",", ":"))
        return sha256(facts.encode()).digest()[:16] == self.digest


def opened(scanned: str, jwk: dict[str, str]) -> Seal:
    """What a QR code says, checked offline with one public key. Raises cryptography's InvalidSignature."""
    address, token = scanned.split("#")
    assert token[-1] == "2"
    held = b"".join(_bytes(token[at : min(at + 3, len(token) - 1)]) for at in range(0, len(token) - 1, 3))
    kid, signature, body = held[:12], held[12:76], held[76:]
    assert urlsafe_b64encode(kid).decode() == jwk["kid"]
    halves = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    signed = b"2" + address.rpartition("/")[2].encode() + body
    _key(jwk).verify(encode_dss_signature(*halves), signed, ECDSA(SHA256()))
    way, digest, text = body[0], body[1:17], body[17:]
    plain = (zlib.decompress(text) if way & 2 else text).decode("cp1256" if way & 1 else "utf-8")
    language, until, *lines = plain.split("\n")
    return Seal(language, until, {FIELDS[line[0]]: line[1:] for line in lines}, digest)


def _bytes(signs: str) -> bytes:
    return sum(SIGNS.index(sign) * 41**at for at, sign in enumerate(signs)).to_bytes(len(signs) - 1, "big")


def _key(jwk: dict[str, str]):
    x, y = (int.from_bytes(urlsafe_b64decode(jwk[name] + "=="), "big") for name in ("x", "y"))
    return EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
