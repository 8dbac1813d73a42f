"""The key of this installation, by which it signs each line of its histories and the heads that are kept elsewhere.

Ed25519. The private half lies in the state folder, sealed with SECRET_KEY, never in the database; the public halves of all keys
there ever were lie beside it, named after what they sign with. Who has the database alone can write no line that holds.
"""

import base64
import logging
import os
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)
NAME_LENGTH = 16  # hexadecimal signs of the digest of a public half
RAW = serialization.Encoding.Raw, serialization.PublicFormat.Raw


def sign(text: str) -> str:
    """The name of the key and its signature of the text."""
    name, private = _key()
    return f"{name}.{base64.urlsafe_b64encode(private.sign(text.encode())).decode()}"


def is_signed(text: str, signature: str) -> bool:
    """Whether a key of this installation signed the text so."""
    name, _dot, signed = signature.partition(".")
    public = _public(name, Path(settings.KEYS_ROOT))
    try:
        if public is None:
            return False
        public.verify(base64.urlsafe_b64decode(signed), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _key() -> tuple[str, Ed25519PrivateKey]:
    path = Path(settings.KEYS_ROOT) / "history.pem"
    if not path.exists():
        _make(path)
    try:
        return _opened(path, path.stat().st_mtime_ns)
    except (OSError, ValueError) as problem:
        # What it signed stays verifiable by its public half; work goes on with a new one.
        logger.error("The key %s cannot be read (%s): a new one is made, the old one is put aside.", path, problem)  # noqa: TRY400
        path.rename(path.with_suffix(f".{timezone.now():%Y%m%d%H%M%S}"))
        _make(path)
        return _opened(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _opened(path: Path, _written: int) -> tuple[str, Ed25519PrivateKey]:
    private = serialization.load_pem_private_key(path.read_bytes(), _password())
    if not isinstance(private, Ed25519PrivateKey):
        message = f"{path} holds a key of another kind"
        raise ValueError(message)  # noqa: TRY004  the file is wrong, not a type of ours
    return _name(private.public_key()), private


def _make(path: Path) -> None:
    """Make a key. Of several processes at once one makes it, and the others take that."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(path.parent / f"history-{_name(public)}.pub", public.public_bytes(*RAW).hex().encode())
    beside = path.with_suffix(f".{os.getpid()}")
    sealed = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(_password()),
    )
    _write(beside, sealed)
    try:
        os.link(beside, path)  # refused when another was faster
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


@lru_cache(maxsize=64)
def _read(path: Path) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(path.read_text()))


def _public(name: str, folder: Path) -> Ed25519PublicKey | None:
    """The public half of that name, None for one that this installation does not know."""
    if len(name) != NAME_LENGTH or not name.isalnum():
        return None
    try:
        public = _read(folder / f"history-{name}.pub")
    except (OSError, ValueError):
        return None
    return public if _name(public) == name else None


def _name(public: Ed25519PublicKey) -> str:
    return sha256(public.public_bytes(*RAW)).hexdigest()[:NAME_LENGTH]


def _password() -> bytes:
    return salted_hmac("sanad.foundation.history.keys", "history", algorithm="sha256").hexdigest().encode()
