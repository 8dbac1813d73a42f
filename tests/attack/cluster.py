"""A PostgreSQL of one's own, which may be killed and comes back with what it had."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scripts.pg import end, end_with_parent, find_binaries, other_user, wait_until_ready


class Cluster:
    """Writes to the disk before it says so, as in earnest."""

    def __init__(self, folder: Path, superuser: str = "sanad") -> None:
        self.superuser = superuser
        self.folder, self.data, self.who = folder, folder / "data", other_user()
        self.binaries = find_binaries()
        self.address = f"postgresql://sanad@/sanad?host={folder}"
        self.server: subprocess.Popen | None = None

    def make(self) -> None:
        words = [f"--username={self.superuser}", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-instructions"]
        subprocess.run([self.binaries / "initdb", "-D", self.data, *words], check=True, capture_output=True, **self.who)
        self.open()

    def fill(self) -> None:
        """Make the empty database of the address."""
        create = [self.binaries / "createdb", "--host", self.folder, "--username", "sanad", "sanad"]
        subprocess.run(create, check=True)

    def open(self) -> None:
        command = [self.binaries / "postgres", "-D", self.data, "-k", self.folder, "-c", "listen_addresses="]
        with (self.folder / "log").open("ab") as log:
            self.server = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                preexec_fn=end_with_parent,  # noqa: PLW1509  as scripts/pg.py
                **self.who,
            )
        wait_until_ready(self.binaries, self.folder, self.server)

    def kill_one(self, backend: int) -> None:
        """Kill one process of it: the others give up what they have in hand, and it recovers by itself."""
        with suppress(ProcessLookupError):
            os.kill(backend, signal.SIGKILL)

    def kill(self) -> None:
        """Kill it, and start it again once its processes have seen that they are alone."""
        self.server.kill()
        self.server.wait()
        while self._left():
            time.sleep(0.1)
        self.open()

    def _left(self) -> bool:
        folder = str(self.data).encode()
        for path in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if (path / "cmdline").read_bytes().startswith(b"postgres:") and folder == os.fsencode(
                    (path / "cwd").readlink()
                ):
                    return True
        return False


@contextmanager
def cluster(superuser: str = "sanad") -> Iterator[Cluster]:
    """A running cluster; with an empty database, unless it is another's: then it has none yet."""
    with tempfile.TemporaryDirectory(prefix="sanad-pg-", dir="/tmp") as name:
        folder = Path(name)
        found = Cluster(folder, superuser)
        if found.who:
            os.chown(folder, found.who["user"], found.who["group"])
        try:
            found.make()
            if superuser == "sanad":
                found.fill()
            yield found
        finally:
            if found.server is not None:
                end(found.server)
