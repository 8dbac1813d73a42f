"""Run a command beside a throw-away PostgreSQL that sorts as the French do: `python scripts/pg.py -- pytest -n 2`.

The server is made from installed binaries (PATH, then Debian's /usr/lib/postgresql/*/bin, the newest), listens on a
socket in a temporary folder only, trusts whoever can open that folder, and does not wait for the disk. The command
finds its address in SANAD_DATABASE. Server and folder are gone when the command ends, however it ends.
"""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

MISSING = 69  # EX_UNAVAILABLE
DEBIAN = Path("/usr/lib/postgresql")
NEEDED = ("initdb", "postgres", "pg_isready", "createdb")
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
HURRY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "listen_addresses="]


def find_binaries() -> Path | None:
    """The folder that holds what is needed: on PATH, else the newest of Debian's versions."""
    on_path = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    versions = sorted(DEBIAN.glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    return next((path for path in on_path + versions if all(os.access(path / name, os.X_OK) for name in NEEDED)), None)


def other_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as `postgres`, or `nobody`."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    sys.exit("PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`.")


def wait_until_ready(binaries: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    """Return once connections are accepted; end with the server's own words if it does not start."""
    ready: list[str | Path] = [
        binaries / "pg_isready",
        "--quiet",
        "--host",
        folder,
        "--username",
        "sanad",
        "--dbname",
        "postgres",
    ]
    for _ in range(300):
        if server.poll() is not None:
            break
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.1)
    sys.exit(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


@contextlib.contextmanager
def running(binaries: Path) -> Iterator[str]:
    """A server and an empty database; yields the address."""
    who = other_user()
    folder = Path(tempfile.mkdtemp(prefix="sanad-pg-", dir="/tmp"))  # short: it becomes a socket's path
    server: subprocess.Popen[bytes] | None = None
    try:
        if who:
            os.chown(folder, who["user"], who["group"])
        data = folder / "data"
        options = [
            "--username=sanad",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",  # what letters are, in every writing; ICU says how they are sorted
            # Not the order of code points: what forgets to say how it sorts is noticed. Part of PostgreSQL since 15.
            "--locale-provider=icu",
            "--icu-locale=fr",
            "--no-sync",
            "--no-instructions",
        ]
        made = subprocess.run(
            [binaries / "initdb", "-D", data, *options], check=False, capture_output=True, text=True, cwd="/", **who
        )
        if made.returncode:
            sys.exit(f"initdb failed:\n{made.stderr}")
        settings = [part for setting in HURRY for part in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            # Its own session: a Ctrl-C in the terminal reaches the command, and the server stops after it.
            server = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-k", folder, *settings],
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                preexec_fn=end_with_parent,  # noqa: PLW1509  there are no threads here
                **who,
            )
        wait_until_ready(binaries, folder, server)
        create: list[str | Path] = [binaries / "createdb", "--host", folder, "--username", "sanad", "sanad"]
        subprocess.run(create, check=True)
        yield f"postgresql://sanad@/sanad?host={folder}"
    finally:
        for number in STOPS:
            signal.signal(number, signal.SIG_IGN)  # nothing interrupts the cleaning
        if server is not None:
            end(server)
        shutil.rmtree(folder, ignore_errors=True)


def end_with_parent() -> None:
    """In a child: be stopped when the parent is gone, also when that was killed and could not clean up (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG; PostgreSQL takes SIGINT as a fast shutdown


def end(server: subprocess.Popen[bytes]) -> None:
    """Ask for a fast shutdown until it is done: a server that has only just started may not hear the first time."""
    for _ in range(40):
        if server.poll() is not None:
            return
        server.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(0.5)
    server.kill()
    server.wait()


def run(command: list[str], address: str) -> int:
    """The command's exit code; a request to stop is passed on to it."""
    environment = {**os.environ, "SANAD_DATABASE": address}
    child = subprocess.Popen(command, env=environment, preexec_fn=end_with_parent)  # noqa: PLW1509  there are no threads here

    def pass_on(number: int, _frame: FrameType | None) -> None:
        child.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells the command itself
    return child.wait()


def stop(_number: int, _frame: FrameType | None) -> None:
    """A request to stop while the server starts: unwind, so that everything is deleted."""
    sys.exit(1)


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        sys.exit(__doc__)
    binaries = find_binaries()
    if binaries is None:
        print(
            "No PostgreSQL on this machine: its server is neither on PATH nor in /usr/lib/postgresql.\n"
            "Install it (Debian: apt install postgresql) and run this again. `make test` needs no PostgreSQL.",
            file=sys.stderr,
        )
        return MISSING
    for number in STOPS:
        signal.signal(number, stop)
    with running(binaries) as address:
        code = run(command, address)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
