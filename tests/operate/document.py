"""docs/operate.md as what it is made of: commands, and files with the place where they belong."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "operate.md"
DATABASES = ("sqlite", "postgresql")
# Commands that no test runs, each with its reason. A command of `sanad` itself never stands here.
NOT_TRIED = {
    "apt install python3-venv make git nginx postgresql": "changes the machine, and asks the network",
    "useradd --system --home-dir /var/lib/sanad --shell /usr/sbin/nologin sanad": "changes the users of the machine",
    "git clone https://git.example.org/sanad.git /srv/sanad": "an address that is an example",
    "git -C /srv/sanad pull --ff-only": "would change the source that is being tested",
    "git -C /srv/sanad checkout v0.1.0": "would change the source that is being tested",
    "rsync -a --ignore-existing root@sanad.example.org:/srv/backup/ /srv/sanad-backup/": "from another machine",
    "systemctl daemon-reload": "tests have no systemd: they read the units and run what those run",
}
_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Block:
    """A fenced piece: `kind` is its language, `about` a path, or the database that it is for, or nothing."""

    kind: str
    about: str
    text: str

    @property
    def is_file(self) -> bool:
        return self.about.startswith("/")

    def is_for(self, database: str) -> bool:
        return self.about not in DATABASES or self.about == database


def blocks() -> list[Block]:
    found = []
    for says, text in _FENCE.findall(DOCUMENT.read_text()):
        kind, _blank, about = says.partition(" ")
        found.append(Block(kind, about, text))
    return found


def files() -> dict[str, str]:
    """What each file says, by its path."""
    return {block.about: block.text for block in blocks() if block.is_file}


def commands(database: str) -> list[str]:
    """What a keeper types, in the order of the page."""
    lines = [
        line
        for block in blocks()
        if block.kind == "sh" and not block.is_file and block.is_for(database)
        for line in block.text.splitlines()
        if line
    ]
    return [line for line in lines if database == "postgresql" or not line.startswith("runuser -u postgres")]


def every_command() -> list[str]:
    return [line for database in DATABASES for line in commands(database)]


def spans(path: Path = DOCUMENT) -> list[str]:
    """What stands between backticks in running text."""
    return _SPAN.findall(_FENCE.sub("", path.read_text()))


def unit(text: str) -> dict[str, list[tuple[str, str]]]:
    """The sections of a unit of systemd, each with its lines: a key may come more than once."""
    sections: dict[str, list[tuple[str, str]]] = {}
    for line in filter(None, text.splitlines()):
        if line.startswith("["):
            here = sections.setdefault(line.strip("[]"), [])
        else:
            key, equals, value = line.partition("=")
            assert equals, line
            here.append((key, value))
    return sections


def values(text: str, section: str, key: str) -> list[str]:
    return [value for name, value in unit(text)[section] if name == key]
