"""The archive: a tar of members, and last the manifest that names each of them with its size and SHA-256.

A tar, so that whoever has no Sanad can open it. The manifest comes last, so that an archive that was cut short has none.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from sanad.foundation.backup import Unfit

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1024 * 1024  # bytes
LONGEST_MANIFEST = 64 * CHUNK
_COMPRESSION = 3  # of gzip: papers and pictures are compressed already, rows become small soon

Said = Callable[[str], None]


@dataclass
class Archive:
    """An archive that is being written."""

    _tar: tarfile.TarFile
    members: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, name: str, path: Path) -> str:
        """Take a file in under `name`; its SHA-256 in hexadecimal."""
        with path.open("rb") as source:
            entry = self._tar.gettarinfo(arcname=name, fileobj=source)
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            read = _Hashed(source)
            self._tar.addfile(entry, read)
        self.members[name] = [entry.size, read.sha256]
        return read.sha256

    def close_with(self, facts: dict[str, Any]) -> None:
        """Write the manifest: the members and what else is known of the archive."""
        text = json.dumps({"format": FORMAT, **facts, "members": self.members}, ensure_ascii=False, indent=1).encode()
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
def writing(out: IO[bytes]) -> Iterator[Archive]:
    """An archive that is written to `out`."""
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=_COMPRESSION) as tar:
        yield Archive(tar)


def unpacked(source: IO[bytes], folder: Path | None, is_known: Callable[[str], bool]) -> dict[str, Any]:
    """Every member written below `folder` (None: read only), and the manifest, which holds for all of them.

    Raises Unfit for what is no archive, cut short, changed, or holds what `is_known` does not know.
    """
    found: dict[str, list[Any]] = {}
    manifest: dict[str, Any] | None = None
    try:
        # Not "r|gz": that never looks at the checksum with which gzip ends.
        with gzip.GzipFile(fileobj=source) as plain, tarfile.open(fileobj=plain, mode="r|") as tar:
            for entry in tar:
                content = tar.extractfile(entry)
                if manifest is not None or content is None or not _is_plain(entry.name):
                    raise Unfit(f"This is not a backup of Sanad: {entry.name!r} does not belong in one.")
                if entry.name == MANIFEST:
                    manifest = _read(content.read(LONGEST_MANIFEST))
                elif is_known(entry.name) and entry.name not in found:
                    found[entry.name] = _written(content, folder and folder / entry.name)
                else:
                    raise Unfit(f"This is not a backup of Sanad: {entry.name!r} does not belong in one.")
            while plain.read(CHUNK):
                pass
    except (tarfile.TarError, EOFError, zlib.error) as problem:
        raise Unfit(_broken(found)) from problem
    except OSError as problem:  # of gzip, which has no error of its own for what is no gzip
        if problem.errno is not None:
            raise
        raise Unfit(_broken(found)) from problem
    if manifest is None:
        raise Unfit(_broken(found))
    _compare(manifest["members"], found)
    return manifest


def _broken(found: dict[str, list[Any]]) -> str:
    return "The archive is cut short or damaged." if found else "This file is not a backup of Sanad."


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and str(path) == name


def _written(content: IO[bytes], path: Path | None) -> list[Any]:
    read, size = _Hashed(content), 0
    with _opened(path) as out:
        while chunk := read.read(CHUNK):
            size += out.write(chunk)
    return [size, read.sha256]


def _opened(path: Path | None) -> IO[bytes]:
    """A new file that nobody else may read, or nothing at all."""
    if path is None:
        return Path(os.devnull).open("wb")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _read(text: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(text)
        if manifest["format"] == FORMAT and isinstance(manifest["members"], dict):
            return dict(manifest)
    except (ValueError, KeyError, TypeError) as problem:
        raise Unfit("The list of what the archive holds cannot be read.") from problem
    raise Unfit("This backup was made by another version of Sanad, in a form that this one does not know.")


def _compare(listed: dict[str, list[Any]], found: dict[str, list[Any]]) -> None:
    for name in sorted(listed.keys() | found.keys()):
        if listed.get(name) != found.get(name):
            raise Unfit(f"The archive is damaged: {name} is not what it was when the backup was taken.")
