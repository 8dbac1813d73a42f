"""What the QR code of a certificate carries behind the address of its check page (docs/adr, "The code of a certificate").

The digest of every printed field, and of the fields themselves what a stranger needs; signed together with the code of the
paper, and spelled so that the QR code stays small: at most version 20, whatever the forms allowed.

    the bytes       KEY (12) · SIGNATURE (64) · WAY (1) · DIGEST (16) · TEXT
    what is signed  "2" · the code of the paper · WAY · DIGEST · TEXT
    TEXT            language, last day of validity or nothing, then a line for each field: its letter and what is printed
    WAY             1: the text is in Windows-1256 (else UTF-8); 2: and deflated
    spelled         two bytes in three signs of `SIGNS`; "2" at the end names the format

`public/check.js` reads it. Papers printed before carry a compact JWS of all fields, which that script reads too.
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256

from jwt.utils import base64url_decode

from sanad.foundation.documents.papers import check_address
from sanad.foundation.documents.qr import capitals_beside
from sanad.training.certificates.queries.keys import signature
from sanad.training.models import Certificate, SigningKey

FORMAT = "2"
# 41 signs that a QR code writes in 5½ bits each and that an address leaves as they are: 41³ is more than 2¹⁶.
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$-+/:"
DIGEST = 16  # bytes
# What a stranger needs, dearest first, and how it is called in the code.
CARRIED = {"name": "n", "number": "r", "subject": "s", "issuer": "i", "days": "d"}
_ARABIC, _DEFLATED = 1, 2
_ALWAYS = 12 + 64 + 1 + DIGEST  # bytes: key, signature, way, digest


def facts_of(code: str, language: str, until: date | None, fields: Iterable[tuple[str, str]]) -> str:
    """Every printed field in one text, as it is digested: the code, the language, the last day, (name, what is printed)."""
    facts = [code, language, until.isoformat() if until else "", [list(field) for field in fields]]
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def facts_of_paper(certificate: Certificate) -> str:
    """The same for a certificate that was issued."""
    paper = certificate.document
    fields = [*(tuple(field) for field in paper.data["fields"]), ("number", paper.reference)]
    return facts_of(paper.code, paper.language, certificate.valid_until, fields)


def sealed(key: SigningKey, facts: str) -> str:
    """What stands behind the address in the QR code. Refused when the key cannot be read."""
    code, language, until, fields = json.loads(facts)
    body = _carried([language, until], dict(fields), sha256(facts.encode()).digest()[:DIGEST], _room(code))
    return _spelled(base64url_decode(key.public["kid"]) + signature(key, FORMAT.encode() + code.encode() + body) + body)


def _room(code: str) -> int:
    """How many bytes of text the code holds beside its address and what is always there."""
    signs = capitals_beside(f"{check_address(code)}#") - len(FORMAT)
    return signs // 3 * 2 - _ALWAYS


def _carried(lines: list[str], fields: dict[str, str], digest: bytes, room: int) -> bytes:
    """Way, digest and text, with every field that finds room, the dearest first."""
    packed = _packed(lines, room)
    for name, letter in CARRIED.items():
        more = [*lines, letter + " ".join(fields.get(name, "").splitlines())]
        if name in fields and (found := _packed(more, room)) is not None:
            lines, packed = more, found
    way, text = packed or (0, "\n".join(lines).encode())
    return bytes([way]) + digest + text


def _packed(lines: list[str], room: int) -> tuple[int, bytes] | None:
    """The lines as bytes, and in which way; deflated only when there is no room otherwise, as old browsers cannot inflate."""
    whole = "\n".join(lines)
    try:
        way, text = _ARABIC, whole.encode("cp1256")
    except UnicodeEncodeError:
        way, text = 0, whole.encode()
    if len(text) <= room:
        return way, text
    small = zlib.compress(text, 9)
    return (way | _DEFLATED, small) if len(small) <= room else None


def _spelled(held: bytes) -> str:
    return "".join(_signs(held)) + FORMAT


def _signs(held: bytes) -> Iterator[str]:
    for start in range(0, len(held), 2):
        pair = held[start : start + 2]
        number = int.from_bytes(pair)
        for _sign in range(len(pair) + 1):
            number, sign = divmod(number, len(SIGNS))
            yield SIGNS[sign]
