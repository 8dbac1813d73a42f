"""Keep the demo of a release for those that come after it: `python tests/upgrade/make.py COMMIT [NAME]`.

Into `tests/upgrade/NAME/` go the backups of its demo on both databases, as that release makes them, and on PostgreSQL
the tables as they were. Run it once for each release, when it is out.
"""

import gzip
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scripts.pg import find_binaries, running  # noqa: E402

PSQL_ALONE = re.compile(r"^(\\.*|SET .*|SELECT pg_catalog\.set_config.*|--.*)?\n", re.MULTILINE)


def backed_up(source: Path, state: Path, database: str, target: Path) -> None:
    """The demo of that source on that database."""
    environment = {**os.environ, "SANAD_STATE": str(state), "SANAD_DATABASE": database}
    for words in (["demo"], ["backup", str(target)]):
        subprocess.run([sys.executable, "-m", "sanad", *words], cwd=source, env=environment, check=True)


def smaller(archive: Path) -> None:
    archive.write_bytes(gzip.compress(gzip.decompress(archive.read_bytes()), 9))


def tables_of(address: str) -> str:
    """What makes the tables, without what psql alone understands or another version of the server would not."""
    host = address.rpartition("host=")[2]
    words = ["--schema-only", "--no-owner", "--no-privileges", "--host", host, "--username", "sanad", "sanad"]
    done = subprocess.run([find_binaries() / "pg_dump", *words], check=True, capture_output=True, text=True)
    return PSQL_ALONE.sub("", done.stdout)


def main(commit: str, name: str) -> None:
    folder = Path(__file__).parent / name
    folder.mkdir()
    with tempfile.TemporaryDirectory() as made, running(find_binaries()) as server:
        source = Path(made) / "source"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", source, commit], cwd=ROOT, check=True)
        try:
            subprocess.run([sys.executable, "scripts/messages.py", "compile"], cwd=source, check=True)
            places = {"sqlite": f"sqlite:///{made}/sqlite/sanad.sqlite3", "postgresql": server}
            for kind, address in places.items():
                backed_up(source, Path(made) / kind, address, folder / f"{kind}.tar.gz")
                smaller(folder / f"{kind}.tar.gz")
            (folder / "postgresql.sql.gz").write_bytes(gzip.compress(tables_of(server).encode(), 9, mtime=0))
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", source], cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else sys.argv[1])
