"""The archive: a tar of members, sealed or not, and last the manifest that tells what belongs in it (docs/adr/0014).

A tar, so that whoever has no Sanad can open it. The manifest comes last, so that an archive that was cut short has none.
It names each member with its size and SHA-256, but for those whose name ends with their SHA-256: of them it has the count.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.backup import Unfit
from sanad.foundation.backup.sealed import SEALED, Passphrase, damaged, opened, sealing

MANIFEST = "manifest.json"
FORMAT, READ = 2, (1, 2)  # the first named every member in the manifest
CHUNK = 1024 * 1024  # bytes
LONGEST_MANIFEST = 64 * CHUNK
_GZIP = b"\x1f\x8b"
_COMPRESSION = 3  # of gzip: papers and pictures are compressed already, rows become small soon

Said = Callable[[str], None]


@dataclass
class Archive:
    """An archive that is being written."""

    _tar: tarfile.TarFile
    members: dict[str, list[Any]] = field(default_factory=dict)
    named_so: int = 0  # members whose name ends with their SHA-256

    def add(self, name: str, path: Path) -> str:
        """Take a file in under `name`; its SHA-256 in hexadecimal."""
        with path.open("rb") as source:
            entry = self._tar.gettarinfo(arcname=name, fileobj=source)
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            read = _Hashed(source)
            self._tar.addfile(entry, read)
        _forget_members(self._tar)
        if _is_named_so(name, read.sha256):
            self.named_so += 1
        else:
            self.members[name] = [entry.size, read.sha256]
        return read.sha256

    def close_with(self, facts: dict[str, Any]) -> None:
        """Write the manifest: the members and what else is known of the archive."""
        listed = {"format": FORMAT, **facts, "members": self.members, "named_so": self.named_so}
        text = json.dumps(listed, ensure_ascii=False, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(text)
        self._tar.addfile(entry, io.BytesIO(text))


class _Hashed:
    """A file whose bytes are counted into a hash while they are read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._hash = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        content = self._source.read(size)
        self._hash.update(content)
        return content

    @property
    def sha256(self) -> str:
        """Of what was read so far."""
        return self._hash.hexdigest()


@contextmanager
def writing(out: IO[bytes], passphrase: str = "") -> Iterator[Archive]:
    """An archive that is written to `out`, sealed when there is a passphrase."""
    with (
        sealing(out, passphrase) if passphrase else nullcontext(out) as inner,
        tarfile.open(fileobj=inner, mode="w:gz", compresslevel=_COMPRESSION) as tar,
    ):
        yield Archive(tar)


def unpacked(
    source: IO[bytes], folder: Path | None, is_known: Callable[[str], bool], passphrase: Passphrase
) -> dict[str, Any]:
    """Every member written below `folder` (None: read only), and the manifest, which holds for all of them.

    Raises Unfit for what is no archive, cut short, changed, not opened by the passphrase, or holds what `is_known` does
    not know.
    """
    found: dict[str, list[Any]] = {}
    named_so, manifest = 0, None
    if not begins_with(source, SEALED, _GZIP):
        raise Unfit(_("This file is not a backup of Sanad."))
    try:
        inner = opened(source, passphrase()) if begins_with(source, SEALED) else source
        # Not "r|gz": that never looks at the checksum with which gzip ends.
        with gzip.GzipFile(fileobj=inner) as plain, tarfile.open(fileobj=plain, mode="r|") as tar:
            while (entry := tar.next()) is not None:
                _forget_members(tar)
                content = tar.extractfile(entry)
                if manifest is not None or content is None or not _is_plain(entry.name) or entry.name in found:
                    raise _stranger(entry.name)
                if entry.name == MANIFEST:
                    manifest = _read(content.read(min(entry.size, LONGEST_MANIFEST)))
                elif is_known(entry.name):
                    size, sha256 = _written(content, folder and folder / entry.name)
                    if _is_named_so(entry.name, sha256):
                        named_so += 1
                    else:
                        found[entry.name] = [size, sha256]
                else:
                    raise _stranger(entry.name)
            while plain.read(CHUNK):
                pass
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as problem:
        raise damaged() from problem
    if manifest is None:
        raise damaged()
    _compare(manifest, found, named_so)
    return manifest


def _forget_members(tar: tarfile.TarFile) -> None:
    """It remembers each that went through, and there may be a million."""
    tar.members = []  # type: ignore[attr-defined]  # the way that its documentation names


def begins_with(source: IO[bytes], *marks: bytes) -> bool:
    """Whether a file begins so; it is read from its beginning afterwards."""
    begins = source.read(max(map(len, marks)))
    source.seek(0)
    return begins.startswith(marks)


def _stranger(name: str) -> Unfit:
    return Unfit(_("This is not a backup of Sanad: %(name)s does not belong in one.") % {"name": isolate(name)})


def _is_named_so(name: str, sha256: str) -> bool:
    return name.rpartition("/")[2] == sha256


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and str(path) == name


def _written(content: IO[bytes], path: Path | None) -> tuple[int, str]:
    read, size = _Hashed(content), 0
    with _opened(path) as out:
        while chunk := read.read(CHUNK):
            size += out.write(chunk)
    return size, read.sha256


def _opened(path: Path | None) -> IO[bytes]:
    """A new file that nobody else may read, or nothing at all."""
    if path is None:
        return Path(os.devnull).open("wb")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _read(text: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(text)
        if manifest["format"] in READ and isinstance(manifest["members"], dict):
            return dict(manifest)
    except (ValueError, KeyError, TypeError) as problem:
        raise Unfit(_("The list of what the archive holds cannot be read.")) from problem
    raise Unfit(_("This backup was made by a newer Sanad. Install that version or a later one, then restore."))


def _compare(manifest: dict[str, Any], found: dict[str, list[Any]], named_so: int) -> None:
    listed = dict(manifest["members"])
    told = manifest.get("named_so")
    if told is None:  # the first format: they are listed like the others
        of_these = [name for name, (_size, sha256) in listed.items() if _is_named_so(name, sha256)]
        told = len(of_these)
        for name in of_these:
            del listed[name]
    for name in sorted(listed.keys() | found.keys()):
        if listed.get(name) != found.get(name):
            raise Unfit(
                _("The archive is damaged: %(name)s is not what it was when the backup was taken.")
                % {"name": isolate(name)}
            )
    if told != named_so:
        raise damaged()
