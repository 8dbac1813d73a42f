"""What only a passphrase opens: the published format age (age-encryption.org/v1), so `age -d` opens it without Sanad.

What scrypt makes of the passphrase wraps the key of the file. The content goes in pieces of 64 KiB, each encrypted and
authenticated under its number, the last one under a mark of its own: what was changed, cut short, added or put in
another order is found before it is used, and no more than two pieces are ever in memory.
"""

import hashlib
import hmac
import io
import re
import secrets
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext as _

from sanad.foundation.backup import Unfit

ENDING = ".age"
SHORTEST = 12  # signs of a passphrase: whoever has the archive may try as many as they like
WORK = 17  # scrypt takes 2 to this power of rounds and 128 MB: half a second for each that is tried
MOST_WORK = 20  # of an archive that comes from elsewhere: 1 GB

SEALED = b"age-encryption.org/v1\n"
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n---"
    rb" ([A-Za-z0-9+/]{43})\n"
)
_LONGEST_HEADER = 256  # bytes
_PIECE = 64 * 1024
_TAG = 16  # bytes with which an encrypted piece is longer
_KEY, _NONCE = 16, 16  # bytes

Passphrase = Callable[[], str]
"""Asked for only when it is needed. Raises Unfit when there is none."""


def judged(passphrase: str) -> str:
    """A passphrase that may seal an archive. Raises Unfit for one that is soon found."""
    if len(passphrase) < SHORTEST:
        raise Unfit(_("A passphrase has at least %(count)d signs: several words are best.") % {"count": SHORTEST})
    return passphrase


@contextmanager
def sealing(out: IO[bytes], passphrase: str) -> Iterator[IO[bytes]]:
    """A file to be written, whose content goes into `out` sealed; whole when the block ends well."""
    key, salt = secrets.token_bytes(_KEY), secrets.token_bytes(16)
    wrapped = ChaCha20Poly1305(_of_passphrase(passphrase, salt, WORK)).encrypt(bytes(12), key, None)
    header = SEALED + b"-> scrypt %s %d\n%s\n---" % (_written(salt), WORK, _written(wrapped))
    nonce = secrets.token_bytes(_NONCE)
    out.write(header + b" " + _written(_mark(key, header)) + b"\n" + nonce)
    pieces = _Pieces(out, ChaCha20Poly1305(_derived(key, nonce, b"payload")))
    buffered = io.BufferedWriter(pieces, _PIECE)
    yield buffered
    buffered.flush()
    pieces.end()


def opened(source: IO[bytes], passphrase: str) -> IO[bytes]:
    """What was sealed, to be read on. Raises Unfit, also while it is read, for a wrong passphrase or what was changed."""
    match = _HEADER.match(source.read(_LONGEST_HEADER))
    if match is None or int(match[2]) > MOST_WORK:
        raise damaged()
    salt, wrapped, mark = map(_read, match.group(1, 3, 4))
    try:
        key = ChaCha20Poly1305(_of_passphrase(passphrase, salt, int(match[2]))).decrypt(bytes(12), wrapped, None)
    except InvalidTag as problem:
        raise Unfit(_("This passphrase does not open the archive.")) from problem
    header = match[0][: match.start(4) - 1]
    if not hmac.compare_digest(_mark(key, header), mark):
        raise damaged()
    source.seek(match.end())
    return io.BufferedReader(_Opened(source, ChaCha20Poly1305(_derived(key, source.read(_NONCE), b"payload"))), _PIECE)


def damaged() -> Unfit:
    """What is said of an archive that is not whole."""
    return Unfit(_("The archive is cut short or damaged."))


class _Pieces(io.RawIOBase):
    """Encrypts piece by piece; the last piece is known when all is said."""

    def __init__(self, out: IO[bytes], cipher: ChaCha20Poly1305) -> None:
        self._out, self._cipher, self._number, self._held = out, cipher, 0, bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._held += content
        while len(self._held) > _PIECE:
            self._write(bytes(self._held[:_PIECE]), is_last=False)
            del self._held[:_PIECE]
        return len(content)

    def end(self) -> None:
        """Write what is left as the last piece."""
        self._write(bytes(self._held), is_last=True)

    def _write(self, piece: bytes, *, is_last: bool) -> None:
        self._out.write(self._cipher.encrypt(_number(self._number, is_last=is_last), piece, None))
        self._number += 1


class _Opened(io.RawIOBase):
    """Decrypts piece by piece, each before anything of it is given away."""

    def __init__(self, source: IO[bytes], cipher: ChaCha20Poly1305) -> None:
        self._source, self._cipher, self._number, self._left = source, cipher, 0, memoryview(b"")
        self._next = self._read()

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        if not self._left and (self._next or not self._number):
            self._left = memoryview(self._piece())
        count = min(len(target), len(self._left))
        target[:count] = self._left[:count]
        self._left = self._left[count:]
        return count

    def _piece(self) -> bytes:
        sealed, self._next = self._next, self._read()
        try:
            piece = self._cipher.decrypt(_number(self._number, is_last=not self._next), sealed, None)
        except InvalidTag as problem:
            raise damaged() from problem
        if not piece and self._number:
            raise damaged()  # only nothing at all ends with an empty piece
        self._number += 1
        return piece

    def _read(self) -> bytes:
        return self._source.read(_PIECE + _TAG)


def _number(count: int, *, is_last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([is_last])


def _of_passphrase(passphrase: str, salt: bytes, work: int) -> bytes:
    """However a keyboard makes its accents, the passphrase is one."""
    text = unicodedata.normalize("NFC", passphrase).encode()
    return Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=2**work, r=8, p=1).derive(text)


def _derived(key: bytes, salt: bytes, what: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=what).derive(key)


def _mark(key: bytes, header: bytes) -> bytes:
    """What shows that the header is the one that was written."""
    return hmac.digest(_derived(key, b"", b"header"), header, hashlib.sha256)


def _written(content: bytes) -> bytes:
    return b64encode(content).rstrip(b"=")


def _read(text: bytes) -> bytes:
    """In one way only: the last sign has bits that say nothing."""
    content = b64decode(text + b"=" * (-len(text) % 4))
    if _written(content) != text:
        raise damaged()
    return content
